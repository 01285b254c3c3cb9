//! `stint switch`: starts the timer and says what that ended.

use stint_api::{command::StartFromText, question::GetTimer};

use super::start::{began, line};
use crate::{
    args::Form,
    desk::Desk,
    failure::Failure,
    show::{self, time},
};

/// Start something else and say what that ended
#[derive(Debug, clap::Args)]
pub(crate) struct Switch {
    /// What you do now, as for `start`
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// When it began: 13:30, 20m (ago), or a date with a time
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    #[command(flatten)]
    form: Form,
}

impl Switch {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let started_at = began(self.at.as_deref(), desk)?;
        let engine = desk.engine().await?;
        let ended = engine.call(GetTimer {}).await?.running;
        let receipt = engine.call(StartFromText { text: line(&self.words), started_at }).await?;
        // The consequences tell how far the earlier one was trimmed; its length is as of the asking.
        let ended = ended.map(|entry| format!("Ended “{}” after {}", entry.title, time::duration(entry.seconds)));
        desk.print(self.form, &receipt, |receipt, out, _| {
            ended.iter().try_for_each(|sentence| writeln!(out, "{sentence}"))?;
            show::receipt(receipt, out)
        })
    }
}
