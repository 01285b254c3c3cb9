//! What an answer tells, laid over what is known already.

use std::collections::BTreeSet;

use super::super::{Checks, LeftOut, Options, Review, State, Why, Work, WorkItem};
use crate::text;

/// The item as it is known now, its reasons those the person takes, and why it makes no task.
///
/// An item that is done keeps its reasons: to close is not to unassign.
pub(super) fn merged(
    before: Option<&Work>,
    told: WorkItem,
    complete: &BTreeSet<Why>,
    options: &Options,
) -> (WorkItem, Option<LeftOut>) {
    let known = before.map(|work| &work.item);
    let mut item = laid_over(known, told);
    let whys = known.map(|known| known.whys.clone()).unwrap_or_default();
    item.whys.extend(whys.difference(complete));
    let left_out = options.leaves_out(&item);
    item.whys.retain(|why| left_out.is_none() && options.is_taken(*why));
    if item.state.is_done() {
        item.whys.extend(whys);
    }
    (item, left_out)
}

/// What is told, and what was known of the rest.
fn laid_over(known: Option<&WorkItem>, told: WorkItem) -> WorkItem {
    let title = text::title(&told.title);
    let title = if title.is_empty() { told.reference.clone() } else { title };
    let Some(known) = known else { return WorkItem { title, ..told } };
    // Lists lag behind: what was done is not undone by an answer from before.
    let is_late =
        known.state.is_done() && told.updated_at.is_some_and(|at| known.updated_at.is_some_and(|last| at < last));
    WorkItem {
        title,
        state: if is_late || told.state == State::Unknown { known.state } else { told.state },
        review: told.review.filter(|review| *review != Review::Unknown).or(known.review).or(told.review),
        checks: told.checks.filter(|checks| *checks != Checks::Unknown).or(known.checks).or(told.checks),
        body: told.body.or_else(|| known.body.clone()),
        updated_at: told.updated_at.max(known.updated_at),
        replied_at: told.replied_at.max(known.replied_at),
        mentioned_at: told.mentioned_at.max(known.mentioned_at),
        thread: told.thread.or_else(|| known.thread.clone()),
        ..told
    }
}

/// Whether something of the item that is shown changed; what was not told before did not.
pub(super) fn shows_otherwise(known: &WorkItem, item: &WorkItem) -> bool {
    let shown = |item: &WorkItem| {
        let names = (item.title.clone(), item.place.clone(), item.reference.clone(), item.url.clone());
        (names, item.state, item.whys.clone(), item.labels.clone(), item.author.clone(), item.milestone.clone())
    };
    let is_reviewed = known.review.is_some() && known.review != item.review;
    let is_checked = known.checks.is_some() && known.checks != item.checks;
    is_reviewed || is_checked || shown(known) != shown(item)
}
