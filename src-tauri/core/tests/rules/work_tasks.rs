//! What becomes of the task of an issue or a pull request while services tell of it.

use stint_core::{
    ids::TaskId,
    task::{Priority, Status, Task},
    work::{self, Asker, Outcome, Reach, Review, State, Why, WorkItem},
};

use crate::{
    sample::at,
    work_sample::{LISTED, Shelf, account, issue, place_rule, project, request, row},
};

#[test]
fn what_is_assigned_becomes_a_task() {
    let mut shelf = Shelf::new();
    shelf.rules.places = [place_rule("acme/api", 1)].into();
    let (outcome, _) = shelf.take(WorkItem { labels: vec!["Bug".to_owned()], ..issue([Why::Assigned]) });
    assert_eq!(outcome, Outcome::New);
    let expected = Task {
        id: TaskId(uuid::Uuid::from_u128(7)),
        title: "Fix the login".to_owned(),
        project: Some(project(1)),
        priority: Priority::High,
        status: Status::Todo,
        reference: Some("acme/api#42".to_owned()),
        url: Some("https://git.acme.example/acme/api/issues/42".to_owned()),
        created_at: at("10:00"),
        done_at: None,
    };
    assert_eq!(shelf.task(), &expected);
    let labels = vec!["Bug".to_owned()];
    let row = row(WorkItem { labels, ..issue([Why::Assigned]) });
    let given = work::Work { project_given: Some(project(1)), priority_given: Priority::High, ..row };
    assert_eq!(shelf.work, Some(given));
}

#[test]
fn every_reason_makes_a_task_and_none_makes_none() {
    for why in [Why::Assigned, Why::ReviewRequested, Why::Authored, Why::Mentioned, Why::Followed] {
        assert_eq!(Shelf::new().take(issue([why])).0, Outcome::New, "{why:?}");
    }
    let mut shelf = Shelf::new();
    assert_eq!(shelf.take(issue([])).0, Outcome::Unchanged);
    assert_eq!(shelf.task, None);
}

#[test]
fn what_the_service_changes_changes_the_task() {
    let mut shelf = Shelf::with(issue([Why::Assigned]));
    let (outcome, events) = shelf.take(WorkItem { title: "Fix the log-in".to_owned(), ..issue([Why::Assigned]) });
    assert_eq!((outcome, events), (Outcome::Changed, vec![]));
    assert_eq!(shelf.task().title, "Fix the log-in");
    let (outcome, _) = shelf.take(WorkItem { milestone: Some("v2".to_owned()), ..issue([Why::Assigned]) });
    assert_eq!((outcome, shelf.task().title.as_str()), (Outcome::Changed, "Fix the login"));
    let urgent = WorkItem { labels: vec!["critical".to_owned()], ..issue([Why::Assigned]) };
    shelf.take(urgent);
    assert_eq!(shelf.task().priority, Priority::High);
}

#[test]
fn closed_is_done_and_reopened_is_to_be_done_again() {
    for state in [State::Closed, State::Merged] {
        let mut shelf = Shelf::with(issue([Why::Assigned]));
        assert_eq!(shelf.take(WorkItem { state, ..issue([]) }).0, Outcome::Closed);
        assert_eq!((shelf.task().status, shelf.task().done_at), (Status::Done, Some(at("10:00"))));
        assert_eq!(shelf.whys(), [Why::Assigned], "to close is not to unassign");
        let (outcome, events) = shelf.take(issue([Why::Assigned]));
        assert_eq!((outcome, events), (Outcome::Reopened, vec![]));
        assert_eq!((shelf.task().status, shelf.task().done_at), (Status::Todo, None));
    }
}

#[test]
fn what_is_unassigned_leaves_the_list_and_stays() {
    let mut shelf = Shelf::with(issue([Why::Assigned]));
    let before = shelf.task.clone();
    assert_eq!(shelf.take(issue([])).0, Outcome::OffList);
    assert_eq!((shelf.whys(), &shelf.task), (vec![], &before));
    assert_eq!(shelf.take(issue([])).0, Outcome::Unchanged);
    assert_eq!(shelf.take(issue([Why::Assigned])).0, Outcome::Changed, "it is back");
    assert_eq!(shelf.task, before);
}

