//! Reading the work of accounts: on their beat, when the person asks, and not while they rest.

mod asking;
mod beat;
mod jobs;
mod resting;

use jiff::Timestamp;
use stint_api::{
    Topic,
    command::{PauseAccount, RefreshTask, SyncNow},
    view::Receipt,
};
use stint_core::account::Account;
use stint_store::table;

pub(super) use self::beat::drifted;
use super::{Done, Handle, changed};
use crate::{
    Engine,
    fault::{Fault, Result},
    resolve,
};

impl Handle for SyncNow {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let accounts = engine.accounts_meant(self.account.as_deref(), self.service.as_deref())?;
        if engine.accounts.is_offline {
            return Err(Fault::refused("There is no network.", "Stint reads again when it is back."));
        }
        let title = match accounts.as_slice() {
            [only] => format!("Syncing {} ({})", engine.accounts.name_of(&only.service), only.name),
            all => format!("Syncing {} accounts", all.len()),
        };
        let job = engine.begin_sync(title.clone(), &accounts);
        let mut outputs = changed(&[Topic::Jobs, Topic::Accounts]);
        for account in accounts {
            outputs.extend(engine.read_all(account, job, now)?);
        }
        Ok(Done { receipt: Receipt { label: title, job: Some(job), ..Receipt::default() }, outputs })
    }
}

impl Handle for PauseAccount {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let account = engine.account(&self.account)?;
        let sync = table::work_sync::get(engine.conn()?, account.id)?;
        let sync = table::work_sync::WorkSync { is_paused: self.is_paused, ..sync };
        engine.keep(|tx| table::work_sync::put(tx, &sync))?;
        let mut outputs = changed(&[Topic::Accounts]);
        if self.is_paused {
            outputs.extend(engine.stop_reading(account.id, "It was paused meanwhile."));
        }
        if let Some(gathering) = engine.accounts.gatherings.get_mut(&account.id) {
            gathering.next_at = if self.is_paused { Timestamp::MAX } else { now };
        }
        let name = engine.accounts.name_of(&account.service);
        let does = if self.is_paused { "rests" } else { "goes on" };
        Ok(Done::said(format!("{name} ({}) {does}", account.name), outputs))
    }
}

impl Handle for RefreshTask {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let task = resolve::task(engine.conn()?, &self.task)?;
        let Some(work) = table::work::of_task(engine.conn()?, task.id)? else {
            return Ok(Done::said("Nothing to ask about: it came from no service", Vec::new()));
        };
        if engine.accounts.pages.of(task.id).run.is_some() {
            return Ok(Done::said(format!("Asking about {} already", work.item.reference), Vec::new()));
        }
        let output = match engine.look_up(&work, now) {
            Ok(Some((run, errand))) => {
                engine.accounts.pages.begin(task.id, run);
                Some(errand)
            }
            Ok(None) => None,
            Err(why) => {
                engine.accounts.pages.end(task.id, Some(why));
                None
            }
        };
        let mut outputs = changed(&[Topic::Tasks]);
        outputs.extend(output);
        Ok(Done::said(format!("Asking about {}", work.item.reference), outputs))
    }
}

impl Engine {
    /// The accounts that a wish to sync means.
    pub(super) fn accounts_meant(&self, account: Option<&str>, service: Option<&str>) -> Result<Vec<Account>> {
        if let Some(id) = account {
            let account = self.account(id)?;
            if self.accounts.source(&account.service).is_none() {
                let name = self.accounts.name_of(&account.service);
                let hint = format!("Choose an account of {}.", self.accounts.names_of_sources());
                return Err(Fault::refused(format!("{name} brings no work."), hint));
            }
            return Ok(vec![account]);
        }
        if let Some(service) = service {
            self.service(service)?;
        }
        let mut accounts = table::account::list(self.conn()?)?;
        accounts.retain(|it| {
            service.is_none_or(|service| it.service == service) && self.accounts.source(&it.service).is_some()
        });
        if let (true, Some(service)) = (accounts.is_empty(), service) {
            let name = self.accounts.name_of(service);
            let hint = format!("Connect it in Settings → Accounts, or with `stint accounts connect {service}`.");
            return Err(Fault::refused(format!("{name} is not connected, or brings no work."), hint));
        }
        if accounts.is_empty() {
            return Err(Fault::refused(
                "No account is connected that brings work.",
                "Connect one in Settings → Accounts, or with `stint accounts connect`.",
            ));
        }
        Ok(accounts)
    }
}
