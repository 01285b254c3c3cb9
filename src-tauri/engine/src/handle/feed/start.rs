//! The timer starting by itself: on the first assigned task of a repository that wants it, where nothing speaks against it.

use jiff::Timestamp;
use stint_api::command::StartTimer;
use stint_core::{
    feed::FeedItem,
    ids::{FeedId, TaskId},
    notice::{Kind, Way, way},
    task::Status,
};
use stint_store::table;

use super::rule_of;
use crate::{
    Engine, Output,
    fault::{Fault, Result},
};

/// A start that nobody asked for.
pub(super) struct Start {
    /// The notice that caused it, which the receipt stands for; none where the receipt is not shown.
    pub cause: Option<FeedId>,
    /// What the feed keeps of it.
    pub receipt: FeedItem,
    pub outputs: Vec<Output>,
}

impl Engine {
    /// Starts the timer and writes its receipt to the feed; a start that is refused is none.
    pub(super) fn start_by_itself(&mut self, fresh: &[FeedItem], now: Timestamp) -> Result<Option<Start>> {
        if self.speaks_against_a_start(now)? {
            return Ok(None);
        }
        let Some((cause, task)) = self.wanted_start(fresh)? else { return Ok(None) };
        match self.begin_start(cause, task, now) {
            Err(Fault(refusal)) if refusal.code == stint_api::Code::Refused => Ok(None),
            other => other,
        }
    }

    fn speaks_against_a_start(&self, now: Timestamp) -> Result<bool> {
        let conn = self.conn()?;
        let is_busy = table::entry::running(conn)?.is_some() || table::gap::get(conn)?.is_some();
        Ok(is_busy || self.is_at_desk == Some(false) || self.quiet_until(now)?.is_some())
    }

    /// The first of them that is assigned, open and of a repository that starts the timer.
    fn wanted_start<'a>(&self, fresh: &'a [FeedItem]) -> Result<Option<(&'a FeedItem, TaskId)>> {
        let conn = self.conn()?;
        for item in fresh.iter().filter(|item| item.kind == Kind::Assigned) {
            let Some(id) = item.task else { continue };
            let is_wished = rule_of(conn, item)?.is_some_and(|rule| rule.starts_timer);
            if is_wished && table::task::get(conn, id)?.is_some_and(|task| task.status != Status::Done) {
                return Ok(Some((item, id)));
            }
        }
        Ok(None)
    }

    fn begin_start(&mut self, cause: &FeedItem, task: TaskId, now: Timestamp) -> Result<Option<Start>> {
        let wish = self.wish(StartTimer { task: Some(task.to_string()), ..StartTimer::default() }, now)?;
        let entry = wish.id;
        let plan = self.plan_start(wish, now)?;
        // After a clock set back it would cut what stands.
        if plan.edits.len() != 1 {
            return Ok(None);
        }
        let receipt = FeedItem {
            id: FeedId(self.fresh_id(now)),
            key: format!("{}|started", cause.key),
            kind: Kind::Started,
            at: now,
            entry: Some(entry),
            thread: None,
            ..cause.clone()
        };
        let rule = rule_of(self.conn()?, cause)?;
        let is_shown = way(Kind::Started, rule.as_ref(), self.settings(), false) == Way::Desktop;
        let caused = is_shown.then(|| FeedItem { is_told: true, ..cause.clone() });
        let done = self.commit_with(plan, Some(entry.to_string()), now, |tx| {
            caused.iter().try_for_each(|item| table::feed::put(tx, item))?;
            table::feed::push(tx, &receipt).map(drop)
        })?;
        Ok(Some(Start { cause: caused.map(|item| item.id), receipt, outputs: done.outputs }))
    }
}
