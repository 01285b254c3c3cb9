//! `stint focus`: tells nothing for a while, one digest follows; alone it says whether a focus holds.

use stint_api::{command::SetFocus, question::ListFeed};

use super::feed;
use crate::{args::Form, desk::Desk, failure::Failure};

/// Tell nothing while you concentrate; one notice follows that says what happened
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint focus 25
  stint focus morning
  stint focus off")]
pub(crate) struct Focus {
    /// For how many minutes, 720 at most; `morning` for until your day begins, `off` to end it; without it, whether one holds
    #[arg(value_name = "MINUTES", allow_negative_numbers = true)]
    length: Option<String>,
    #[command(flatten)]
    form: Form,
}

impl Focus {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        match self.length {
            Some(length) => desk.order(meant(&length)?, self.form).await,
            None => state(self.form, desk).await,
        }
    }
}

async fn state(form: Form, desk: &mut Desk<'_>) -> Result<(), Failure> {
    let page = desk.ask(ListFeed { limit: Some(0), ..ListFeed::default() }).await?;
    let words = feed::quiet(&page, desk.here());
    desk.print(form, &page, |_, out, _| match words {
        Some(words) => writeln!(out, "{words}"),
        None => writeln!(out, "No focus holds. Begin one with `stint focus 25`."),
    })
}

fn meant(typed: &str) -> Result<SetFocus, Failure> {
    match typed.to_lowercase().as_str() {
        "off" => Ok(SetFocus { minutes: None, is_until_morning: false }),
        "morning" => Ok(SetFocus { minutes: None, is_until_morning: true }),
        minutes => {
            let minutes: i64 = minutes.parse().map_err(|_| {
                let hint = "Use minutes (25), morning or off.";
                Failure::usage(format!("“{typed}” is no length of a focus that Stint understands."), hint)
            })?;
            // Too few are refused as none are, too many as the most are: the engine says what goes.
            let minutes = u32::try_from(minutes.max(0)).unwrap_or(u32::MAX);
            Ok(SetFocus { minutes: Some(minutes), is_until_morning: false })
        }
    }
}
