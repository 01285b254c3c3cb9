//! `stint stop`: ends the running timer.

use stint_api::command::StopTimer;

use super::start::instant;
use crate::{args::Form, desk::Desk, failure::Failure};

/// Stop the timer
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint stop
  stint stop --at 17:30
  stint stop --at \"2026-11-20 17:30\"")]
pub(crate) struct Stop {
    /// When it ended: 13:30, 20m (ago), or a date with a time
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    #[command(flatten)]
    form: Form,
}

impl Stop {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let ended_at = instant(self.at.as_deref(), desk)?;
        desk.order(StopTimer { ended_at }, self.form).await
    }
}
