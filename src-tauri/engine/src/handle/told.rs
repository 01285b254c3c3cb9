//! What came of errands for accounts: written down, shown, told to the person once.

use jiff::{SignedDuration, Timestamp};
use stint_api::{
    Request, Topic,
    command::{OpenWindow, Place},
    view::{AttemptView, SignInStage, VaultState, WayKind},
};
use stint_connect::connector::{Identity, Revoked};
use stint_core::{
    account::{Account, Failure, Health, Telling, judge},
    governor::{Told as Quota, Urgency, next_poll_at},
    ids::AccountId,
};
use stint_store::table::{self, account_change::AccountChange};

use super::{
    changed,
    telling::{said, words},
    vault,
};
use crate::{
    Engine, Notice, Output,
    accounts::Watched,
    conduct::{Ended, Stage, Told, spread_of},
    errand::Errand,
    fault::{Fault, Result},
};

/// What is overdue waits at least that long for the next try.
const RETRY: SignedDuration = SignedDuration::from_secs(5);
/// How often an account in order is looked at.
const CHECK_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// Something came of an errand.
pub(super) fn told(engine: &mut Engine, told: Told, now: Timestamp) -> Vec<Output> {
    let done = match told {
        Told::Stage { attempt, stage } => Ok(engine.moved_on(&attempt, stage)),
        Told::Connected { attempt, account, replaced, .. } => engine.connected(&attempt, *account, replaced, now),
        Told::Failed { attempt, message, hint } => Ok(engine.failed(&attempt, message, hint)),
        Told::Checked { account, result, quota, .. } => engine.checked(account, result, quota, now),
        Told::Renewed { account, expires_at } => engine.update(account, |it| it.expires_at = expires_at),
        Told::RenewalEnded { account, how, why, .. } => engine.renewal_ended(account, how, why, now),
        Told::Revoked { account, result, untold } => engine.revoked(account, result, untold, now),
        Told::Used { account } => engine.update(account, |it| it.last_used_at = Some(now)),
        Told::Vault(view) => Ok(vault::vault_changed(engine, view, now)),
    };
    done.unwrap_or_else(|Fault(error)| {
        tracing::warn!(%error, "what came of an errand could not be written down");
        changed(&[Topic::Accounts])
    })
}

