//! Work that was read: each item against what was known, tasks and feed in one transaction, then whoever is to be told.

mod piece;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use stint_api::Topic;
use stint_core::{
    account::{Account, Failure, Health},
    feed::FeedItem,
    governor::next_poll_at,
    ids::{AccountId, TaskId},
    work::{self, LookedUp, Outcome, Rulebook, Why, Work, WorkItem},
};
use stint_store::table;

use self::piece::{Piece, Wanted};
use super::{changed, notice_key};
use crate::{
    Engine, Output,
    conduct::{Ending, failure_words, spread_of},
    fault::Result,
    gathering::Tally,
    handle::sync::drifted,
};

/// What one look-up tells in full, beside what it found out about the item.
const TOLD_BY_LOOKING: [Why; 3] = [Why::Assigned, Why::ReviewRequested, Why::Authored];

/// Credentials are looked at again that long after a reading failed: the next reading is the better probe.
const CHECK_LATER: SignedDuration = SignedDuration::from_hours(1);

impl Engine {
    /// A piece of an account's work was read.
    pub(super) fn gathered(
        &mut self,
        id: AccountId,
        run: u64,
        items: Vec<WorkItem>,
        complete: &BTreeSet<Why>,
        now: Timestamp,
    ) -> Result<Vec<Output>> {
        let Some(is_first) = self.accounts.is_first(id, run) else { return Ok(Vec::new()) };
        let Some(account) = table::account::get(self.conn()?, id)? else { return Ok(Vec::new()) };
        let rules = self.rulebook(&account)?;
        let count = items.len();
        let mut pieces = Vec::with_capacity(count);
        for item in items {
            let fresh = TaskId(self.fresh_id(now));
            let wanted = Wanted { account: &account, is_first, complete, rules: &rules, fresh, now };
            pieces.push(wanted.read(self.conn()?, item)?);
        }
        let mut outputs = self.take_in(&account, pieces, run, now)?;
        if let Some(job) = self.accounts.job_of(id) {
            self.accounts.syncs.iter_mut().filter(|it| it.id == job).for_each(|it| it.took_in(id, count));
            outputs.extend(changed(&[Topic::Jobs]));
        }
        Ok(outputs)
    }

    /// Items that were looked up one by one.
    pub(super) fn take_in_looked_up(
        &mut self,
        account: &Account,
        run: u64,
        (looked_up, mut complete): (Vec<(String, LookedUp)>, BTreeSet<Why>),
        is_first: bool,
        now: Timestamp,
    ) -> Result<Vec<Output>> {
        let rules = self.rulebook(account)?;
        complete.extend(TOLD_BY_LOOKING);
        let mut pieces = Vec::with_capacity(looked_up.len());
        for (remote_id, found) in looked_up {
            let fresh = TaskId(self.fresh_id(now));
            let wanted = Wanted { account, is_first, complete: &complete, rules: &rules, fresh, now };
            pieces.extend(wanted.looked_up(self.conn()?, &remote_id, found)?);
        }
        self.take_in(account, pieces, run, now)
    }

    /// Reading an account's work ended.
    pub(super) fn gathering_ended(
        &mut self,
        id: AccountId,
        run: u64,
        result: std::result::Result<Ending, Failure>,
        now: Timestamp,
    ) -> Result<Vec<Output>> {
        let Some(is_first) = self.accounts.is_first(id, run) else { return Ok(Vec::new()) };
        let Some(account) = table::account::get(self.conn()?, id)? else { return Ok(Vec::new()) };
        let mut outputs = changed(&[Topic::Accounts]);
        let result = match result {
            Ok(ending) => {
                let Ending { cursor, not_before, warning, complete, looked_up } = ending;
                outputs.extend(self.take_in_looked_up(&account, run, (looked_up, complete), is_first, now)?);
                outputs.extend(self.read_well(account, (cursor, warning), not_before, now)?);
                None
            }
            Err(failure) => {
                let (words, more) = self.read_badly(account, &failure, now)?;
                outputs.extend(more);
                Some(words)
            }
        };
        let under_way = self.accounts.gatherings.get_mut(&id).and_then(|it| it.under_way.take());
        let Some((job, tally)) = under_way.and_then(|it| Some((it.job?, it.tally))) else { return Ok(outputs) };
        let said = result.map_or_else(|| Ok(self.message_of(id).unwrap_or_else(|| tally.words())), Err);
        outputs.extend(self.synced(job, id, said));
        Ok(outputs)
    }

