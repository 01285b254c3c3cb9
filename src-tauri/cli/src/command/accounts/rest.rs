//! `stint accounts pause` and `resume`: an account is asked nothing more for a while.

use stint_api::{command::PauseAccount, question::GetAccounts};

use super::known;
use crate::{args::Form, desk::Desk, failure::Failure};

/// Ask the service of an account nothing more, until it is resumed
#[derive(Debug, clap::Args)]
pub(crate) struct Pause {
    #[command(flatten)]
    which: Which,
}

/// Go on with an account that was paused
#[derive(Debug, clap::Args)]
pub(crate) struct Resume {
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, clap::Args)]
struct Which {
    /// The account, such as mona@github.com, or its service where it is alone
    account: String,
    #[command(flatten)]
    form: Form,
}

impl Pause {
    pub(super) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        self.which.rests(true, desk).await
    }
}

impl Resume {
    pub(super) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        self.which.rests(false, desk).await
    }
}

impl Which {
    async fn rests(self, is_paused: bool, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let engine = desk.engine().await?;
        let page = engine.call(GetAccounts {}).await?;
        let account = known::account(&page, &self.account)?.id.clone();
        let receipt = engine.call(PauseAccount { account, is_paused }).await?;
        desk.said(self.form, &receipt)
    }
}