#[test]
fn reasons_that_an_answer_does_not_know_whole_stay() {
    let all = [Why::Assigned, Why::Mentioned, Why::Followed];
    for (complete, told, left) in [
        (&[][..], &[][..], &[Why::Assigned, Why::Mentioned, Why::Followed][..]),
        (&[Why::Assigned], &[], &[Why::Mentioned, Why::Followed]),
        (&[Why::Assigned], &[Why::Assigned], &[Why::Assigned, Why::Mentioned, Why::Followed]),
        (&[Why::Mentioned, Why::Followed], &[], &[Why::Assigned]),
        (&[], &[Why::Authored], &[Why::Assigned, Why::Authored, Why::Mentioned, Why::Followed]),
    ] {
        let mut shelf = Shelf::with(issue(all));
        shelf.take_of(WorkItem { whys: told.iter().copied().collect(), ..issue([]) }, complete);
        assert_eq!(shelf.whys(), left, "complete for {complete:?}, told {told:?}");
    }
}

#[test]
fn what_an_answer_does_not_tell_stands() {
    let whole = WorkItem {
        body: Some("Words".to_owned()),
        updated_at: Some(at("9:00")),
        review: Some(Review::Approved),
        checks: Some(work::Checks::Pending),
        replied_at: Some(at("9:00")),
        mentioned_at: Some(at("8:00")),
        thread: Some("17".to_owned()),
        ..request()
    };
    let mut shelf = Shelf::with(whole.clone());
    assert_eq!(shelf.take(request()), (Outcome::Unchanged, vec![]));
    assert_eq!(shelf.work.unwrap().item, whole);
}

#[test]
fn what_reviewers_and_checks_say_shows_as_changed_where_it_was_known_before() {
    let said = |review, checks| WorkItem { review: Some(review), checks: Some(checks), ..request() };
    let mut shelf = Shelf::with(request());
    for (review, checks, outcome) in [
        (Review::Awaited, work::Checks::Pending, Outcome::Unchanged),
        (Review::Awaited, work::Checks::Passing, Outcome::Changed),
        (Review::Approved, work::Checks::Passing, Outcome::Changed),
        (Review::Approved, work::Checks::Passing, Outcome::Unchanged),
    ] {
        assert_eq!(shelf.take(said(review, checks)).0, outcome, "{review:?} {checks:?}");
    }
}

#[test]
fn a_word_that_is_not_understood_changes_nothing() {
    let known = WorkItem {
        state: State::Closed,
        review: Some(Review::Approved),
        checks: Some(work::Checks::Failing),
        ..request()
    };
    let odd = WorkItem {
        state: State::Unknown,
        review: Some(Review::Unknown),
        checks: Some(work::Checks::Unknown),
        ..request()
    };
    let mut shelf = Shelf::with(request());
    shelf.take(known.clone());
    let done = shelf.task.clone();
    assert_eq!(shelf.take(odd.clone()), (Outcome::Unchanged, vec![]));
    assert_eq!((shelf.work.unwrap().item, shelf.task), (known, done));
    let mut fresh = Shelf::new();
    assert_eq!(fresh.take(odd).0, Outcome::New, "it waits for the person, whatever its state");
    assert_eq!(fresh.task().status, Status::Todo);
}

#[test]
fn what_is_transferred_keeps_its_task_under_the_new_name() {
    let shelf = Shelf::with(issue([Why::Assigned]));
    let there = WorkItem {
        remote_id: "I_99".to_owned(),
        place: "acme/web".to_owned(),
        reference: "acme/web#3".to_owned(),
        url: "https://git.acme.example/acme/web/issues/3".to_owned(),
        ..issue([Why::Assigned])
    };
    let asker = Asker { service: "github", origin: "https://git.acme.example", account: account(1), is_first: false };
    let fresh = TaskId(uuid::Uuid::from_u128(8));
    let taken = work::moved(shelf.before(), there, &LISTED.into(), &asker, &shelf.rules, fresh, at("11:00"));
    assert_eq!((taken.outcome, taken.events), (Outcome::Changed, vec![]));
    assert_eq!((taken.work.item.remote_id.as_str(), taken.work.task), ("I_99", Some(shelf.task().id)));
    let task = taken.task.unwrap().after.unwrap();
    assert_eq!((task.id, task.reference.as_deref()), (shelf.task().id, Some("acme/web#3")));
    assert_eq!(task.url.as_deref(), Some("https://git.acme.example/acme/web/issues/3"));
}

