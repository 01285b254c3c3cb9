//! The feed: what happened to work becomes rows, told once; read, put off, kept quiet.

mod due;
mod focus;
mod quiet;
mod reading;
mod shown;
mod snooze;
mod start;
mod started;
mod telling;
mod words;

pub(crate) use self::{shown::Shown, words::until};

use jiff::Timestamp;
use stint_core::{
    feed::FeedItem,
    ids::FeedId,
    notice::Kind,
    work::{PlaceRule, Rulebook, Why, Work},
};
use stint_store::{Conn, table};

use super::{Done, Handle, changed};
use crate::{
    Engine,
    fault::{Fault, Result},
};

impl Engine {
    /// What happened to an item as rows of the feed, to be written with the item and then told.
    pub(crate) fn feed_items(&mut self, events: &[Kind], work: &Work, now: Timestamp) -> Vec<FeedItem> {
        events.iter().map(|kind| self.feed_item(*kind, work, now)).collect()
    }

    fn feed_item(&mut self, kind: Kind, work: &Work, now: Timestamp) -> FeedItem {
        let Work { service, origin, item, .. } = work;
        FeedItem {
            id: FeedId(self.fresh_id(now)),
            key: format!("{service}|{origin}|{}|{}|{}", item.remote_id, word(kind), now.as_millisecond()),
            kind,
            at: now,
            service: service.clone(),
            origin: origin.clone(),
            account: work.account,
            remote_id: item.remote_id.clone(),
            task: work.task,
            entry: None,
            place: item.place.clone(),
            reference: item.reference.clone(),
            title: item.title.clone(),
            thread: item.thread.clone(),
            is_read: false,
            is_told: false,
            snooze: None,
        }
    }

    /// The notice of that id.
    fn notice_of(&self, id: &str) -> Result<FeedItem> {
        let gone = || Fault::not_found("notice");
        let id: FeedId = id.parse().map_err(|_| gone())?;
        table::feed::get(self.conn()?, id)?.ok_or_else(gone)
    }
}

/// The kind as keys spell it.
const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Assigned => "assigned",
        Kind::ReviewRequested => "review_requested",
        Kind::Mentioned => "mentioned",
        Kind::Approved => "approved",
        Kind::ChangesRequested => "changes_requested",
        Kind::Failing => "failing",
        Kind::Merged => "merged",
        Kind::Started => "started",
        Kind::Due => "due",
    }
}

/// What holds for the item's repository.
fn rule_of(conn: &Conn, item: &FeedItem) -> Result<Option<PlaceRule>> {
    let rules = table::place_rule::list(conn, &item.service, &item.origin)?;
    let places = rules.into_iter().map(|rule| (rule.place.clone(), rule)).collect();
    Ok(Rulebook { places, ..Rulebook::default() }.rule_of(&item.place).cloned())
}

/// Whether what a notice tells does not hold any more; what is good news or a receipt stays.
fn is_over(kind: Kind, work: &Work) -> bool {
    match kind {
        Kind::Merged | Kind::Started | Kind::Due => false,
        _ if work.item.state.is_done() => true,
        Kind::Assigned => !work.item.whys.contains(&Why::Assigned),
        Kind::ReviewRequested => !work.item.whys.contains(&Why::ReviewRequested),
        Kind::Mentioned | Kind::Approved | Kind::ChangesRequested | Kind::Failing => false,
    }
}
