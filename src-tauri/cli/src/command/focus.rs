//! `stint focus`: tells nothing for a while; one digest follows.

use stint_api::command::SetFocus;

use crate::{args::Form, desk::Desk, failure::Failure};

/// Tell nothing while you concentrate; one notice follows that says what happened
#[derive(Debug, clap::Args)]
pub(crate) struct Focus {
    /// For how many minutes, 720 at most; `morning` until the day starts again, `off` to end it
    #[arg(value_name = "MINUTES")]
    length: String,
    #[command(flatten)]
    form: Form,
}

impl Focus {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        desk.order(meant(&self.length)?, self.form).await
    }
}

fn meant(typed: &str) -> Result<SetFocus, Failure> {
    match typed.to_lowercase().as_str() {
        "off" => Ok(SetFocus { minutes: None, is_until_morning: false }),
        "morning" => Ok(SetFocus { minutes: None, is_until_morning: true }),
        minutes => {
            let minutes = minutes.parse().map_err(|_| {
                let hint = "Use minutes (25), morning or off.";
                Failure::usage(format!("“{typed}” is no length of a focus that Stint understands."), hint)
            })?;
            Ok(SetFocus { minutes: Some(minutes), is_until_morning: false })
        }
    }
}
