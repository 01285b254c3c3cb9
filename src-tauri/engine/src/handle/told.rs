//! What came of errands for accounts: written down, shown, told to the person once.

mod check;
mod gathered;
mod looked_up;
mod renewal;
mod revocation;
mod sign_in;

use jiff::Timestamp;
use stint_api::{
    Request, Topic,
    command::{OpenWindow, Place},
};
use stint_core::{
    account::{Account, Telling},
    governor::Told as Quota,
    ids::AccountId,
};
use stint_store::table::{self, account_change::AccountChange};

use super::{changed, telling::said, vault};
use crate::{
    Engine, Notice, Output,
    conduct::Told,
    fault::{Fault, Result},
};

/// Something came of an errand.
pub(super) fn told(engine: &mut Engine, told: Told, now: Timestamp) -> Vec<Output> {
    let done = match told {
        Told::Stage { attempt, stage } => Ok(engine.moved_on(&attempt, stage)),
        Told::Connected { attempt, account, replaced, requests, quota } => {
            let id = account.id;
            let outputs = engine.connected(&attempt, *account, replaced, now);
            engine.count(id, requests, quota, now);
            Ok(outputs)
        }
        Told::Failed { attempt, message, hint } => Ok(engine.failed(&attempt, message, hint)),
        Told::Checked { account, generation, result, requests, quota } => {
            engine.count(account, requests, quota, now);
            engine.checked(account, generation, result, now)
        }
        Told::Gathering { account, run, read, of } => Ok(engine.gathering(account, run, read, of)),
        Told::Gathered { account, run, items, complete } => {
            let done = engine.gathered(account, run, items, &complete, now);
            Ok(engine.or_read_again(account, run, done, now))
        }
        Told::Sought { account, run, looked_up, complete } => {
            let done = engine.sought(account, run, (looked_up, complete), now);
            Ok(engine.or_read_again(account, run, done, now))
        }
        Told::GatheringEnded { account, run, result, requests, quota } => {
            engine.count(account, requests, quota, now);
            let done = engine.gathering_ended(account, run, (result, requests), now);
            Ok(engine.or_read_again(account, run, done, now))
        }
        Told::LookedUp { account, run, result, requests, quota } => {
            engine.count(account, requests, quota, now);
            engine.looked_up(account, run, result, now)
        }
        Told::Renewed { account, expires_at } => engine.update(account, |it| it.expires_at = expires_at),
        Told::RenewalEnded { account, generation, how, why } => {
            engine.renewal_ended(account, generation, how, why, now)
        }
        Told::Revoked { account, result, untold } => engine.revoked(account, result, untold, now),
        Told::Spent { account, requests, quota } => {
            engine.count(account, requests, quota, now);
            Ok(Vec::new())
        }
        Told::Used { account } => engine.update(account, |it| it.last_used_at = Some(now)),
        Told::Vault(view) => Ok(vault::vault_changed(engine, view, now)),
    };
    done.unwrap_or_else(|Fault(error)| {
        tracing::warn!(%error, "what came of an errand could not be written down");
        changed(&[Topic::Accounts])
    })
}

impl Engine {
    /// What the service says is left has these requests in it already; otherwise they are counted here.
    fn count(&mut self, id: AccountId, requests: u32, quota: Option<Quota>, now: Timestamp) {
        if !self.accounts.watched.contains_key(&id) {
            return;
        }
        if let Some(gathering) = self.accounts.gatherings.get_mut(&id) {
            gathering.spend(requests, now);
        }
        match quota {
            Some(quota) => self.accounts.governor.told(id, quota, now),
            None => self.accounts.governor.spent(id, requests, now),
        }
    }

    /// A reading got on, which only a job shows.
    fn gathering(&mut self, id: AccountId, run: u64, read: u32, of: Option<u32>) -> Vec<Output> {
        if self.accounts.is_first(id, run).is_none() {
            return Vec::new();
        }
        self.accounts.job_of(id).map(|job| self.sync_progressed(job, id, read, of)).unwrap_or_default()
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

    fn notice(&self, account: &Account, telling: &Telling) -> Output {
        let (title, body) = said(telling, self.accounts.name_of(&account.service), &account.name);
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
