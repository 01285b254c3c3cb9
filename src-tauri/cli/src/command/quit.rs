//! `stint quit`: ends the engine.

use stint_api::{Code, view::Receipt};

use crate::{args::Form, desk::Desk, failure::Failure};

/// End Stint and its windows; a running timer goes on
#[derive(Debug, clap::Args)]
pub(crate) struct Quit {
    #[command(flatten)]
    form: Form,
}

impl Quit {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        // Nobody wants it started to be ended.
        desk.is_starting = false;
        let receipt = match desk.ask(stint_api::command::Quit {}).await {
            // Nothing is left to do.
            Err(Failure::Api(error)) if error.code == Code::NotRunning => {
                Receipt { label: error.message, ..Receipt::default() }
            }
            receipt => receipt?,
        };
        desk.said(self.form, &receipt)
    }
}