impl Engine {
    fn moved_on(&mut self, attempt: &str, stage: Stage) -> Vec<Output> {
        let Some(attempt) = self.accounts.attempt(attempt) else { return Vec::new() };
        let mut outputs = changed(&[Topic::Accounts]);
        let view = &mut attempt.view;
        match stage {
            Stage::Starting => view.stage = SignInStage::Starting,
            Stage::AskingPrivate { addresses } => {
                view.stage = SignInStage::AskingPrivate;
                view.message = format!("{} lies on a private network, at {}.", view.host, addresses.join(" and "));
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

    fn connected(&mut self, id: &str, account: Account, replaced: bool, now: Timestamp) -> Result<Vec<Output>> {
        let Some(by) = self.accounts.attempt(id).map(|attempt| attempt.by) else {
            // The person ended the sign-in meanwhile: nothing is to stay.
            let outputs = if replaced { Vec::new() } else { vec![Output::Errand(Errand::Forget(account.id))] };
            return Ok(outputs);
        };
        let change = change_of(&account, if replaced { "Rotated" } else { "Connected" }, by, now);
        let written = self.write_account(|tx| {
            table::account::put(tx, &account)?;
            table::account_change::push(tx, &change)
        });
        if let Err(Fault(error)) = written {
            let mut outputs = self.failed(id, error.message, error.hint);
            outputs.extend((!replaced).then_some(Output::Errand(Errand::Forget(account.id))));
            return Ok(outputs);
        }
        let name = self.accounts.descriptor(&account.service).map_or("", |descriptor| descriptor.name);
        self.watch(&account, now);
        self.accounts.governor.spent(account.id, 1, now);
        let mut outputs = changed(&[Topic::Accounts]);
        let is_unknown = self.accounts.vault.state == VaultState::Unknown;
        outputs.extend(is_unknown.then_some(Output::Errand(Errand::ProbeVault)));
        outputs.push(Output::Withdraw(notice_key(account.id)));
        if let Some(attempt) = self.accounts.attempt(id) {
            let came_by_browser = matches!(attempt.view.way, WayKind::Browser | WayKind::Link);
            attempt.view.stage = SignInStage::Done;
            attempt.view.message = format!("{name} is connected as {}.", account.name);
            attempt.view.hint = None;
            attempt.view.connected = Some(account.id.to_string());
            clear(&mut attempt.view);
            attempt.page = None;
            // Whoever comes back from the browser finds the window in front.
            if came_by_browser && self.windows > 0 {
                outputs.push(Output::Show(spot(&account.service)));
            }
        }
        Ok(outputs)
    }

    fn failed(&mut self, id: &str, message: String, hint: Option<String>) -> Vec<Output> {
        let Some(attempt) = self.accounts.attempt(id) else { return Vec::new() };
        attempt.view.stage = SignInStage::Failed;
        attempt.view.message = message;
        attempt.view.hint = hint;
        clear(&mut attempt.view);
        attempt.page = None;
        changed(&[Topic::Accounts])
    }

    fn checked(
        &mut self,
        id: AccountId,
        result: std::result::Result<Identity, Failure>,
        quota: Option<Quota>,
        now: Timestamp,
    ) -> Result<Vec<Output>> {
        if let Some(quota) = quota {
            self.accounts.governor.told(id, quota, now);
        }
        self.accounts.governor.spent(id, 1, now);
        let Some(mut account) = table::account::get(self.conn()?, id)? else { return Ok(Vec::new()) };
        let watched = self.accounts.watched.entry(id).or_insert_with(|| Watched::from(now));
        watched.is_checking = false;
        let mut outputs = changed(&[Topic::Accounts]);
        match result {
            Ok(identity) => {
                *watched = Watched::from(next_poll_at(now, CHECK_EVERY, spread_of(id)));
                account.name = identity.name;
                account.granted = identity.scopes.or(account.granted);
                account.expires_at =
                    if account.is_renewed { account.expires_at } else { identity.expires_at.or(account.expires_at) };
                account.health = Health::Fine;
                account.last_error = None;
                account.checked_at = Some(now);
                account.last_used_at = Some(now);
                outputs.push(Output::Withdraw(notice_key(id)));
            }
            Err(failure) => outputs.extend(self.fared_badly(&mut account, &failure, now)),
        }
        self.write_account(|tx| table::account::put(tx, &account))?;
        Ok(outputs)
    }

    /// Decides what a failure means, and tells the person where they must act.
    fn fared_badly(&mut self, account: &mut Account, failure: &Failure, now: Timestamp) -> Option<Output> {
        let watched = self.accounts.watched.entry(account.id).or_insert_with(|| Watched::from(now));
        watched.failures += 1;
        let since = *watched.failing_since.get_or_insert(now);
        let verdict = judge(account, watched.failures, since, failure, now, spread_of(account.id));
        watched.next_check_at = verdict.next_check_at;
        if let Failure::ComeBackLater(Some(until)) = failure {
            self.accounts.governor.asked_to_wait(account.id, *until);
        }
        account.health = verdict.health;
        account.last_error = Some(words(failure));
        verdict.tell.map(|telling| self.notice(account, &telling))
    }

    fn renewal_ended(&mut self, id: AccountId, health: Ended, why: String, now: Timestamp) -> Result<Vec<Output>> {
        let Some(mut account) = table::account::get(self.conn()?, id)? else { return Ok(Vec::new()) };
        let (health, what, by, telling) = match health {
            Ended::Suspended => (Health::Suspended, "Suspended", "Stint", Telling::Suspended),
            Ended::SignInAgain => (Health::NeedsSignIn, "Signed out", "the service", Telling::NeedsSignIn),
        };
        let is_news = account.health != health;
        self.accounts.watched.insert(id, Watched::from(Timestamp::MAX));
        account.health = health;
        account.last_error = Some(why);
        let change = change_of(&account, what, by, now);
        self.write_account(|tx| {
            table::account::put(tx, &account)?;
            if is_news { table::account_change::push(tx, &change) } else { Ok(()) }
        })?;
        let mut outputs = changed(&[Topic::Accounts]);
        outputs.extend(is_news.then(|| self.notice(&account, &telling)));
        Ok(outputs)
    }

    fn revoked(
        &mut self,
        id: AccountId,
        result: std::result::Result<Revoked, String>,
        untold: Option<String>,
        now: Timestamp,
    ) -> Result<Vec<Output>> {
        let Some(mut account) = table::account::get(self.conn()?, id)? else { return Ok(Vec::new()) };
        let what = match result {
            Ok(_) if untold.is_some() => "Revoked; the secret was wiped, but the service could not be told",
            Ok(Revoked::Forgotten) => "Revoked; the service was told and the secret wiped",
            Ok(Revoked::NotOffered) => "Revoked; the secret was wiped, and the service has to be told on its page",
            Err(why) => {
                account.last_error = Some(why);
                self.write_account(|tx| table::account::put(tx, &account))?;
                return Ok(changed(&[Topic::Accounts]));
            }
        };
        let change = change_of(&account, what, "you", now);
        self.write_account(|tx| {
            table::account::remove(tx, id)?;
            table::account_change::push(tx, &change)
        })?;
        self.accounts.watched.remove(&id);
        self.accounts.governor.forget(id);
        let mut outputs = changed(&[Topic::Accounts]);
        outputs.push(Output::Withdraw(notice_key(id)));
        Ok(outputs)
    }

    fn update(&mut self, id: AccountId, change: impl FnOnce(&mut Account)) -> Result<Vec<Output>> {
        let Some(mut account) = table::account::get(self.conn()?, id)? else { return Ok(Vec::new()) };
        change(&mut account);
        self.write_account(|tx| table::account::put(tx, &account))?;
        Ok(changed(&[Topic::Accounts]))
    }

    fn write_account(
        &mut self,
        f: impl FnOnce(&stint_store::Tx) -> std::result::Result<(), stint_store::Error>,
    ) -> Result<()> {
        let store = self.storage.as_mut().map_err(|error| Fault::from(&*error))?;
        let written = store.write(f);
        self.remember_write(written.as_ref().err());
        Ok(written?)
    }

    /// Begins to look after an account.
    pub(crate) fn watch(&mut self, account: &Account, now: Timestamp) {
        if let Some(descriptor) = self.accounts.descriptor(&account.service) {
            let per = SignedDuration::try_from(descriptor.manners.per).unwrap_or(CHECK_EVERY);
            self.accounts.governor.set_manners(account.id, descriptor.manners.requests, per);
        }
        let last = account.checked_at.unwrap_or(now);
        let due = next_poll_at(last, CHECK_EVERY, spread_of(account.id)).max(now);
        let due = if account.health.needs_person() { Timestamp::MAX } else { due };
        self.accounts.watched.insert(account.id, Watched::from(due));
    }

    /// Takes up the accounts at the start.
    pub(crate) fn look_after_accounts(&mut self, now: Timestamp) -> Result<Vec<Output>> {
        let accounts = table::account::list(self.conn()?)?;
        for account in &accounts {
            self.watch(account, now);
        }
        Ok((!accounts.is_empty()).then_some(Output::Errand(Errand::ProbeVault)).into_iter().collect())
    }

    /// When an account is to be checked next.
    pub(crate) fn next_check(&self, now: Timestamp) -> Option<Timestamp> {
        let waiting = self.accounts.watched.values().filter(|watched| !watched.is_checking);
        let next = waiting.map(|watched| watched.next_check_at).min().filter(|at| *at < Timestamp::MAX)?;
        (!self.accounts.is_offline && !self.accounts.is_asleep).then(|| next.max(now + RETRY))
    }

    /// Checks of accounts that are due.
    pub(crate) fn due_checks(&mut self, now: Timestamp) -> Result<Vec<Output>> {
        let is_due = |(_, watched): &(&AccountId, &Watched)| watched.next_check_at <= now && !watched.is_checking;
        let due: Vec<AccountId> = self.accounts.watched.iter().filter(is_due).map(|(id, _)| *id).collect();
        let mut outputs = Vec::new();
        for id in due {
            let Some(account) = table::account::get(self.conn()?, id)? else { continue };
            outputs.extend(self.check(account, Urgency::Background, now));
        }
        Ok(outputs)
    }

    fn notice(&self, account: &Account, telling: &Telling) -> Output {
        let name = self.accounts.descriptor(&account.service).map_or("", |descriptor| descriptor.name);
        let (title, body) = said(telling, name, &account.name);
        let default = Some(Request::of(&spot(&account.service)));
        Output::Notify(Notice { key: notice_key(account.id), title, body, actions: Vec::new(), default })
    }
}

fn spot(service: &str) -> OpenWindow {
    OpenWindow { place: Place::Accounts, section: Some(service.to_owned()) }
}

fn notice_key(id: AccountId) -> String {
    format!("account:{id}")
}

fn change_of(account: &Account, what: &str, by: &str, now: Timestamp) -> AccountChange {
    AccountChange {
        at: now,
        service: account.service.clone(),
        origin: account.origin.clone(),
        name: account.name.clone(),
        what: what.to_owned(),
        by: by.to_owned(),
    }
}

fn clear(view: &mut AttemptView) {
    view.user_code.clear();
    view.page.clear();
    view.addresses.clear();
    view.expires_at = None;
}
