//! The rules of projects and tasks.

use stint_core::{
    edit::Edit,
    ids::{ProjectId, TaskId},
    project::{self, Colour, Project},
    task::{self, Priority, Status, Task},
};

use crate::sample::{at, entry};

fn project(number: u128, name: &str) -> Project {
    Project {
        id: ProjectId(uuid::Uuid::from_u128(number)),
        name: name.to_owned(),
        colour: Colour::Blue,
        client: None,
        is_billable: false,
        is_archived: false,
        created_at: at("9:00"),
    }
}

fn task(number: u128, title: &str) -> Task {
    Task {
        id: TaskId(uuid::Uuid::from_u128(number)),
        title: title.to_owned(),
        project: None,
        priority: Priority::Medium,
        status: Status::Todo,
        reference: None,
        url: None,
        created_at: at("9:00"),
        done_at: None,
    }
}

fn written_task(before: Option<Task>, after: Task) -> Task {
    match task::write(before, after, at("10:00")).unwrap().edits.pop() {
        Some(Edit::Task(change)) => change.after.unwrap(),
        other => panic!("a task was expected: {other:?}"),
    }
}

#[test]
fn a_project_is_added_with_clean_words() {
    let typed = Project { client: Some("  ".to_owned()), ..project(1, " Acme\n API ") };
    let plan = project::write(None, typed, None).unwrap();
    assert_eq!(plan.label, "Added project “Acme  API”");
    let Edit::Project(change) = &plan.edits[0] else { panic!("a project was expected") };
    assert_eq!(change.after.as_ref().unwrap().client, None);
}

#[test]
fn a_project_needs_a_name_of_its_own() {
    assert!(project::write(None, project(1, " "), None).is_err());
    let refusal = project::write(None, project(1, "acme"), Some(&project(2, "Acme"))).unwrap_err();
    assert_eq!(refusal.message, "There is already a project “Acme”.");
    let itself = project(1, "Acme");
    assert!(project::write(Some(itself.clone()), project(1, "ACME"), Some(&itself)).is_ok());
}

#[test]
fn a_project_without_entries_is_deleted_and_frees_its_tasks() {
    let acme = project(1, "Acme");
    let owned = Task { project: Some(acme.id), ..task(1, "Fix") };
    let plan = project::delete(acme, vec![owned], 0).unwrap();
    let [Edit::Task(freed), Edit::Project(gone)] = plan.edits.as_slice() else { panic!("{plan:?}") };
    assert_eq!(freed.after.as_ref().unwrap().project, None);
    assert_eq!(gone.after, None);
}

#[test]
fn a_project_with_entries_is_archived_and_then_stays() {
    let acme = project(1, "Acme");
    let plan = project::delete(acme.clone(), vec![], 3).unwrap();
    assert_eq!(plan.label, "Archived “Acme”: 3 entries name it");
    let archived = Project { is_archived: true, ..acme };
    assert!(project::delete(archived.clone(), vec![], 1).unwrap_err().hint.is_some());
    assert!(project::delete(archived, vec![], 0).is_ok());
}

#[test]
fn a_task_knows_when_it_was_done() {
    let open = task(1, "Fix");
    let done = written_task(Some(open.clone()), Task { status: Status::Done, ..open });
    assert_eq!(done.done_at, Some(at("10:00")));
    let renamed = task::write(Some(done.clone()), Task { title: "Fixed".into(), ..done.clone() }, at("11:00"));
    let Some(Edit::Task(change)) = renamed.unwrap().edits.pop() else { panic!("a task was expected") };
    assert_eq!(change.after.unwrap().done_at, Some(at("10:00")));
    let reopened = task::write(Some(done.clone()), Task { status: Status::InProgress, ..done }, at("11:00")).unwrap();
    assert_eq!(reopened.label, "Reopened task “Fix”");
    let Edit::Task(change) = &reopened.edits[0] else { panic!("a task was expected") };
    assert_eq!(change.after.as_ref().unwrap().done_at, None);
}

