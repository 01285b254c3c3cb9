//! Accounts of which nothing is asked until the person acts: why, and which command or page mends it.

use std::io;

use stint_api::view::{AccountState, AccountView};

use super::known;
use crate::{desk::Desk, failure};

/// What a person can do about an account, a sentence or two; none where Stint goes on by itself.
pub(crate) fn hint(account: &AccountView) -> Option<String> {
    let name = known::name_of(account);
    let rests = account.is_paused.then(|| format!("Resume it with `stint accounts resume {name}`."));
    // Whoever resumed it first would be told to sign in next.
    match account.state {
        AccountState::NeedsSignIn => {
            Some(format!("Sign in again with `stint accounts rotate {name}`, or in Settings → Accounts."))
        }
        AccountState::Suspended => Some(format!(
            "Try it with `stint accounts check {name}`; sign in again with `stint accounts rotate {name}`, or in Settings → Accounts."
        )),
        AccountState::Locked => Some("Open it with `stint vault unlock`, or in Settings → Accounts.".to_owned()),
        AccountState::Connected | AccountState::Waiting | AccountState::Failing => rests,
    }
}

/// Says why nothing is read with an account, where that is so, and what mends it.
pub(crate) fn tell(account: &AccountView, desk: &mut Desk<'_>) -> io::Result<()> {
    match why(account) {
        Some(words) => failure::tell(&words, hint(account).as_deref(), desk.err, desk.around.err_paint),
        None => Ok(()),
    }
}

fn why(account: &AccountView) -> Option<String> {
    let name = known::name_of(account);
    match account.state {
        AccountState::NeedsSignIn => Some(format!("{name} must sign in again; nothing is read with it.")),
        AccountState::Suspended => {
            Some(format!("The sign-in of {name} could not be renewed; nothing is read with it."))
        }
        AccountState::Locked => Some(format!("The secret of {name} is out of reach; nothing is read with it.")),
        AccountState::Connected | AccountState::Waiting | AccountState::Failing => {
            account.is_paused.then(|| format!("{name} is paused; nothing is read with it."))
        }
    }
}
