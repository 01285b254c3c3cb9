//! Whose word counts: the person's edits, deletions and filters against what a service tells, and one account against another.

use stint_core::{
    notice::Kind,
    task::{Priority, Status, Task},
    work::{LeftOut, Outcome, State, Why, WorkItem},
};

use crate::{
    sample::at,
    work_sample::{Shelf, account, issue, place_rule, project},
};

#[test]
fn between_closing_and_reopening_the_status_is_the_persons() {
    let mut shelf = Shelf::with(issue([Why::Assigned]));
    shelf.task.as_mut().unwrap().status = Status::InProgress;
    assert_eq!(shelf.take(issue([Why::Assigned])).0, Outcome::Unchanged);
    assert_eq!(shelf.task().status, Status::InProgress);
    shelf.task = Some(Task { status: Status::Done, done_at: Some(at("9:30")), ..shelf.task().clone() });
    shelf.take(issue([Why::Assigned]));
    assert_eq!(shelf.task().status, Status::Done, "done by hand while it is open");
    shelf.take(WorkItem { state: State::Closed, ..issue([Why::Assigned]) });
    assert_eq!(shelf.task().done_at, Some(at("9:30")), "it was done before it was closed");
    shelf.task = Some(Task { status: Status::InProgress, done_at: None, ..shelf.task().clone() });
    assert_eq!(shelf.take(issue([Why::Assigned])).0, Outcome::Reopened);
    assert_eq!(shelf.task().status, Status::InProgress, "taken up by hand while it was closed");
}

#[test]
fn what_a_person_edits_stays_theirs_field_by_field() {
    let mut shelf = Shelf::new();
    shelf.rules.places = [place_rule("acme/api", 1), place_rule("acme/web", 2)].into();
    shelf.take(issue([Why::Assigned]));
    let service = WorkItem {
        title: "Renamed there".to_owned(),
        place: "acme/web".to_owned(),
        reference: "acme/web#3".to_owned(),
        labels: vec!["bug".to_owned()],
        ..issue([Why::Assigned])
    };
    let given = shelf.task().clone();
    let after = |edit: fn(&mut Task)| {
        let mut task = given.clone();
        edit(&mut task);
        let mut edited =
            Shelf { task: Some(task), work: shelf.work.clone(), rules: shelf.rules.clone(), ..Shelf::new() };
        edited.take(service.clone());
        edited.take(service.clone());
        let task = edited.task().clone();
        assert_eq!(task.reference.as_deref(), Some("acme/web#3"));
        (task.title, task.project, task.priority)
    };
    let there = || "Renamed there".to_owned();
    assert_eq!(after(|_| ()), (there(), Some(project(2)), Priority::High));
    let titled = after(|task| task.title = "Mine".to_owned());
    assert_eq!(titled, ("Mine".to_owned(), Some(project(2)), Priority::High));
    assert_eq!(after(|task| task.project = None), (there(), None, Priority::High));
    assert_eq!(after(|task| task.priority = Priority::Medium), (there(), Some(project(2)), Priority::Medium));
}

#[test]
fn what_the_person_takes_back_follows_the_service_again() {
    let mut shelf = Shelf::with(issue([Why::Assigned]));
    let given = shelf.task().clone();
    let said =
        Task { title: "Mine".to_owned(), project: Some(project(5)), priority: Priority::Medium, ..given.clone() };
    shelf.task = Some(said.clone());
    shelf.rules.places = [place_rule("acme/api", 1)].into();
    let named = |title: &str| {
        let labels = vec!["critical".to_owned()];
        WorkItem { title: title.to_owned(), labels, ..issue([Why::Assigned]) }
    };
    for title in ["Theirs", "Theirs, too"] {
        shelf.take(named(title));
        assert_eq!(shelf.task(), &said, "what the person said stands");
    }
    shelf.task = Some(given.clone());
    assert_eq!(shelf.take(named("Theirs, too")).0, Outcome::Changed);
    let follows =
        Task { title: "Theirs, too".to_owned(), project: Some(project(1)), priority: Priority::High, ..given };
    assert_eq!(shelf.task(), &follows);
    shelf.take(named("Theirs at last"));
    assert_eq!(shelf.task().title, "Theirs at last");
}