    /// Writes down what became of items, and tells whoever is to be told of it.
    fn take_in(&mut self, account: &Account, pieces: Vec<Piece>, run: u64, now: Timestamp) -> Result<Vec<Output>> {
        let mut wanted: Vec<(Piece, Vec<FeedItem>)> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let items = self.feed_items(&piece.taken.events, &piece.taken.work, now);
            wanted.push((piece, items));
        }
        let mut fresh = Vec::new();
        self.write_account(|tx| {
            for (piece, items) in &wanted {
                piece.put(tx, account)?;
                for item in items {
                    if table::feed::push(tx, item)? {
                        fresh.push(item.clone());
                    }
                }
            }
            Ok(())
        })?;
        if let Some(under_way) = self.accounts.gatherings.get_mut(&account.id).and_then(|it| it.under_way.as_mut())
            && under_way.run == run
        {
            wanted.iter().for_each(|(piece, _)| under_way.tally.add(piece.taken.outcome));
        }
        let moved: Vec<Work> = wanted
            .into_iter()
            .filter(|(piece, _)| piece.taken.outcome != Outcome::Unchanged || piece.taken.task.is_some())
            .map(|(piece, _)| piece.taken.work)
            .collect();
        if moved.is_empty() && fresh.is_empty() {
            return Ok(Vec::new());
        }
        let mut outputs = changed(&[Topic::Tasks]);
        outputs.extend(self.awaken(&moved, now)?);
        outputs.extend(self.tell(fresh, now)?);
        Ok(outputs)
    }

    fn read_well(
        &mut self,
        mut account: Account,
        (cursor, warning): (Option<stint_core::incoming::Cursor>, Option<String>),
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
        let follows = table::follow::of(self.conn()?, id)?;
        self.write_account(|tx| {
            table::work_sync::put(tx, &sync)?;
            let unread = follows.iter().filter(|follow| follow.synced_at.is_none());
            for follow in unread {
                table::follow::put(tx, &work::Follow { synced_at: Some(now), ..follow.clone() })?;
            }
            Ok(())
        })?;
        if account.health == Health::Fine || account.health.needs_person() {
            return Ok(Vec::new());
        }
        self.accounts.found_in_order(id, now);
        (account.health, account.last_error) = (Health::Fine, None);
        self.write_account(|tx| table::account::put(tx, &account))?;
        Ok(vec![Output::Withdraw(notice_key(id))])
    }

    /// What is said of a reading that failed, and what follows from it.
    fn read_badly(&mut self, mut account: Account, failure: &Failure, now: Timestamp) -> Result<(String, Vec<Output>)> {
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

    /// Everything that decides what becomes of an item of this account.
    fn rulebook(&self, account: &Account) -> Result<Rulebook> {
        let conn = self.conn()?;
        let rules = table::place_rule::list(conn, &account.service, &account.origin)?;
        Ok(Rulebook {
            options: table::work_sync::get(conn, account.id)?.options,
            places: rules.into_iter().map(|rule| (rule.place.clone(), rule)).collect::<BTreeMap<_, _>>(),
            labels: table::label_rule::list(conn)?,
            follows: table::follow::of(conn, account.id)?,
        })
    }

    fn message_of(&self, account: AccountId) -> Option<String> {
        let sync = table::work_sync::get(self.conn().ok()?, account).ok()?;
        Some(sync.message).filter(|message| !message.is_empty())
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
