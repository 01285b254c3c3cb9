//! How a sign-in got on, and how it ended.

use jiff::Timestamp;
use stint_api::{
    Topic,
    view::{AttemptView, SignInStage, VaultState, WayKind},
};
use stint_core::account::Account;
use stint_store::table;

use super::{change_of, changed, notice_key, spot};
use crate::{
    Engine, Output,
    conduct::Stage,
    errand::Errand,
    fault::{Fault, Result},
    handle::sign_in::{kind_of, oauth_of, way_of, words_for},
    host,
};

impl Engine {
    pub(super) fn moved_on(&mut self, attempt: &str, stage: Stage) -> Vec<Output> {
        let Some(attempt) = self.accounts.attempt(attempt) else { return Vec::new() };
        let mut outputs = changed(&[Topic::Accounts]);
        let view = &mut attempt.view;
        match stage {
            Stage::Starting => view.stage = SignInStage::Starting,
            Stage::AskingPrivate { addresses } => {
                view.stage = SignInStage::AskingPrivate;
                view.message = private(&view.host, &addresses);
                view.hint =
                    Some("Allow it only if you know this address; Stint then speaks to it and to no other.".to_owned());
                view.addresses = addresses;
            }
            Stage::Waiting { page, expires_at } => {
                view.stage = SignInStage::Waiting;
                view.message = "Waiting for your browser. Sign in there, then come back.".to_owned();
                view.hint = None;
                view.page = page.shown().to_owned();
                view.expires_at = Some(expires_at.to_string());
                attempt.page = Some(page.clone());
                outputs.push(Output::OpenPage(page));
            }
            Stage::ShowingCode { user_code, page, expires_at } => {
                view.stage = SignInStage::ShowingCode;
                view.message = format!("Type this code at {}.", page.shown());
                view.hint = Some("Type it only there. Nobody else may ask you for it.".to_owned());
                view.user_code = user_code;
                view.page = page.shown().to_owned();
                view.expires_at = Some(expires_at.to_string());
                attempt.page = Some(page.clone());
                outputs.push(Output::OpenPage(page));
            }
            Stage::Checking => {
                view.stage = SignInStage::Checking;
                view.message = format!("Asking {} whose credentials these are.", view.host);
                view.hint = None;
            }
        }
        outputs
    }

    /// Credentials were verified and lie in the vault: the account is written down, or they are let go.
    pub(super) fn connected(&mut self, id: &str, account: Account, replaced: bool, now: Timestamp) -> Vec<Output> {
        // The person ended the sign-in meanwhile. New credentials of an account that was there are in force all the same.
        if self.accounts.attempt(id).is_none() && !replaced {
            return vec![self.discard(account)];
        }
        if self.is_connected_otherwise(&account).unwrap_or_default() {
            let message = format!("{} is connected already at {}.", account.name, host::shown(&account.origin));
            let hint = Some("Another sign-in came first. Nothing was stored.".to_owned());
            let mut outputs = self.failed(id, message, hint);
            outputs.push(self.discard(account));
            return outputs;
        }
        let change = change_of(&account, if replaced { "Rotated" } else { "Connected" }, words_for(account.way), now);
        let written = self.write_account(|tx| {
            table::account::put(tx, &account)?;
            table::work::adopt(tx, account.id)?;
            table::account_change::push(tx, &change)
        });
        if let Err(Fault(error)) = written {
            let mut outputs = self.failed(id, error.message, error.hint);
            outputs.extend((!replaced).then(|| self.discard(account)));
            return outputs;
        }
        let mut outputs = changed(&[Topic::Accounts]);
        outputs.extend(self.stop_reading(account.id, "Its credentials are new; it is read again."));
        self.watch(&account, now);
        let is_unknown = self.accounts.vault.state == VaultState::Unknown;
        outputs.extend(is_unknown.then_some(Output::Errand(Errand::ProbeVault)));
        outputs.push(Output::Withdraw(notice_key(account.id)));
        outputs.extend(self.succeeded(id, &account));
        outputs
    }

    /// Whoever comes back from the browser finds the window in front.
    fn succeeded(&mut self, id: &str, account: &Account) -> Option<Output> {
        let message = format!("{} is connected as {}.", self.accounts.name_of(&account.service), account.name);
        let has_window = self.windows > 0;
        let attempt = self.accounts.attempt(id)?;
        attempt.view.stage = SignInStage::Done;
        attempt.view.message = message;
        attempt.view.hint = None;
        attempt.view.connected = Some(account.id.to_string());
        clear(&mut attempt.view);
        attempt.page = None;
        let came_by_browser = matches!(attempt.view.way, WayKind::Browser | WayKind::Link);
        (came_by_browser && has_window).then(|| Output::Show(spot(&account.service)))
    }

    pub(super) fn failed(&mut self, id: &str, message: String, hint: Option<String>) -> Vec<Output> {
        let Some(attempt) = self.accounts.attempt(id) else { return Vec::new() };
        attempt.view.stage = SignInStage::Failed;
        attempt.view.message = message;
        attempt.view.hint = hint;
        clear(&mut attempt.view);
        attempt.page = None;
        changed(&[Topic::Accounts])
    }

    /// Whether this person has another account of that service: two sign-ins at once, of which the first one counts.
    fn is_connected_otherwise(&self, account: &Account) -> Result<bool> {
        let found = table::account::by_remote(self.conn()?, &account.service, &account.origin, &account.remote_id)?;
        Ok(found.is_some_and(|found| found.id != account.id))
    }

    /// Lets credentials go that belong to no account; the service is told where they were granted to Stint, and to nobody else.
    fn discard(&self, account: Account) -> Output {
        let ways = self.accounts.descriptor(&account.service).into_iter().flat_map(|descriptor| descriptor.sign_in);
        let oauth = ways.filter(|way| way_of(kind_of(way)) == account.way).find_map(oauth_of);
        Output::Errand(match oauth {
            Some(oauth) if !oauth.revokes_all => Errand::Revoke(Box::new(account)),
            Some(_) | None => Errand::Forget(account.id),
        })
    }
}

/// Says where a host leads; an address that was typed leads to itself.
fn private(host: &str, addresses: &[String]) -> String {
    let name = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next(),
        None => host.split(':').next(),
    };
    if addresses.iter().all(|address| Some(address.as_str()) == name) {
        format!("{host} lies on a private network.")
    } else {
        format!("{host} lies on a private network, at {}.", addresses.join(" and "))
    }
}

fn clear(view: &mut AttemptView) {
    view.user_code.clear();
    view.page.clear();
    view.addresses.clear();
    view.expires_at = None;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_host_is_said_once() {
        let said = |host: &str, address: &str| private(host, &[address.to_owned()]);
        let named = said("git.acme.example:8443", "10.0.0.7");
        assert_eq!(named, "git.acme.example:8443 lies on a private network, at 10.0.0.7.");
        assert_eq!(said("10.0.0.7:8443", "10.0.0.7"), "10.0.0.7:8443 lies on a private network.");
        assert_eq!(said("[fd00::7]:8443", "fd00::7"), "[fd00::7]:8443 lies on a private network.");
    }
}
