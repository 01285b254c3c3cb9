//! The verbs of the other tables.

use stint_core::{
    edit::{Change, Edit, Plan, reversed},
    gap::{Cause, ClockReading, Gap},
    task::{Priority, Status, Task},
};
use stint_store::{
    Error, Store, apply,
    table::{self, task::Filter},
};

use crate::entries::a_day;
use crate::sample::{at, entry, now, project, put, task, today, write};

#[test]
fn a_project_that_entries_name_cannot_go() {
    let mut store = Store::in_memory().unwrap();
    let named = stint_core::entry::TimeEntry { project: Some(project(7, "").id), ..entry(1, "x", "09:00", "10:00") };
    write(&mut store, |tx| table::entry::put(tx, &named).and(table::project::put(tx, &project(7, "API"))));
    assert!(store.write(|tx| table::project::remove(tx, project(7, "").id)).is_err());
    assert!(table::project::get(store.read(), project(7, "").id).unwrap().is_some());
}

#[test]
fn projects_are_listed_by_name_and_found_whatever_the_case() {
    let mut store = Store::in_memory().unwrap();
    write(&mut store, |tx| {
        table::project::put(tx, &project(1, "Ölwechsel"))?;
        table::project::put(tx, &project(2, "api"))?;
        let archived = stint_core::project::Project { is_archived: true, ..project(3, "Old") };
        table::project::put(tx, &archived)
    });
    let names = |with_archived| -> Vec<String> {
        let projects = table::project::list(store.read(), with_archived).unwrap();
        projects.into_iter().map(|project| project.name).collect()
    };
    assert_eq!(names(false), ["api", "Ölwechsel"]);
    assert_eq!(names(true).len(), 3);
    let found = table::project::by_name(store.read(), "ÖLWECHSEL").unwrap().unwrap();
    assert_eq!(found, project(1, "Ölwechsel"));
    assert!(store.write(|tx| table::project::put(tx, &project(4, "API"))).is_err());
}

#[test]
fn tasks_come_in_the_order_to_work_on_them() {
    let mut store = Store::in_memory().unwrap();
    let done = |number, title, day: &str| Task {
        status: Status::Done,
        done_at: Some(at(&format!("2026-11-{day}T09:00:00Z"))),
        ..task(number, title)
    };
    let tasks = [
        Task { priority: Priority::Low, ..task(1, "low") },
        task(2, "medium"),
        Task { priority: Priority::High, ..task(3, "high") },
        Task { status: Status::InProgress, ..task(4, "in hand") },
        done(5, "done first", "10"),
        done(6, "done last", "12"),
    ];
    write(&mut store, |tx| tasks.iter().try_for_each(|task| table::task::put(tx, task)));
    let titles = |(tasks, total): (Vec<Task>, u32)| (tasks.into_iter().map(|t| t.title).collect::<Vec<_>>(), total);
    let page = |with_done, offset, limit| {
        let filter = Filter { with_done, ..Filter::default() };
        titles(table::task::page(store.read(), &filter, offset, limit).unwrap())
    };
    assert_eq!(page(false, 0, 9), (["in hand", "high", "medium", "low"].map(str::to_owned).to_vec(), 4));
    assert_eq!(page(true, 3, 3), (["low", "done last", "done first"].map(str::to_owned).to_vec(), 6));
    let first = Filter { text: "FIRST", with_done: true, ..Filter::default() };
    assert_eq!(titles(table::task::page(store.read(), &first, 0, 9).unwrap()).1, 1);
    let best: Vec<String> = table::task::search(store.read(), "", 2).unwrap().into_iter().map(|t| t.title).collect();
    assert_eq!(best, ["in hand", "high"]);
}

#[test]
fn a_number_names_a_task_of_any_repository() {
    let mut store = Store::in_memory().unwrap();
    let referred = |number, reference: &str| Task { reference: Some(reference.to_owned()), ..task(number, reference) };
    let tasks = [referred(1, "acme/api#42"), referred(2, "acme/api#142"), referred(3, "acme/web!42"), task(4, "none")];
    write(&mut store, |tx| tasks.iter().try_for_each(|task| table::task::put(tx, task)));
    let found = |reference| -> Vec<String> {
        table::task::by_reference(store.read(), reference).unwrap().into_iter().map(|task| task.title).collect()
    };
    assert_eq!(found("#42"), ["acme/api#42"]);
    assert_eq!(found("!42"), ["acme/web!42"]);
    assert_eq!(found("Acme/API#142"), ["acme/api#142"]);
    assert_eq!(found("#2"), Vec::<String>::new());
    assert_eq!(found(""), Vec::<String>::new());
    assert_eq!(table::task::search(store.read(), "#42", 9).unwrap()[0].title, "acme/api#42");
}

