//! Looking after accounts: which service is asked about which, when, and why not now.

use jiff::{SignedDuration, Timestamp};
use stint_api::{Topic, command::CheckAccount};
use stint_core::{
    account::Account,
    governor::{Leave, Urgency, next_poll_at, poll_after_wake_at},
    ids::AccountId,
};
use stint_store::table;

use super::{Done, Handle, changed};
use crate::{
    Engine, Output,
    accounts::{CHECK_EVERY, Watched},
    conduct::spread_of,
    errand::Errand,
    fault::{Fault, Result},
    host, speak,
};

/// What is overdue waits at least that long for the next try.
const RETRY: SignedDuration = SignedDuration::from_secs(5);

impl Handle for CheckAccount {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let account = engine.account(&self.account)?;
        let name = engine.accounts.name_of(&account.service);
        let label = format!("Checking {} at {}", account.name, host::shown(&account.origin));
        let mut outputs = match engine.check(account, Urgency::Clicked, now) {
            Asking::Begun(errand) => vec![errand],
            Asking::UnderWay => Vec::new(),
            Asking::NotBefore(at) => {
                let time = speak::clock_time(at, &engine.zone.rules, now);
                return Err(Fault::refused(format!("{name} allows no more until {time}."), "Stint asks again then."));
            }
            Asking::Paused if engine.accounts.is_offline => {
                return Err(Fault::refused("There is no network.", "Stint asks again when it is back."));
            }
            Asking::Paused => {
                return Err(Fault::refused("The computer is going to sleep.", "Stint asks again when it wakes."));
            }
        };
        outputs.extend(changed(&[Topic::Accounts]));
        Ok(Done::said(label, outputs))
    }
}

/// What became of the wish to ask a service about an account.
pub(crate) enum Asking {
    /// It is asked.
    Begun(Output),
    /// It is being asked already.
    UnderWay,
    /// It allows no more until then, when it is asked.
    NotBefore(Timestamp),
    /// Nobody is asked now; it is among the first afterwards.
    Paused,
}

impl Asking {
    fn begun(self) -> Option<Output> {
        if let Self::Begun(errand) = self { Some(errand) } else { None }
    }
}

impl Engine {
    /// Asks a service about an account, unless that is under way or the governor says later.
    fn check(&mut self, account: Account, urgency: Urgency, now: Timestamp) -> Asking {
        let leave = self.accounts.governor.may(account.id, urgency, now);
        let watched = self.accounts.watched(account.id, now);
        if watched.is_checking {
            return Asking::UnderWay;
        }
        match leave {
            Leave::Go => {
                watched.is_checking = true;
                let generation = watched.generation;
                Asking::Begun(Output::Errand(Errand::Check { account: Box::new(account), generation }))
            }
            Leave::WaitUntil(at) => {
                watched.next_check_at = at;
                Asking::NotBefore(at)
            }
            Leave::Paused => {
                watched.next_check_at = now;
                Asking::Paused
            }
        }
    }

    /// Asks about these accounts, as far as the governor allows.
    pub(crate) fn check_each(
        &mut self,
        accounts: impl IntoIterator<Item = Account>,
        urgency: Urgency,
        now: Timestamp,
    ) -> Vec<Output> {
        accounts.into_iter().filter_map(|account| self.check(account, urgency, now).begun()).collect()
    }

    /// Begins to look after an account whose credentials are new here.
    pub(crate) fn watch(&mut self, account: &Account, now: Timestamp) {
        if let Some(descriptor) = self.accounts.descriptor(&account.service) {
            let per = SignedDuration::try_from(descriptor.manners.per).unwrap_or(CHECK_EVERY);
            self.accounts.governor.set_manners(account.id, descriptor.manners.requests, per);
        }
        // A clock that was set back leaves times that are still to come.
        let last = account.checked_at.unwrap_or(now).min(now);
        let due = next_poll_at(last, CHECK_EVERY, spread_of(account.id)).max(now);
        let due = if account.health.needs_person() { Timestamp::MAX } else { due };
        self.accounts.watch(account.id, due);
        self.plan_reading(account, now);
    }

    /// Takes up the accounts of the data file.
    pub(crate) fn look_after_accounts(&mut self, now: Timestamp) -> Result<Vec<Output>> {
        let accounts = table::account::list(self.conn()?)?;
        for account in &accounts {
            self.watch(account, now);
        }
        Ok((!accounts.is_empty()).then_some(Output::Errand(Errand::ProbeVault)).into_iter().collect())
    }

    /// Takes up the accounts of another data file; what the vault holds of them may be newer or gone, so each is asked about soon.
    pub(crate) fn look_after_other_accounts(&mut self, now: Timestamp) -> Result<Vec<Output>> {
        self.accounts.watched.clear();
        self.accounts.governor.forget_all();
        self.accounts.gatherings.clear();
        let outputs = self.look_after_accounts(now)?;
        self.check_soon(now, |_, _| true);
        Ok(outputs)
    }

    /// Plans to ask about accounts soon, but no two services in the same moment.
    pub(crate) fn check_soon(&mut self, now: Timestamp, is_meant: impl Fn(&AccountId, &Watched) -> bool) {
        let meant = self.accounts.watched.iter_mut().filter(|(id, watched)| is_meant(id, watched));
        for (nth, (id, watched)) in (0..).zip(meant) {
            watched.next_check_at = poll_after_wake_at(now, nth, spread_of(*id));
        }
    }

    /// When an account is to be checked next.
    pub(crate) fn next_check(&self, now: Timestamp) -> Option<Timestamp> {
        let waiting = self.accounts.watched.values().filter(|watched| !watched.is_checking);
        let next = waiting.map(|watched| watched.next_check_at).min().filter(|at| *at < Timestamp::MAX)?;
        (!self.accounts.is_offline && !self.accounts.is_asleep).then(|| next.max(now + RETRY))
    }

    /// Checks of accounts that are due; whatever has no account any more is forgotten.
    pub(crate) fn due_checks(&mut self, now: Timestamp) -> Result<Vec<Output>> {
        let is_due = |watched: &Watched| watched.next_check_at <= now && !watched.is_checking;
        if !self.accounts.watched.values().any(is_due) {
            return Ok(Vec::new());
        }
        let accounts = table::account::list(self.conn()?)?;
        self.accounts.keep_only(|id| accounts.iter().any(|account| account.id == *id));
        let watched = &self.accounts.watched;
        let due: Vec<_> = accounts.into_iter().filter(|it| watched.get(&it.id).is_some_and(is_due)).collect();
        Ok(self.check_each(due, Urgency::Background, now))
    }
}