#[test]
fn a_task_that_the_person_deleted_is_not_made_again() {
    let mut shelf = Shelf::with(issue([Why::Assigned]));
    shelf.task = None;
    let skipped = (Outcome::Skipped(LeftOut::DeletedByYou), vec![]);
    assert_eq!(shelf.take(issue([Why::Assigned, Why::Mentioned])), skipped);
    assert_eq!(shelf.take(WorkItem { state: State::Closed, ..issue([]) }), skipped);
    assert_eq!(shelf.take(issue([Why::Assigned])), skipped);
    assert_eq!(shelf.task, None);
}

#[test]
fn a_deleted_task_that_is_brought_back_follows_its_service_as_before() {
    let mut shelf = Shelf::new();
    shelf.rules.places = [place_rule("acme/api", 1), place_rule("acme/web", 2)].into();
    shelf.take(WorkItem { labels: vec!["bug".to_owned()], ..issue([Why::Assigned]) });
    let deleted = shelf.task.take();
    let title = "Renamed meanwhile".to_owned();
    shelf.take(WorkItem { title: title.clone(), labels: vec!["bug".to_owned()], ..issue([Why::Assigned]) });
    shelf.task = deleted;
    shelf.take(WorkItem { title, place: "acme/web".to_owned(), ..issue([Why::Assigned]) });
    assert_eq!(shelf.task().title, "Renamed meanwhile");
    assert_eq!((shelf.task().project, shelf.task().priority), (Some(project(2)), Priority::Low));
}

#[test]
fn what_filters_leave_out_makes_no_task_and_tells_nothing() {
    let mut shelf = Shelf::new();
    shelf.rules.options.labels = vec!["-wontfix".to_owned()];
    let unwanted = WorkItem { labels: vec!["WontFix".to_owned()], ..issue([Why::Assigned]) };
    assert_eq!(shelf.take(unwanted.clone()), (Outcome::Skipped(LeftOut::Label), vec![]));
    assert_eq!((shelf.whys(), &shelf.task), (vec![], &None));
    let (outcome, events) = shelf.take(issue([Why::Assigned]));
    assert_eq!((outcome, events.len()), (Outcome::New, 1), "the label went");
    assert_eq!(shelf.take(unwanted.clone()), (Outcome::Skipped(LeftOut::Label), vec![]));
    assert_eq!(shelf.whys(), [], "it is off the list");
    let closed = WorkItem { state: State::Closed, ..unwanted };
    assert_eq!(shelf.take(closed), (Outcome::Closed, vec![]));
    assert_eq!(shelf.task().status, Status::Done);
}

#[test]
fn what_another_account_brings_is_left_to_it_while_that_lives() {
    let mut shelf = Shelf::with(issue([Why::Assigned]));
    let before = shelf.work.clone();
    shelf.asks = account(2);
    let other = WorkItem { title: "Otherwise".to_owned(), ..issue([Why::ReviewRequested]) };
    assert_eq!(shelf.take(other.clone()), (Outcome::Skipped(LeftOut::Elsewhere), vec![]));
    assert_eq!(shelf.work, before);
    shelf.work.as_mut().unwrap().account = None;
    assert_eq!(shelf.take(other).0, Outcome::Changed);
    assert_eq!(shelf.work.as_ref().unwrap().account, Some(account(2)));
    assert_eq!(shelf.task().title, "Otherwise");
}

#[test]
fn what_waits_for_one_account_no_more_may_wait_for_another() {
    let mut shelf = Shelf::with(issue([Why::Assigned]));
    shelf.take(issue([]));
    shelf.asks = account(2);
    assert_eq!(shelf.take(issue([Why::Assigned])), (Outcome::Changed, vec![Kind::Assigned]));
    assert_eq!((shelf.whys(), shelf.work.as_ref().unwrap().account), (vec![Why::Assigned], Some(account(2))));
}

#[test]
fn an_answer_from_before_it_was_closed_reopens_nothing() {
    let seen = |time, state| WorkItem { updated_at: Some(at(time)), state, ..issue([Why::Assigned]) };
    let mut shelf = Shelf::with(seen("9:00", State::Open));
    shelf.take(seen("9:10", State::Closed));
    assert_eq!(shelf.take(seen("9:00", State::Open)).0, Outcome::Unchanged);
    assert_eq!(shelf.task().status, Status::Done);
    assert_eq!(shelf.take(seen("9:20", State::Open)).0, Outcome::Reopened);
}
