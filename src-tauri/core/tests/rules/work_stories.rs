//! Random stories of one item: whatever services tell in whatever order, nothing is told twice and nothing is lost.

use std::collections::BTreeSet;

use proptest::prelude::*;
use stint_core::{
    notice::Kind,
    task::{Status, Task},
    work::{Checks, LeftOut, Outcome, Review, State, Why, WorkItem},
};

use crate::{
    sample::at,
    work_sample::{LISTED, Shelf, account, request},
};

/// One answer, and the reasons it is complete for.
type Told = (WorkItem, Vec<Why>);

fn whys() -> impl Strategy<Value = BTreeSet<Why>> {
    let all = vec![Why::Assigned, Why::ReviewRequested, Why::Authored, Why::Mentioned, Why::Followed];
    proptest::sample::subsequence(all, 0..=5).prop_map(BTreeSet::from_iter)
}

fn told() -> impl Strategy<Value = Told> {
    let state = prop_oneof![
        4 => Just(State::Open),
        1 => Just(State::Draft),
        1 => Just(State::Merged),
        1 => Just(State::Closed),
        1 => Just(State::Unknown)
    ];
    let review = proptest::option::of(prop_oneof![
        Just(Review::Awaited),
        Just(Review::Approved),
        Just(Review::ChangesRequested),
        Just(Review::Unknown)
    ]);
    let checks = proptest::option::of(prop_oneof![
        Just(Checks::Pending),
        Just(Checks::Passing),
        Just(Checks::Failing),
        Just(Checks::Unknown)
    ]);
    let mentioned = proptest::option::of(0_i64..5);
    let words = ("[a-c]{0,2}", proptest::sample::subsequence(vec!["bug", "wontfix"], 0..=2));
    (whys(), whys(), state, review, checks, mentioned, words).prop_map(
        |(whys, complete, state, review, checks, mentioned, (title, labels))| {
            let mentioned_at = mentioned.map(|hours| at("9:00") + jiff::SignedDuration::from_hours(hours));
            let labels = labels.into_iter().map(str::to_owned).collect();
            let item = WorkItem { whys, state, review, checks, mentioned_at, title, labels, ..request() };
            (item, complete.into_iter().collect())
        },
    )
}

fn stories() -> impl Strategy<Value = Vec<Told>> {
    proptest::collection::vec(told(), 1..8)
}

fn shelf_after(story: &[Told]) -> Shelf {
    let mut shelf = Shelf::new();
    shelf.rules.options.labels = vec!["-wontfix".to_owned()];
    for (item, complete) in story {
        shelf.take_of(item.clone(), complete);
    }
    shelf
}

proptest! {
    #[test]
    fn telling_the_same_twice_is_telling_it_once(story in stories()) {
        let mut shelf = shelf_after(&story);
        let (item, complete) = story.last().unwrap();
        let (work, task) = (shelf.work.clone(), shelf.task.clone());
        let (outcome, events) = shelf.take_of(item.clone(), complete);
        prop_assert_eq!(events, vec![]);
        prop_assert!(matches!(outcome, Outcome::Unchanged | Outcome::Skipped(LeftOut::Label)), "{:?}", outcome);
        prop_assert_eq!((work, task), (shelf.work, shelf.task));
    }

    #[test]
    fn a_task_once_made_stays_under_its_id(story in stories()) {
        let mut shelf = shelf_after(&[]);
        let mut made = None;
        for (item, complete) in story {
            shelf.take_of(item, &complete);
            let id = shelf.task.as_ref().map(|task| task.id);
            prop_assert!(made.is_none() || made == id);
            prop_assert_eq!(shelf.work.as_ref().unwrap().task, id);
            made = id;
        }
    }

    #[test]
    fn what_the_person_edited_stands_through_every_story(start in told(), story in stories()) {
        let mut shelf = shelf_after(&[start]);
        let Some(task) = shelf.task.clone() else { return Ok(()) };
        shelf.task = Some(Task { title: "Mine alone".to_owned(), project: Some(crate::work_sample::project(9)), ..task });
        for (item, complete) in story {
            shelf.take_of(item, &complete);
        }
        prop_assert_eq!(shelf.task().title.as_str(), "Mine alone");
        prop_assert_eq!(shelf.task().project, Some(crate::work_sample::project(9)));
    }

    #[test]
    fn the_task_is_done_exactly_while_its_item_is(story in stories()) {
        let shelf = shelf_after(&story);
        let (Some(task), Some(work)) = (&shelf.task, &shelf.work) else { return Ok(()) };
        prop_assert_eq!(task.status == Status::Done, work.item.state.is_done());
        prop_assert_eq!(task.done_at.is_some(), work.item.state.is_done());
    }

    #[test]
    fn a_silent_pass_tells_nothing_and_ends_where_a_loud_one_does(story in stories()) {
        let loud = shelf_after(&story);
        let mut silent = Shelf { is_first: true, ..shelf_after(&[]) };
        for (item, complete) in story {
            prop_assert_eq!(silent.take_of(item, &complete).1, vec![]);
        }
        prop_assert_eq!((silent.work, silent.task), (loud.work, loud.task));
    }

    #[test]
    fn two_accounts_that_bring_the_same_leave_what_the_first_alone_leaves(story in stories(), other in stories()) {
        let (alone, mut shared) = (shelf_after(&story), shelf_after(&story[..1]));
        for (item, complete) in other {
            shared.asks = account(2);
            prop_assume!(!shared.whys().is_empty());
            prop_assert_eq!(shared.take_of(item, &complete), (Outcome::Skipped(LeftOut::Elsewhere), vec![]));
        }
        shared.asks = account(1);
        for (item, complete) in &story[1..] {
            shared.take_of(item.clone(), complete);
        }
        prop_assert_eq!((shared.work, shared.task), (alone.work, alone.task));
    }

    #[test]
    fn the_order_of_incomplete_answers_does_not_matter_to_what_waits(one in whys(), other in whys()) {
        let of = |whys: &BTreeSet<Why>| (WorkItem { whys: whys.clone(), ..request() }, vec![]);
        let forth = shelf_after(&[of(&one), of(&other)]);
        let back = shelf_after(&[of(&other), of(&one)]);
        prop_assert_eq!((forth.work, forth.task), (back.work, back.task));
    }

    #[test]
    fn nothing_is_told_of_what_waits_for_nobody(story in stories(), last in told()) {
        let mut shelf = shelf_after(&story);
        let nobody = WorkItem { whys: BTreeSet::new(), state: State::Open, ..last.0 };
        let everything = [LISTED.as_slice(), &[Why::Mentioned, Why::Followed]].concat();
        shelf.take_of(nobody.clone(), &everything);
        prop_assert_eq!(shelf.whys(), vec![]);
        let again = shelf.take_of(WorkItem { review: Some(Review::Approved), ..nobody }, &everything).1;
        prop_assert!(!again.contains(&Kind::Assigned) && !again.contains(&Kind::Approved), "{:?}", again);
    }
}
