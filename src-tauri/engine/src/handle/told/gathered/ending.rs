//! How a reading ended: what is kept of it, when the next one comes, what is said of it.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use stint_core::{
    account::{Account, Failure, Health},
    governor::next_poll_at,
    ids::AccountId,
    incoming::Cursor,
    work,
};
use stint_store::table;

use super::notice_key;
use crate::{
    Engine, Output,
    conduct::{failure_words, spread_of},
    fault::Result,
    gathering::Tally,
    handle::sync::drifted,
};

/// Credentials are looked at again that long after a reading failed: the next reading is the better probe.
const CHECK_LATER: SignedDuration = SignedDuration::from_hours(1);
/// When to try again what did not go out.
const SOON: SignedDuration = SignedDuration::from_mins(1);

impl Engine {
    /// Where an account was read well: the cursor, what is said of it and of what is followed, when it is read next.
    pub(super) fn read_well(
        &mut self,
        mut account: Account,
        (cursor, warning): (Option<Cursor>, Option<String>),
        unseen: &BTreeMap<String, String>,
        not_before: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Vec<Output>> {
        let id = account.id;
        let every = self.accounts.poll_every(&account.service);
        let gathering = self.accounts.gatherings.get_mut(&id);
        let tally = gathering.map(|it| {
            it.plan(not_before.map_or_else(|| next_poll_at(now, every, spread_of(id)), |at| drifted(at.max(now), id)));
            it.under_way.as_ref().map(|it| (it.tally.clone(), it.job.is_some())).unwrap_or_default()
        });
        let (tally, is_wished) = tally.unwrap_or_default();
        let sync = table::work_sync::get(self.conn()?, id)?;
        let message = said(&tally, warning.as_deref(), is_wished, &sync.message);
        let sync = table::work_sync::WorkSync {
            account: id,
            cursor,
            first_synced_at: sync.first_synced_at.or(Some(now)),
            synced_at: Some(now),
            is_fine: warning.is_none(),
            message,
            ..sync
        };
        let follows = work::after_reading(table::follow::of(self.conn()?, id)?, unseen, now);
        self.write_account(|tx| {
            table::work_sync::put(tx, &sync)?;
            follows.iter().try_for_each(|follow| table::follow::put(tx, follow))
        })?;
        if account.health == Health::Fine || account.health.needs_person() {
            return Ok(Vec::new());
        }
        self.accounts.found_in_order(id, now);
        (account.health, account.last_error) = (Health::Fine, None);
        self.write_account(|tx| table::account::put(tx, &account))?;
        Ok(vec![Output::Withdraw(notice_key(id))])
    }

    /// A try that did not go out, for its host is left alone for now, proves nothing: another comes when that is over.
    pub(super) fn try_when_rested(&mut self, id: AccountId, now: Timestamp) {
        let resting = self.accounts.outside.egress.requests(0).resting;
        let rested_at = resting.into_iter().map(|(_, until)| until).filter(|until| *until > now).min();
        let soon = now.checked_add(SOON).unwrap_or(Timestamp::MAX);
        if let Some(gathering) = self.accounts.gatherings.get_mut(&id) {
            gathering.plan(drifted(rested_at.unwrap_or(soon), id));
        }
    }

    /// What is said of a reading that failed, and what follows from it.
    pub(super) fn read_badly(
        &mut self,
        mut account: Account,
        failure: &Failure,
        now: Timestamp,
    ) -> Result<(String, Vec<Output>)> {
        let id = account.id;
        let words = failure_words(self.accounts.name_of(&account.service), failure);
        let sync = table::work_sync::get(self.conn()?, id)?;
        let starts_over = *failure == Failure::StartOver;
        let cursor = sync.cursor.clone().filter(|_| !starts_over);
        let sync = table::work_sync::WorkSync { account: id, cursor, is_fine: false, message: words.clone(), ..sync };
        let told = self.fared_badly(&mut account, failure, now);
        let next_at = self.accounts.watched.get_mut(&id).map(|watched| {
            let next_at = watched.next_check_at;
            if next_at < Timestamp::MAX {
                watched.next_check_at = next_at.checked_add(CHECK_LATER).unwrap_or(Timestamp::MAX);
            }
            next_at
        });
        if let Some(gathering) = self.accounts.gatherings.get_mut(&id) {
            gathering.plan(next_at.unwrap_or(Timestamp::MAX));
        }
        self.write_account(|tx| {
            table::account::put(tx, &account)?;
            table::work_sync::put(tx, &sync)
        })?;
        Ok((words, told.into_iter().collect()))
    }
}

/// What is kept as the result: of a beat that brought nothing, what was said before stands.
fn said(tally: &Tally, warning: Option<&str>, is_wished: bool, before: &str) -> String {
    let words =
        if *tally == Tally::default() && !is_wished && !before.is_empty() { before.to_owned() } else { tally.words() };
    match warning {
        Some(warning) if !words.contains(warning) => format!("{words} {warning}"),
        _ => words,
    }
}
