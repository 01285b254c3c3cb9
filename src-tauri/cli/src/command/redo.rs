//! `stint redo`: makes the change again that was last taken back.

use crate::{args::Form, desk::Desk, failure::Failure};

/// Make the change again that was last taken back
#[derive(Debug, clap::Args)]
pub(crate) struct Redo {
    #[command(flatten)]
    form: Form,
}

impl Redo {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        desk.order(stint_api::command::Redo {}, self.form).await
    }
}