#[test]
fn open_tasks_are_counted_per_project() {
    let mut store = Store::in_memory().unwrap();
    let of = |number, status| Task { project: Some(project(1, "").id), status, ..task(number, "x") };
    write(&mut store, |tx| {
        table::project::put(tx, &project(1, "API"))?;
        [of(1, Status::Todo), of(2, Status::Done), of(3, Status::InProgress), task(4, "y")]
            .iter()
            .try_for_each(|task| table::task::put(tx, task))
    });
    assert_eq!(table::task::open_per_project(store.read()).unwrap(), [(project(1, "").id, 2)].into());
    assert_eq!(table::task::of_project(store.read(), project(1, "").id).unwrap().len(), 3);
    assert_eq!(table::task::count(store.read()).unwrap(), 4);
}

#[test]
fn the_journal_remembers_where_undo_stands() {
    let mut store = Store::in_memory().unwrap();
    let plan = |label: &str| Plan {
        label: label.to_owned(),
        edits: vec![Edit::Entry(Change::added(entry(1, label, "09:00", "10:00")))],
    };
    let push = |store: &mut Store, label| write(store, |tx| table::change::push(tx, &plan(label), now()));
    let first = push(&mut store, "first");
    let second = push(&mut store, "second");
    assert_eq!(table::change::undoable(store.read()).unwrap().unwrap().plan, plan("second"));
    write(&mut store, |tx| table::change::set_undone(tx, second, true).and(table::change::set_undone(tx, first, true)));
    assert_eq!(table::change::undoable(store.read()).unwrap(), None);
    assert_eq!(table::change::redoable(store.read()).unwrap().unwrap().id, first);
    write(&mut store, |tx| table::change::set_undone(tx, first, false));
    assert_eq!(table::change::redoable(store.read()).unwrap().unwrap().id, second);
    let third = push(&mut store, "third");
    assert!(third > second);
    assert_eq!(table::change::redoable(store.read()).unwrap(), None);
    let list = table::change::list(store.read(), 9).unwrap();
    assert_eq!(list.iter().map(|line| line.label.as_str()).collect::<Vec<_>>(), ["third", "first"]);
}

#[test]
fn a_row_that_changed_meanwhile_stops_the_whole_plan() {
    let mut store = a_day();
    let stale = Edit::Entry(Change::removed(entry(1, "something else", "06:00", "07:00")));
    let fresh = Edit::Entry(Change::added(entry(9, "new", "05:00", "05:30")));
    let outcome = store.write(|tx| apply::edits(tx, &[fresh, stale]));
    assert!(matches!(outcome, Err(Error::Stale("entry"))), "{outcome:?}");
    assert_eq!(table::entry::count(store.read()).unwrap(), 5);
}

#[test]
fn an_edit_of_a_task_leaves_what_else_changed_meanwhile() {
    let mut store = Store::in_memory().unwrap();
    let before = task(1, "Fix the login");
    let after = Task { priority: Priority::High, ..before.clone() };
    let edit = [Edit::Task(Change::changed(before.clone(), after))];
    let retitled = Task { title: "Fix the logout".to_owned(), ..before };
    write(&mut store, |tx| table::task::put(tx, &retitled).and(apply::edits(tx, &edit)));
    let urgent = Task { priority: Priority::High, ..retitled.clone() };
    assert_eq!(table::task::get(store.read(), urgent.id).unwrap(), Some(urgent.clone()));
    write(&mut store, |tx| apply::edits(tx, &reversed(edit.to_vec())));
    assert_eq!(table::task::get(store.read(), urgent.id).unwrap(), Some(retitled));
}