#[test]
fn writing_the_same_again_changes_nothing() {
    assert_eq!(task::write(Some(task(1, "Fix")), task(1, "Fix"), at("10:00")).unwrap().edits, []);
    assert_eq!(project::write(Some(project(1, "Acme")), project(1, "Acme"), None).unwrap().edits, []);
}

#[test]
fn only_web_addresses_are_taken() {
    let with = |url: &str| task::write(None, Task { url: Some(url.to_owned()), ..task(1, "Fix") }, at("10:00"));
    for good in ["https://example.org/issues/42", "HTTP://localhost:8080", ""] {
        assert!(with(good).is_ok(), "{good}");
    }
    for bad in ["javascript:alert(1)", "file:///etc/passwd", "example.org", "https://", "https:///x", "https://a b"] {
        assert!(with(bad).unwrap_err().hint.is_some(), "{bad}");
    }
}

#[test]
fn a_deleted_task_leaves_its_entries_with_words() {
    let fix = task(1, "Fix");
    let of_task = |number, words: &str| stint_core::entry::TimeEntry {
        task: Some(fix.id),
        ..entry(number, words, "9:00", "10:00")
    };
    let plan = task::delete(fix.clone(), vec![of_task(1, ""), of_task(2, "own words")]);
    let after = |edit: &Edit| match edit {
        Edit::Entry(change) => change.after.clone().map(|entry| (entry.description, entry.task)),
        Edit::Task(_) | Edit::Project(_) => None,
    };
    let left: Vec<_> = plan.edits.iter().map(after).collect();
    assert_eq!(left, [Some(("Fix".to_owned(), None)), Some(("own words".to_owned(), None)), None]);
}

#[test]
fn an_edit_is_made_to_a_task_whose_other_fields_changed_meanwhile() {
    let before = task(1, "Fix");
    let after = Task { title: "Mine".into(), priority: Priority::High, ..before.clone() };
    let synced =
        Task { status: Status::Done, done_at: Some(at("11:00")), url: Some("https://a".into()), ..before.clone() };
    let expected = Task { title: "Mine".into(), priority: Priority::High, ..synced.clone() };
    assert_eq!(task::rebase(&synced, &before, &after), Some(expected));
    assert_eq!(task::rebase(&before, &before, &after), Some(after));
}

#[test]
fn an_edit_of_a_field_that_changed_meanwhile_is_refused() {
    let before = task(1, "Fix");
    let other = |edit: fn(&mut Task)| {
        let mut task = before.clone();
        edit(&mut task);
        task
    };
    let edits: [[fn(&mut Task); 2]; 6] = [
        [|task| task.title = "Mine".into(), |task| task.title = "Theirs".into()],
        [|task| task.project = Some(project(1, "a").id), |task| task.project = Some(project(2, "b").id)],
        [|task| task.priority = Priority::High, |task| task.priority = Priority::Low],
        [|task| task.status = Status::InProgress, |task| task.status = Status::Done],
        [|task| task.reference = Some("acme/api#1".into()), |task| task.reference = Some("acme/api#2".into())],
        [|task| task.url = Some("https://a".into()), |task| task.url = Some("https://b".into())],
    ];
    for [mine, theirs] in edits {
        let (current, after) = (other(theirs), other(mine));
        assert_eq!(task::rebase(&current, &before, &after), None, "{after:?}");
        assert_eq!(task::rebase(&current, &before, &before), Some(current));
    }
}

#[test]
fn when_a_task_was_done_goes_with_its_status() {
    let open = task(1, "Fix");
    let done = Task { status: Status::Done, done_at: Some(at("10:00")), ..open.clone() };
    let renamed = Task { title: "Fixed".into(), ..done.clone() };
    let reopened = task::rebase(&renamed, &done, &open).unwrap();
    assert_eq!((reopened.title.as_str(), reopened.status, reopened.done_at), ("Fixed", Status::Todo, None));
}
