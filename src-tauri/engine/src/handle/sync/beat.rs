//! When the work of each account is read: on its service's beat, soon after a wake-up, anew where what is wanted changed.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use stint_connect::connector::Depth;
use stint_core::{account::Account, governor::poll_after_wake_at, ids::AccountId, work::Why};
use stint_store::table;

use crate::{
    Engine, Output,
    conduct::spread_of,
    fault::{Fault, Result},
    gathering::Gathering,
};

/// What is overdue waits at least that long for the next try.
const RETRY: SignedDuration = SignedDuration::from_secs(1);
/// How long after one that could not be written down the next is begun.
const UNWRITTEN: SignedDuration = SignedDuration::from_mins(1);
/// How late a reading may be against its beat, so that accounts drift apart.
const DRIFT: SignedDuration = SignedDuration::from_millis(1_500);

impl Engine {
    /// Plans to read an account's work, where its service has any; credentials that are new here are tried soon.
    pub(crate) fn plan_reading(&mut self, account: &Account, now: Timestamp) {
        if self.accounts.source(&account.service).is_none() {
            return;
        }
        let is_paused = self.conn().and_then(|conn| Ok(table::work_sync::get(conn, account.id)?.is_paused));
        let rests = account.health.needs_person() || is_paused.unwrap_or_default();
        let next_at = if rests { Timestamp::MAX } else { now };
        self.accounts.gatherings.entry(account.id).or_insert_with(|| Gathering::new(next_at)).next_at = next_at;
    }

    /// Plans to read all of an account's work once more, for what is wanted of it changed; `taken` is what was wanted before,
    /// where that changed: of nothing else anybody is told.
    pub(crate) fn read_anew(
        &mut self,
        account: AccountId,
        taken: Option<&BTreeSet<Why>>,
        now: Timestamp,
    ) -> Result<Vec<Output>> {
        let sync = table::work_sync::get(self.conn()?, account)?;
        let is_anew_already = sync.first_synced_at.is_none();
        let taken = serde_json::to_string(taken.unwrap_or(&sync.options.takes)).unwrap_or_default();
        let sync = table::work_sync::WorkSync { cursor: None, first_synced_at: None, ..sync };
        self.keep(|tx| {
            if !is_anew_already {
                table::meta::put(tx, &taken_before(account), &taken)?;
            }
            table::work_sync::put(tx, &sync)
        })?;
        let outputs = self.stop_reading(account, "It is read anew.");
        self.read_next(account, now);
        Ok(outputs)
    }

    /// Plans to read an account's work next, unless it rests.
    pub(crate) fn read_next(&mut self, account: AccountId, now: Timestamp) {
        if let Some(gathering) = self.accounts.gatherings.get_mut(&account).filter(|it| it.next_at < Timestamp::MAX) {
            gathering.next_at = now;
        }
    }

    /// Plans to read all work soon, but no two services in the same moment: the machine woke, or is online again.
    pub(crate) fn read_soon(&mut self, now: Timestamp) {
        let waiting = self.accounts.gatherings.iter_mut().filter(|(_, it)| it.next_at < Timestamp::MAX);
        for (nth, (id, gathering)) in (0..).zip(waiting) {
            gathering.plan(gathering.next_at.min(poll_after_wake_at(now, nth, spread_of(*id))));
        }
    }

    /// A reading that cannot be written down ends there: its cursor stays where it was, and all of it is read again.
    pub(in crate::handle) fn or_read_again(
        &mut self,
        account: AccountId,
        run: u64,
        done: Result<Vec<Output>>,
        now: Timestamp,
    ) -> Vec<Output> {
        done.unwrap_or_else(|Fault(error)| {
            tracing::warn!(%error, "what was read could not be written down");
            if self.accounts.is_first(account, run).is_none() {
                return Vec::new();
            }
            if let Some(gathering) = self.accounts.gatherings.get_mut(&account) {
                gathering.plan(gathering.next_at.max(now.checked_add(UNWRITTEN).unwrap_or(now)));
            }
            self.stop_reading(account, &error.message)
        })
    }

    /// Readings that are due.
    pub(crate) fn due_readings(&mut self, now: Timestamp) -> Result<Vec<Output>> {
        if !self.accounts.gatherings.values().any(|it| it.is_due(now)) {
            return Ok(Vec::new());
        }
        let accounts = table::account::list(self.conn()?)?;
        self.accounts.gatherings.retain(|id, _| accounts.iter().any(|account| account.id == *id));
        let mut outputs = Vec::new();
        for account in accounts {
            if self.accounts.gatherings.get(&account.id).is_some_and(|it| it.is_due(now)) {
                outputs.extend(self.read(&account, Depth::Due, None, now)?);
            }
        }
        Ok(outputs)
    }

    /// When an account's work is to be read next.
    pub(crate) fn next_reading(&self, now: Timestamp) -> Option<Timestamp> {
        let waiting = self.accounts.gatherings.values().filter(|it| it.under_way.is_none());
        let next = waiting.map(|it| it.next_at).min().filter(|at| *at < Timestamp::MAX)?;
        (!self.accounts.is_offline && !self.accounts.is_asleep).then(|| next.max(now + RETRY))
    }
}

/// Under what is remembered which work was wanted of an account before that changed.
pub(in crate::handle) fn taken_before(account: AccountId) -> String {
    format!("work taken before:{account}")
}

/// When to read next what may be read at `not_before`.
pub(in crate::handle) fn drifted(not_before: Timestamp, account: AccountId) -> Timestamp {
    not_before.checked_add(DRIFT.mul_f64(spread_of(account))).unwrap_or(Timestamp::MAX)
}
