//! `stint switch`: starts the timer on something else; the receipt says what that ended.

use stint_api::command::StartFromText;

use super::start::{Began, instant, line};
use crate::{args::Form, desk::Desk, failure::Failure};

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
        desk.order(StartFromText { text: line(&self.words), started_at, may_remove: self.began.over }, self.form).await
    }
}
