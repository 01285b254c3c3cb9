//! `stint switch`: starts the timer and says what that ended.

use jiff::Timestamp;
use stint_api::{command::StartFromText, question::GetTimer, view::EntryView};

use super::start::{Began, instant, line};
use crate::{
    args::Form,
    desk::Desk,
    failure::Failure,
    show::{self, time},
};

/// Start something else and say what that ended
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint switch Review the retry budget @api
  stint switch \"#42\" --at 13:30")]
pub(crate) struct Switch {
    /// What you do now, as for `start`
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    #[command(flatten)]
    began: Began,
    #[command(flatten)]
    form: Form,
}

impl Switch {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let started_at = instant(self.began.at.as_deref(), desk)?;
        let engine = desk.engine().await?;
        let ended = engine.call(GetTimer {}).await?.running;
        let switched_at = started_at.clone();
        let receipt =
            engine.call(StartFromText { text: line(&self.words), started_at, may_remove: self.began.over }).await?;
        let ended = ended.map(|entry| {
            let lasted = lasted_until(&entry, switched_at.as_deref()).unwrap_or(entry.seconds);
            format!("Ended “{}” after {}", entry.title, time::duration(lasted))
        });
        desk.print(self.form, &receipt, |receipt, out, _| {
            ended.iter().try_for_each(|sentence| writeln!(out, "{sentence}"))?;
            show::receipt(receipt, out)
        })
    }
}

/// How long the earlier one lasted where the next one was said to begin at another time than now.
fn lasted_until(entry: &EntryView, at: Option<&str>) -> Option<u32> {
    let (start, end): (Timestamp, Timestamp) = (entry.started_at.parse().ok()?, at?.parse().ok()?);
    u32::try_from(end.duration_since(start).as_secs().max(0)).ok()
}
