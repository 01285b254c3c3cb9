//! `stint discard`: removes the running timer.

use stint_api::command::DiscardTimer;

use crate::{args::Form, desk::Desk, failure::Failure};

/// Remove the running timer as if it had never been started
#[derive(Debug, clap::Args)]
pub(crate) struct Discard {
    #[command(flatten)]
    form: Form,
}

impl Discard {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        desk.order(DiscardTimer {}, self.form).await
    }
}
