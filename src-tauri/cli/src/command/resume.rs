//! `stint continue`: starts the latest entry again.

use stint_api::command::ContinueEntry;

use crate::{args::Form, desk::Desk, failure::Failure};

/// Start the latest entry again
#[derive(Debug, clap::Args)]
pub(crate) struct Continue {
    #[command(flatten)]
    form: Form,
}

impl Continue {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        desk.order(ContinueEntry::default(), self.form).await
    }
}
