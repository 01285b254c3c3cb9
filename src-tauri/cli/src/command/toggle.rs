//! `stint toggle`: stops what runs, or goes on with the latest.

use stint_api::{
    command::{ContinueEntry, StopTimer},
    question::GetTimer,
};

use crate::{args::Form, desk::Desk, failure::Failure};

/// Stop the timer, or go on with the latest entry where none runs
#[derive(Debug, clap::Args)]
pub(crate) struct Toggle {
    #[command(flatten)]
    form: Form,
}

impl Toggle {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let engine = desk.engine().await?;
        let receipt = match engine.call(GetTimer {}).await?.running {
            Some(_) => engine.call(StopTimer::default()).await?,
            None => engine.call(ContinueEntry::default()).await?,
        };
        desk.said(self.form, &receipt)
    }
}
