//! Accounts of which nothing is asked until the person acts: why, and which page or command mends it.

use stint_core::account::{Account, Health};
use stint_store::table;

use crate::{Engine, fault::Result, host};

/// Why nothing is asked of an account, in sentences.
#[derive(Debug)]
pub(in crate::handle) enum Resting {
    /// The person wished it.
    Paused(String),
    /// It has no credentials that are of use.
    Dead(String),
}

impl Resting {
    /// What happened, and what to do.
    pub(in crate::handle) fn words(&self) -> &str {
        let (Self::Paused(words) | Self::Dead(words)) = self;
        words
    }
}

impl Engine {
    /// Why nothing is asked of an account; none where it is.
    pub(in crate::handle) fn resting(&self, account: &Account) -> Result<Option<Resting>> {
        let named = format!("{}@{}", account.name, host::shown(&account.origin));
        let way = |does: &str, command: &str| {
            format!("{does} in Settings → Accounts, or with `stint accounts {command} {named}`.")
        };
        // Whoever resumed it first would be told to sign in next.
        Ok(match account.health {
            Health::NeedsSignIn => Some(Resting::Dead(format!("It must sign in again. {}", way("Do so", "rotate")))),
            Health::Suspended => {
                Some(Resting::Dead(format!("Its credentials could not be renewed. {}", way("Check it", "check"))))
            }
            Health::Fine | Health::Waiting { .. } | Health::Locked | Health::Failing { .. } => {
                let is_paused = table::work_sync::get(self.conn()?, account.id)?.is_paused;
                is_paused.then(|| Resting::Paused(format!("It is paused. {}", way("Resume it", "resume"))))
            }
        })
    }
}
