//! Telling: what is shown on the desktop now, what waits, what stays in the feed; written down before it is shown.

use jiff::{SignedDuration, Timestamp};
use stint_api::Topic;
use stint_core::{
    feed::FeedItem,
    ids::AccountId,
    notice::{self, Way},
};
use stint_store::table;

use super::{changed, quiet, rule_of, words};
use crate::{Engine, Output, fault::Result};

/// How long what was read stays in the feed.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What becomes of notices that are to be told.
#[derive(Default)]
pub(super) struct Sorted {
    pub desktop: Vec<FeedItem>,
    pub later: Vec<FeedItem>,
    pub feed_only: Vec<FeedItem>,
}

impl Engine {
    /// Tells of what just happened and is in the feed already; the timer may start by itself.
    pub(crate) fn tell(&mut self, fresh: Vec<FeedItem>, now: Timestamp) -> Result<Vec<Output>> {
        if fresh.is_empty() {
            return Ok(Vec::new());
        }
        match self.start_by_itself(&fresh, now)? {
            None => self.say(fresh, now),
            Some(start) => {
                let items =
                    fresh.into_iter().filter(|item| Some(item.id) != start.cause).chain([start.receipt]).collect();
                let mut outputs = start.outputs;
                outputs.extend(self.say(items, now)?);
                Ok(outputs)
            }
        }
    }

    /// Tells of notices as their kinds, their repositories and the hour allow.
    pub(super) fn say(&mut self, items: Vec<FeedItem>, now: Timestamp) -> Result<Vec<Output>> {
        if items.is_empty() {
            return Ok(Vec::new());
        }
        let is_quiet = self.quiet_until(now)?.is_some();
        let Sorted { desktop, later, feed_only } = self.sorted(items, is_quiet)?;
        self.write_told(desktop.iter().chain(&feed_only), &later, now)?;
        let mut outputs = changed(&[Topic::Feed]);
        for bundle in notice::bundled(desktop) {
            outputs.push(self.show(words::notice(&bundle), &bundle));
        }
        Ok(outputs)
    }

    /// Sorts notices by the way each reaches the person.
    pub(super) fn sorted(&self, items: Vec<FeedItem>, is_quiet: bool) -> Result<Sorted> {
        let conn = self.conn()?;
        let mut sorted = Sorted::default();
        for item in items {
            let rule = rule_of(conn, &item)?;
            match notice::way(item.kind, rule.as_ref(), self.settings(), is_quiet) {
                Way::Desktop => sorted.desktop.push(item),
                Way::Later => sorted.later.push(item),
                Way::FeedOnly => sorted.feed_only.push(item),
            }
        }
        Ok(sorted)
    }

    /// Writes down that notices are told, and since when others wait; only then may they be shown, or a crash would show them twice.
    fn write_told<'a>(
        &mut self,
        told: impl Iterator<Item = &'a FeedItem>,
        later: &[FeedItem],
        now: Timestamp,
    ) -> Result<()> {
        let told: Vec<_> = told.map(|item| FeedItem { is_told: true, ..item.clone() }).collect();
        let first = later.iter().map(|item| item.at).min();
        let since = if self.waiting_since()?.is_none() { first } else { None };
        if told.is_empty() && since.is_none() {
            return Ok(());
        }
        self.keep(|tx| {
            told.iter().try_for_each(|item| table::feed::put(tx, item))?;
            if since.is_some() {
                quiet::set_waiting(tx, since)?;
            }
            table::feed::prune(tx, now - KEPT)
        })
    }

    /// A notice on the desktop, remembered until it is taken back.
    pub(super) fn show(&mut self, notice: crate::Notice, items: &[FeedItem]) -> Output {
        self.shown.put(&notice.key, items);
        Output::Notify(notice)
    }

    /// Takes back what an account brought that was revoked; what waited stays in the feed alone.
    pub(in crate::handle) fn let_notices_go(&mut self, account: AccountId) -> Result<Vec<Output>> {
        let mut waiting = table::feed::untold(self.conn()?)?;
        waiting.retain(|item| item.account == Some(account));
        if !waiting.is_empty() {
            self.leave_in_feed(waiting)?;
        }
        Ok(self.shown.revoked(account))
    }

    /// Writes down that these are never shown on the desktop.
    pub(super) fn leave_in_feed(&mut self, items: Vec<FeedItem>) -> Result<()> {
        if items.is_empty() {
            return Ok(());
        }
        self.keep(|tx| items.into_iter().try_for_each(|item| table::feed::put(tx, &FeedItem { is_told: true, ..item })))
    }
}