#[test]
fn an_edit_of_a_field_that_changed_meanwhile_is_refused() {
    let mut store = Store::in_memory().unwrap();
    let before = task(1, "Fix the login");
    let titled = |title: &str| Task { title: title.to_owned(), ..before.clone() };
    write(&mut store, |tx| table::task::put(tx, &titled("Fix the logout")));
    for after in [Some(titled("Fix it")), None] {
        let edit = [Edit::Task(Change { before: Some(before.clone()), after })];
        let outcome = store.write(|tx| apply::edits(tx, &edit));
        assert!(matches!(outcome, Err(Error::Stale("task"))), "{outcome:?}");
    }
    write(&mut store, |tx| table::task::remove(tx, before.id));
    let edit = [Edit::Task(Change::changed(before.clone(), titled("Fix it")))];
    assert!(matches!(store.write(|tx| apply::edits(tx, &edit)), Err(Error::Stale("task"))));
}

#[test]
fn one_heartbeat_and_one_gap_are_kept() {
    let mut store = Store::in_memory().unwrap();
    let beat = |boot_ms| ClockReading { wall: now(), boot_ms, monotonic_ms: 5, boot_id: "a".to_owned() };
    write(&mut store, |tx| table::heartbeat::put(tx, &beat(1)).and(table::heartbeat::put(tx, &beat(2))));
    assert_eq!(table::heartbeat::get(store.read()).unwrap(), Some(beat(2)));
    let gap = Gap { cause: Cause::Slept, last_seen_at: today("10:00"), back_at: now() };
    write(&mut store, |tx| table::gap::put(tx, &gap).and(table::gap::put(tx, &gap)));
    assert_eq!(table::gap::get(store.read()).unwrap(), Some(gap));
    write(&mut store, |tx| table::gap::clear(tx).and(table::heartbeat::clear(tx)));
    assert_eq!(table::gap::get(store.read()).unwrap(), None);
    assert_eq!(table::heartbeat::get(store.read()).unwrap(), None);
}

#[test]
fn an_effect_waits_until_it_is_settled() {
    let mut store = Store::in_memory().unwrap();
    let enqueue = |store: &mut Store, payload: &str, dedupe| {
        write(store, |tx| table::outbox::enqueue(tx, "work", "presence", payload, dedupe, now()))
    };
    let first = enqueue(&mut store, "{}", None);
    let old = enqueue(&mut store, "{\"at\":1}", Some("status"));
    write(&mut store, |tx| table::outbox::postpone(tx, old, today("13:00"), "it was away"));
    let new = enqueue(&mut store, "{\"at\":2}", Some("status"));
    write(&mut store, |tx| table::outbox::settle(tx, old));
    assert_eq!(table::outbox::due(store.read(), now(), 9).unwrap().len(), 1);
    assert_eq!(table::outbox::next_due_at(store.read()).unwrap(), Some(now()));
    write(&mut store, |tx| table::outbox::settle(tx, first));
    assert_eq!(table::outbox::next_due_at(store.read()).unwrap(), Some(today("13:00")));
    let due = table::outbox::due(store.read(), today("13:00"), 9).unwrap();
    assert_eq!((due[0].id, due[0].tries, due[0].payload.as_str()), (new, 1, "{\"at\":2}"));
    assert_eq!(due[0].last_failure.as_deref(), Some("it was away"));
}

#[test]
fn small_things_are_remembered_by_key() {
    let mut store = Store::in_memory().unwrap();
    write(&mut store, |tx| table::meta::put(tx, "greeted", "no").and(table::meta::put(tx, "greeted", "yes")));
    assert_eq!(table::meta::get(store.read(), "greeted").unwrap().as_deref(), Some("yes"));
    assert_eq!(table::meta::get(store.read(), "other").unwrap(), None);
}

#[test]
fn a_reader_sees_what_is_committed_and_cannot_write() {
    let mut store = a_day();
    let reader = store.reader().unwrap();
    put(&mut store, &[entry(9, "new", "05:00", "05:30")]);
    let seen = std::thread::spawn(move || {
        assert!(reader.execute_batch("DELETE FROM entry").is_err());
        table::entry::count(&reader).unwrap()
    });
    assert_eq!(seen.join().unwrap(), 6);
}

#[test]
fn no_library_of_code_can_be_loaded_into_the_database() {
    let store = Store::in_memory().unwrap();
    let mut statement = store.read().prepare("PRAGMA compile_options").unwrap();
    let options = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let options = options.collect::<Result<Vec<_>, _>>().unwrap();
    assert!(options.iter().any(|option| option == "OMIT_LOAD_EXTENSION"), "{options:?}");
}
