//! What there is to tell of work, and what is none of the person's news.

use stint_core::{
    notice::Kind::{Approved, Assigned, ChangesRequested, Failing, Mentioned, Merged, ReviewRequested},
    work::{Checks, Review, State, Why, WorkItem},
};

use crate::{
    sample::at,
    work_sample::{Shelf, issue, request},
};

#[test]
fn each_new_reason_is_told_once() {
    for (why, kind) in [
        (Why::Assigned, Some(Assigned)),
        (Why::ReviewRequested, Some(ReviewRequested)),
        (Why::Mentioned, Some(Mentioned)),
        (Why::Authored, None),
        (Why::Followed, None),
    ] {
        let mut shelf = Shelf::new();
        assert_eq!(shelf.take(issue([why])).1, Vec::from_iter(kind), "{why:?}");
        assert_eq!(shelf.take(issue([why])).1, [], "{why:?} again");
    }
}

#[test]
fn what_was_followed_is_told_when_it_is_assigned_and_again_after_it_was_not() {
    let mut shelf = Shelf::with(issue([Why::Followed]));
    assert_eq!(shelf.take(issue([Why::Assigned])).1, [Assigned]);
    assert_eq!(shelf.take(issue([])).1, []);
    assert_eq!(shelf.take(issue([Why::Assigned])).1, [Assigned]);
}

#[test]
fn the_first_sync_and_the_persons_own_doings_are_silent_for_good() {
    let every = WorkItem { review: Some(Review::Approved), ..issue([Why::Assigned, Why::Authored, Why::Mentioned]) };
    let mut first = Shelf { is_first: true, ..Shelf::new() };
    assert_eq!(first.take(every.clone()).1, []);
    first.is_first = false;
    assert_eq!(first.take(every).1, []);
    let own = WorkItem { is_own_doing: true, ..issue([Why::Assigned]) };
    let mut shelf = Shelf::new();
    assert_eq!(shelf.take(own).1, []);
    assert_eq!(shelf.take(issue([Why::Assigned])).1, []);
    let mut shelf = Shelf::with(request());
    assert_eq!(shelf.take(WorkItem { state: State::Merged, is_own_doing: true, ..request() }).1, []);
    let mut shelf = Shelf::with(request());
    let mine = WorkItem { is_own_doing: true, checks: Some(Checks::Pending), ..request() };
    assert_eq!(shelf.take(mine.clone()).1, []);
    let failing = WorkItem { checks: Some(Checks::Failing), ..mine };
    assert_eq!(shelf.take(failing).1, [Failing], "what checks find is nobody's own doing");
}

#[test]
fn a_later_mention_is_told_anew() {
    let mentioned = |clock: Option<&str>| WorkItem { mentioned_at: clock.map(at), ..issue([Why::Mentioned]) };
    let mut shelf = Shelf::new();
    assert_eq!(shelf.take(mentioned(None)).1, [Mentioned]);
    assert_eq!(shelf.take(mentioned(Some("9:00"))).1, [], "only its time was learned");
    assert_eq!(shelf.take(mentioned(Some("9:30"))).1, [Mentioned]);
    assert_eq!(shelf.take(mentioned(Some("9:30"))).1, []);
    assert_eq!(shelf.take(mentioned(Some("9:10"))).1, [], "an old answer");
    shelf.take_of(issue([]), &[Why::Mentioned]);
    assert_eq!(shelf.take(mentioned(Some("9:30"))).1, [], "the mention that was told");
    assert_eq!(shelf.take(WorkItem { state: State::Closed, ..mentioned(Some("9:40")) }).1, [Mentioned]);
}

#[test]
fn a_mention_in_what_is_closed_already_is_told_once_and_makes_no_task() {
    let mut shelf = Shelf::new();
    let closed = WorkItem { state: State::Merged, ..issue([Why::Mentioned, Why::Assigned]) };
    assert_eq!(shelf.take(closed.clone()).1, [Mentioned]);
    assert_eq!(shelf.take(closed).1, []);
    assert_eq!(shelf.task, None);
}

#[test]
fn what_reviewers_and_checks_say_is_told_when_it_turns() {
    let reviewed = |review| WorkItem { review: Some(review), ..request() };
    let mut shelf = Shelf::with(reviewed(Review::Awaited));
    assert_eq!(shelf.take(reviewed(Review::Approved)).1, [Approved]);
    assert_eq!(shelf.take(reviewed(Review::Approved)).1, []);
    assert_eq!(shelf.take(reviewed(Review::ChangesRequested)).1, [ChangesRequested]);
    assert_eq!(shelf.take(reviewed(Review::Unknown)).1, []);
    assert_eq!(shelf.take(reviewed(Review::ChangesRequested)).1, []);
    let checked = |checks| WorkItem { checks: Some(checks), ..request() };
    let mut shelf = Shelf::with(checked(Checks::Pending));
    for (checks, told) in [
        (Checks::Failing, &[Failing][..]),
        (Checks::Failing, &[]),
        (Checks::Unknown, &[]),
        (Checks::Failing, &[]),
        (Checks::Pending, &[]),
        (Checks::Failing, &[Failing]),
        (Checks::Passing, &[]),
    ] {
        assert_eq!(shelf.take(checked(checks)).1, told, "{checks:?}");
    }
}

#[test]
fn what_was_never_told_of_a_known_request_did_not_turn_and_of_a_new_one_is_news() {
    let failing = WorkItem { checks: Some(Checks::Failing), review: Some(Review::Approved), ..request() };
    assert_eq!(Shelf::with(request()).take(failing.clone()).1, []);
    assert_eq!(Shelf::new().take(failing).1, [Approved, Failing]);
}

#[test]
fn what_reviewers_and_checks_say_of_another_persons_request_is_not_told() {
    for why in [Why::Assigned, Why::ReviewRequested, Why::Followed] {
        let before = WorkItem { review: Some(Review::Awaited), checks: Some(Checks::Pending), ..issue([why]) };
        let mut shelf = Shelf::with(before);
        let after = WorkItem { review: Some(Review::Approved), checks: Some(Checks::Failing), ..issue([why]) };
        assert_eq!(shelf.take(after).1, [], "{why:?}");
        assert_eq!(shelf.take(WorkItem { state: State::Merged, ..issue([why]) }).1, [], "{why:?}");
    }
}

#[test]
fn a_merge_by_somebody_else_is_told_and_nothing_else_of_it() {
    let mut shelf = Shelf::with(WorkItem { checks: Some(Checks::Pending), ..request() });
    let merged = WorkItem { state: State::Merged, checks: Some(Checks::Failing), whys: [].into(), ..request() };
    assert_eq!(shelf.take(merged.clone()).1, [Merged]);
    assert_eq!(shelf.take(merged).1, []);
    assert_eq!(Shelf::with(request()).take(WorkItem { state: State::Closed, ..request() }).1, []);
}

#[test]
fn reasons_that_the_person_does_not_take_are_not_told() {
    let mut shelf = Shelf::new();
    shelf.rules.options.takes.remove(&Why::Mentioned);
    assert_eq!(shelf.take(issue([Why::Assigned, Why::Mentioned])).1, [Assigned]);
    assert_eq!(shelf.whys(), [Why::Assigned]);
    assert_eq!(shelf.take(WorkItem { mentioned_at: Some(at("9:00")), ..issue([Why::Assigned, Why::Mentioned]) }).1, []);
}
