//! What becomes of an item that a service told about: its row, its task, and what there is to tell the person.

mod event;
mod given;
mod merge;

use std::collections::BTreeSet;

use jiff::Timestamp;

use self::{event::events, given::Given, merge::merged};
use super::{LeftOut, Reach, Rulebook, Why, Work, WorkBatch, WorkItem};
use crate::{
    edit::Change,
    ids::{AccountId, TaskId},
    notice,
    task::Task,
};

/// Who asked for an item.
#[derive(Clone, Copy, Debug)]
pub struct Asker<'a> {
    /// The connector's name of the service.
    pub service: &'a str,
    /// Where the service lies.
    pub origin: &'a str,
    /// The account.
    pub account: AccountId,
    /// Whether nothing shall be told: the account's first sync, or the first after its options changed.
    pub is_first: bool,
}

/// What is kept of an item.
#[derive(Clone, Debug, Default)]
pub struct Before {
    /// Its row.
    pub work: Option<Work>,
    /// Its task, where the row names one and the person did not delete it.
    pub task: Option<Task>,
}

/// What shall be kept of an item, and what there is to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its row.
    pub work: Work,
    /// What changes in its task, if anything does.
    pub task: Option<Change<Task>>,
    /// What there is to tell, each kind once.
    pub events: Vec<notice::Kind>,
    /// What happened, in one word, for counting.
    pub outcome: Outcome,
}

/// What happened to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It became a task.
    New,
    /// Something of it that shows changed, or it is back on the list.
    Changed,
    /// It was closed or merged.
    Closed,
    /// It was reopened.
    Reopened,
    /// It waits for the person no more.
    OffList,
    /// Nothing that shows.
    Unchanged,
    /// It makes no task.
    Skipped(LeftOut),
}

/// Takes in an item that a service told about, once for each item of a batch.
///
/// What the answer does not tell stands as it was, and a word that is not understood changes nothing. For reasons that are
/// `complete` the item's own are all there are; after a look-up these are all that it tells and all that the batch was complete for.
#[must_use]
pub fn take_in(
    before: Before,
    item: WorkItem,
    complete: &BTreeSet<Why>,
    asker: &Asker<'_>,
    rules: &Rulebook,
    fresh: TaskId,
    now: Timestamp,
) -> Taken {
    let Before { work: before, task } = before;
    let before = match before {
        // What waits for the one person no more may wait for the other.
        Some(work) if work.account.is_some_and(|account| account != asker.account) && !work.item.whys.is_empty() => {
            return standing(work, Outcome::Skipped(LeftOut::Elsewhere));
        }
        before => before,
    };
    let (item, left_out) = merged(before.as_ref(), item, complete, &rules.options);
    let is_deleted = task.is_none() && before.as_ref().is_some_and(|work| work.task.is_some());
    let left_out = left_out.or(is_deleted.then_some(LeftOut::DeletedByYou));
    let given = match (&before, &task) {
        (Some(before), Some(task)) => given::followed(before, task, &item, rules, now),
        (before, _) if left_out.is_some() || item.whys.is_empty() || item.state.is_done() => {
            given::none(before.as_ref())
        }
        _ => given::made(&item, rules, fresh, now),
    };
    let is_silent = asker.is_first || left_out.is_some();
    let mut events = if is_silent { Vec::new() } else { events(before.as_ref(), &item) };
    events.retain(|kind| !(item.is_own_doing && is_done_to_it(*kind)));
    let outcome = outcome(before.as_ref().filter(|_| task.is_some()), &item, &given, task.as_ref(), left_out);
    let work = Work {
        service: asker.service.to_owned(),
        origin: asker.origin.to_owned(),
        account: Some(asker.account),
        item,
        task: before.as_ref().and_then(|work| work.task).or(given.task.as_ref().map(|task| task.id)),
        title_given: given.title,
        project_given: given.project,
        priority_given: given.priority,
        reach: Reach::Here,
        looked_up_at: before.and_then(|work| work.looked_up_at),
    };
    let task = given
        .task
        .filter(|after| task.as_ref() != Some(after))
        .map(|after| Change { before: task, after: Some(after) });
    Taken { work, task, events, outcome }
}

/// Whether a kind tells what somebody did to the item, which may have been the person; reviews and checks are never theirs.
const fn is_done_to_it(kind: notice::Kind) -> bool {
    matches!(kind, notice::Kind::Assigned | notice::Kind::ReviewRequested | notice::Kind::Merged)
}

/// Takes in an item that goes by another id now: its task, its time and its history stay with it.
///
/// Where the row that comes out has the new id, the caller removes the old one.
#[must_use]
pub fn moved(
    before: Before,
    item: WorkItem,
    complete: &BTreeSet<Why>,
    asker: &Asker<'_>,
    rules: &Rulebook,
    fresh: TaskId,
    now: Timestamp,
) -> Taken {
    let taken = take_in(before, item, complete, asker, rules, fresh, now);
    let outcome = if taken.outcome == Outcome::Unchanged { Outcome::Changed } else { taken.outcome };
    Taken { outcome, ..taken }
}

/// What becomes of an item that could not be looked up; its task and its time stay. None where nothing is kept of it.
///
/// What is out of reach may be back tomorrow and stands as it was; what was deleted waits for nobody.
#[must_use]
pub fn gone(before: Before, how: Reach, now: Timestamp) -> Option<Taken> {
    let mut work = before.work?;
    let is_off = how == Reach::Deleted && !work.item.whys.is_empty();
    if is_off {
        work.item.whys.clear();
    }
    let outcome = if is_off { Outcome::OffList } else { Outcome::Unchanged };
    Some(standing(Work { reach: how, looked_up_at: Some(now), ..work }, outcome))
}

/// The known open items that a batch says nothing of though it is complete for a reason that they wait for.
#[must_use]
pub fn unaccounted<'a>(known: &'a [(String, BTreeSet<Why>)], batch: &WorkBatch) -> Vec<&'a str> {
    let told: BTreeSet<&str> = batch.batch.items.iter().map(|item| item.remote_id.as_str()).collect();
    let is_missing =
        |(id, whys): &&(String, BTreeSet<Why>)| !told.contains(id.as_str()) && !whys.is_disjoint(&batch.complete);
    known.iter().filter(is_missing).map(|(id, _)| id.as_str()).collect()
}

/// Nothing changes but the row.
fn standing(work: Work, outcome: Outcome) -> Taken {
    Taken { work, task: None, events: Vec::new(), outcome }
}

/// What happened, in one word; `before` is the row of an item that has a task.
fn outcome(
    before: Option<&Work>,
    item: &WorkItem,
    given: &Given,
    task: Option<&Task>,
    left_out: Option<LeftOut>,
) -> Outcome {
    let Some(before) = before else {
        let is_new = given.task.is_some();
        return left_out.map_or(if is_new { Outcome::New } else { Outcome::Unchanged }, Outcome::Skipped);
    };
    let known = &before.item;
    let shows_otherwise = || before.reach != Reach::Here || merge::shows_otherwise(known, item);
    match (known.state.is_done(), item.state.is_done()) {
        (false, true) => Outcome::Closed,
        (true, false) => Outcome::Reopened,
        _ => match left_out {
            Some(left_out) => Outcome::Skipped(left_out),
            None if item.whys.is_empty() && !known.whys.is_empty() => Outcome::OffList,
            None if given.task.as_ref() != task || shows_otherwise() => Outcome::Changed,
            None => Outcome::Unchanged,
        },
    }
}