#[test]
fn what_was_closed_before_it_was_seen_makes_no_task_until_it_is_reopened() {
    let mut shelf = Shelf::new();
    let closed = WorkItem { state: State::Closed, ..issue([Why::Assigned]) };
    assert_eq!(shelf.take(closed), (Outcome::Unchanged, vec![]));
    assert_eq!(shelf.task, None);
    let (outcome, events) = shelf.take(issue([Why::Assigned]));
    assert_eq!((outcome, events.len()), (Outcome::New, 1));
}

#[test]
fn what_is_out_of_reach_stands_and_what_was_deleted_leaves_the_list() {
    let shelf = Shelf::with(issue([Why::Assigned]));
    let hidden = work::gone(shelf.before(), Reach::OutOfReach, at("11:00")).unwrap();
    assert_eq!((hidden.outcome, &hidden.task), (Outcome::Unchanged, &None));
    assert_eq!((hidden.work.reach, hidden.work.looked_up_at), (Reach::OutOfReach, Some(at("11:00"))));
    assert_eq!(hidden.work.item, shelf.work.as_ref().unwrap().item);
    let mut back = Shelf { work: Some(hidden.work), task: shelf.task.clone(), ..Shelf::new() };
    assert_eq!(back.take(issue([Why::Assigned])), (Outcome::Changed, vec![]));
    assert_eq!(back.work.unwrap().reach, Reach::Here);
    let deleted = work::gone(shelf.before(), Reach::Deleted, at("11:00")).unwrap();
    assert_eq!((deleted.outcome, deleted.task, deleted.work.item.whys.len()), (Outcome::OffList, None, 0));
    assert_eq!(work::gone(Shelf::new().before(), Reach::Deleted, at("11:00")), None);
}

#[test]
fn a_strangers_words_become_a_clean_task() {
    let odd = WorkItem {
        title: format!("Fix\u{202E} the\nlogin\u{0} {}", "🦊".repeat(16_000)),
        url: "javascript:alert(1)".to_owned(),
        ..issue([Why::Assigned])
    };
    let mut shelf = Shelf::with(odd.clone());
    let task = shelf.task();
    assert!(task.title.starts_with("Fix the login 🦊🦊") && task.title.ends_with('…'), "{}", task.title);
    assert_eq!((task.title.chars().count(), &task.url), (500, &None));
    assert_eq!(shelf.take(odd).0, Outcome::Unchanged);
    let nameless = Shelf::with(WorkItem { title: " \u{2067}".to_owned(), ..issue([Why::Assigned]) });
    assert_eq!(nameless.task().title, "acme/api#42");
}

#[test]
fn what_is_missing_for_a_reason_told_whole_is_unaccounted() {
    let known = |id: &str, whys: &[Why]| (id.to_owned(), whys.iter().copied().collect());
    let known = [
        known("assigned", &[Why::Assigned]),
        known("both", &[Why::Assigned, Why::Mentioned]),
        known("mentioned", &[Why::Mentioned]),
        known("off the list", &[]),
        known("told", &[Why::Assigned]),
    ];
    let batch = |complete: &[Why]| work::WorkBatch {
        batch: stint_core::incoming::Batch {
            items: vec![WorkItem { remote_id: "told".to_owned(), ..issue([Why::Mentioned]) }],
            cursor: None,
            not_before: None,
        },
        complete: complete.iter().copied().collect(),
        warning: None,
        unseen: [].into(),
    };
    assert_eq!(work::unaccounted(&known, &batch(&[Why::Assigned])), ["assigned", "both"]);
    assert_eq!(work::unaccounted(&known, &batch(&[Why::Mentioned])), ["both", "mentioned"]);
    let nothing: [&str; 0] = [];
    assert_eq!(
        work::unaccounted(&known, &batch(&[])),
        nothing,
        "an organisation that leaves its part out closes nothing"
    );
}
