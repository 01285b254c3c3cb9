//! Time passing for the feed: a focus ends, what was put off is due, the quiet is over, a crash left something untold.

use jiff::{SignedDuration, Timestamp};
use stint_api::Topic;
use stint_core::{
    feed::{FeedItem, Snooze, is_due},
    work::Work,
};
use stint_store::{Conn, table};

use super::{changed, is_over, quiet, words};
use crate::{Engine, Output, fault::Result};

/// What is overdue waits at least that long for the next try.
const RETRY: SignedDuration = SignedDuration::from_secs(5);
/// What a crash left untold for longer is no news any more.
const NEWS: SignedDuration = SignedDuration::from_hours(1);

impl Engine {
    /// What is due in the feed.
    pub(crate) fn due_feed(&mut self, now: Timestamp) -> Result<Vec<Output>> {
        let mut outputs = self.end_focus(now)?;
        let conn = self.conn()?;
        let mut due = Vec::new();
        for item in table::feed::snoozed(conn)? {
            if is_awake(conn, &item, now)? {
                due.push(item);
            }
        }
        outputs.extend(self.wake_up(due, now)?);
        outputs.extend(self.say_untold(now)?);
        Ok(outputs)
    }

    /// When something is due in the feed by the clock alone.
    pub(crate) fn next_feed(&self, now: Timestamp) -> Option<Timestamp> {
        let conn = self.conn().ok()?;
        let soon = now + RETRY;
        let by_clock = |item: FeedItem| if let Some(Snooze::Until(at)) = item.snooze { Some(at) } else { None };
        let snoozed = table::feed::snoozed(conn).ok()?.into_iter().filter_map(by_clock).min();
        let has_untold = !table::feed::untold(conn).ok()?.is_empty();
        let untold = has_untold.then(|| self.quiet_until(now).ok().flatten().unwrap_or(soon));
        let focus = self.focus().ok().flatten();
        [snoozed, untold, focus].into_iter().flatten().min().map(|at| at.max(soon))
    }

    /// Tells what was not told when it happened: what waited as one digest, what a crash left behind as it is.
    fn say_untold(&mut self, now: Timestamp) -> Result<Vec<Output>> {
        let mut untold = table::feed::untold(self.conn()?)?;
        untold.retain(|item| !self.accounts.is_held_back(item));
        let since = self.waiting_since()?;
        // Whatever is untold while others wait does, too, also where the clock was set back meanwhile.
        let (waiting, left) = if since.is_some() { (untold, Vec::new()) } else { (Vec::new(), untold) };
        let (news, old): (Vec<_>, Vec<_>) = left.into_iter().partition(|item| now.duration_since(item.at) < NEWS);
        self.leave_in_feed(old)?;
        let mut outputs = self.say(news, now)?;
        if since.is_some() && self.quiet_until(now)?.is_none() {
            outputs.extend(self.digest(waiting)?);
        }
        Ok(outputs)
    }

    /// Tells in one notice what waited, as far as it still holds.
    fn digest(&mut self, waiting: Vec<FeedItem>) -> Result<Vec<Output>> {
        let conn = self.conn()?;
        let mut holding = Vec::new();
        for item in &waiting {
            if !work_of(conn, item)?.is_some_and(|work| is_over(item.kind, &work)) {
                holding.push(item.clone());
            }
        }
        let told = self.sorted(holding, false)?.desktop;
        self.keep(|tx| {
            quiet::set_waiting(tx, None)?;
            waiting.into_iter().try_for_each(|item| table::feed::put(tx, &FeedItem { is_told: true, ..item }))
        })?;
        let mut outputs = changed(&[Topic::Feed]);
        if !told.is_empty() {
            outputs.push(self.show(words::digest(&told), &told));
        }
        Ok(outputs)
    }
}

/// What is kept of the item that a notice tells of.
pub(super) fn work_of(conn: &Conn, item: &FeedItem) -> Result<Option<Work>> {
    Ok(table::work::get(conn, &item.service, &item.origin, &item.remote_id)?)
}

fn is_awake(conn: &Conn, item: &FeedItem, now: Timestamp) -> Result<bool> {
    Ok(match &item.snooze {
        None => false,
        Some(until @ Snooze::Until(_)) => is_due(until, None, now),
        Some(other) => is_due(other, work_of(conn, item)?.as_ref(), now),
    })
}
