//! Work that was read: each item against what was known, tasks and feed in one transaction, then whoever is to be told.

mod ending;
mod piece;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use stint_api::Topic;
use stint_core::{
    account::{Account, Failure},
    feed::FeedItem,
    ids::{AccountId, TaskId},
    work::{LookedUp, Outcome, Rulebook, Why, Work, WorkItem},
};
use stint_store::table;

use self::piece::{Piece, Wanted};
use super::{changed, notice_key};
use crate::{
    Engine, Output,
    conduct::{Ending, failure_words},
    fault::Result,
    gathering::UnderWay,
};

/// What one look-up tells in full, beside what it found out about the item.
const TOLD_BY_LOOKING: [Why; 3] = [Why::Assigned, Why::ReviewRequested, Why::Authored];

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
        let told_of = self.accounts.told_of(id, run);
        let count = items.len();
        let mut pieces = Vec::with_capacity(count);
        for item in items {
            let fresh = TaskId(self.fresh_id(now));
            let wanted =
                Wanted { account: &account, is_first, told_of: told_of.as_ref(), complete, rules: &rules, fresh, now };
            pieces.push(wanted.read(self.conn()?, item)?);
        }
        let mut outputs = self.take_in(&account, pieces, run, now)?;
        if let Some(job) = self.accounts.job_of(id) {
            self.accounts.syncs.iter_mut().filter(|it| it.id == job).for_each(|it| it.took_in(id, count));
            outputs.extend(changed(&[Topic::Jobs]));
        }
        Ok(outputs)
    }

    /// A part of what was missing was looked up.
    pub(super) fn sought(
        &mut self,
        id: AccountId,
        run: u64,
        looked_up: (Vec<(String, LookedUp)>, BTreeSet<Why>),
        now: Timestamp,
    ) -> Result<Vec<Output>> {
        let Some(is_first) = self.accounts.is_first(id, run) else { return Ok(Vec::new()) };
        let Some(account) = table::account::get(self.conn()?, id)? else { return Ok(Vec::new()) };
        self.take_in_looked_up(&account, run, looked_up, is_first, now)
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
        let told_of = self.accounts.told_of(account.id, run);
        complete.extend(TOLD_BY_LOOKING);
        let mut pieces = Vec::with_capacity(looked_up.len());
        for (remote_id, found) in looked_up {
            let fresh = TaskId(self.fresh_id(now));
            let wanted =
                Wanted { account, is_first, told_of: told_of.as_ref(), complete: &complete, rules: &rules, fresh, now };
            pieces.extend(wanted.looked_up(self.conn()?, &remote_id, found)?);
        }
        self.take_in(account, pieces, run, now)
    }

    /// Reading an account's work ended.
    pub(super) fn gathering_ended(
        &mut self,
        id: AccountId,
        run: u64,
        (result, requests): (std::result::Result<Ending, Failure>, u32),
        now: Timestamp,
    ) -> Result<Vec<Output>> {
        let Some(is_first) = self.accounts.is_first(id, run) else { return Ok(Vec::new()) };
        let Some(account) = table::account::get(self.conn()?, id)? else { return Ok(Vec::new()) };
        let mut outputs = changed(&[Topic::Accounts]);
        let result = match result {
            Err(Failure::Unreachable) if requests == 0 => {
                self.try_when_rested(id, now);
                Some(failure_words(self.accounts.name_of(&account.service), &Failure::Unreachable))
            }
            Ok(ending) => {
                let Ending { cursor, not_before, warning, unseen, complete, missing, looked_up } = ending;
                if let Some(gathering) = self.accounts.gatherings.get_mut(&id) {
                    gathering.missing = missing;
                }
                outputs.extend(self.take_in_looked_up(&account, run, (looked_up, complete), is_first, now)?);
                outputs.extend(self.read_well(account, (cursor, warning), &unseen, not_before, now)?);
                None
            }
            Err(failure) => {
                let (words, more) = self.read_badly(account, &failure, now)?;
                outputs.extend(more);
                Some(words)
            }
        };
        let under_way = self.accounts.gatherings.get_mut(&id).and_then(|it| it.under_way.take());
        let Some(UnderWay { job, tally, news, .. }) = under_way else { return Ok(outputs) };
        // All at once, however many pieces it came in: many of a kind are one notice.
        outputs.extend(self.tell(news, now)?);
        let Some(job) = job else { return Ok(outputs) };
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
        let fresh = self.put_down(account, &wanted)?;
        let has_news = !fresh.is_empty();
        let mut told = Vec::new();
        match self.accounts.gatherings.get_mut(&account.id).and_then(|it| it.under_way.as_mut()) {
            Some(under_way) if under_way.run == run => {
                wanted.iter().for_each(|(piece, _)| under_way.tally.add(piece.taken.outcome));
                under_way.news.extend(fresh);
            }
            Some(_) | None => told = self.tell(fresh, now)?,
        }
        let moved: Vec<Work> = wanted
            .into_iter()
            .filter(|(piece, _)| piece.taken.outcome != Outcome::Unchanged || piece.taken.task.is_some())
            .map(|(piece, _)| piece.taken.work)
            .collect();
        if moved.is_empty() && !has_news {
            return Ok(Vec::new());
        }
        let mut outputs = changed(&[Topic::Tasks]);
        outputs.extend(self.awaken(&moved, now)?);
        outputs.extend(told);
        Ok(outputs)
    }

    /// Writes down what is not kept already; the feed items that are new.
    fn put_down(&mut self, account: &Account, wanted: &[(Piece, Vec<FeedItem>)]) -> Result<Vec<FeedItem>> {
        let mut fresh = Vec::new();
        if wanted.iter().all(|(piece, items)| piece.is_kept && items.is_empty()) {
            return Ok(fresh);
        }
        self.write_account(|tx| {
            for (piece, items) in wanted {
                if !piece.is_kept {
                    piece.put(tx, account)?;
                }
                for item in items {
                    if table::feed::push(tx, item)? {
                        fresh.push(item.clone());
                    }
                }
            }
            Ok(())
        })?;
        Ok(fresh)
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
