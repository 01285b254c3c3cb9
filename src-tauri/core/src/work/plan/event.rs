//! What there is to tell of an item: what is otherwise than it was.

use super::super::{Checks, Review, State, Why, Work, WorkItem};
use crate::notice::Kind;

/// What happened to an item between what is kept of it and what is known now.
///
/// An item that becomes a task only now is assigned now, whatever was known. What reviewers and checks say is news of the
/// person's own pull requests alone.
pub(super) fn events(before: Option<&Work>, item: &WorkItem) -> Vec<Kind> {
    let known = before.map(|work| &work.item);
    let is_open = !item.state.is_done();
    let becomes_task = is_open && before.is_none_or(|work| work.task.is_none());
    let gained = |why: Why| item.whys.contains(&why) && known.is_none_or(|known| !known.whys.contains(&why));
    let asked = |why: Why| is_open && (gained(why) || becomes_task && item.whys.contains(&why));
    let is_own = item.whys.contains(&Why::Authored) || known.is_some_and(|known| known.whys.contains(&Why::Authored));
    let review =
        |review| is_own && is_open && item.review == Some(review) && turned(known, |known| known.review, review);
    let happened = [
        (Kind::Assigned, asked(Why::Assigned)),
        (Kind::ReviewRequested, asked(Why::ReviewRequested)),
        (Kind::Mentioned, is_mention(known, item, gained(Why::Mentioned))),
        (Kind::Approved, review(Review::Approved)),
        (Kind::ChangesRequested, review(Review::ChangesRequested)),
        (Kind::Failing, is_own && is_open && fails(known, item)),
        (Kind::Merged, is_own && item.state == State::Merged && known.is_some_and(|known| !known.state.is_done())),
    ];
    happened.into_iter().filter_map(|(kind, happened)| happened.then_some(kind)).collect()
}

/// Whether the person was mentioned since: later than the last time, or for the first time that is known of.
fn is_mention(known: Option<&WorkItem>, item: &WorkItem, is_new: bool) -> bool {
    match (known.and_then(|known| known.mentioned_at), item.mentioned_at) {
        (Some(before), Some(at)) => item.whys.contains(&Why::Mentioned) && at > before,
        _ => is_new,
    }
}

fn fails(known: Option<&WorkItem>, item: &WorkItem) -> bool {
    item.checks == Some(Checks::Failing) && turned(known, |known| known.checks, Checks::Failing)
}

/// Whether something is otherwise than it was known to be; what was never told of a known item did not turn.
fn turned<T: PartialEq>(known: Option<&WorkItem>, of: impl Fn(&WorkItem) -> Option<T>, into: T) -> bool {
    known.is_none_or(|known| of(known).is_some_and(|before| before != into))
}
