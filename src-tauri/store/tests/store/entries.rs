//! The verbs of the table of entries.

use stint_store::{Error, Store, table};

use crate::sample::{entry, project, put, task, today, write};

fn words(entries: &[stint_core::entry::TimeEntry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.description.as_str()).collect()
}

pub(super) fn a_day() -> Store {
    let mut store = Store::in_memory().unwrap();
    put(
        &mut store,
        &[
            entry(1, "early", "06:00", "07:00"),
            entry(2, "across", "08:00", "09:30"),
            entry(3, "inside", "09:30", "10:00"),
            entry(4, "later", "10:30", "11:00"),
            entry(5, "running", "11:00", ""),
        ],
    );
    store
}

#[test]
fn an_entry_comes_back_as_it_was_put() {
    let mut store = Store::in_memory().unwrap();
    let mut entry = entry(1, "Fix the login — “quickly”", "09:00", "10:00");
    entry.project = Some(project(7, "").id);
    entry.task = Some(task(8, "").id);
    entry.is_billable = true;
    write(&mut store, |tx| {
        table::entry::put(tx, &entry)?;
        table::project::put(tx, &project(7, "API"))?;
        table::task::put(tx, &task(8, "Fix the login"))
    });
    assert_eq!(table::entry::get(store.read(), entry.id).unwrap(), Some(entry.clone()));
    assert_eq!(table::entry::of_task(store.read(), task(8, "").id).unwrap(), [entry]);
    assert_eq!(table::entry::count_of_project(store.read(), project(7, "").id).unwrap(), 1);
    assert_eq!(table::entry::count_of_project(store.read(), project(9, "").id).unwrap(), 0);
}

#[test]
fn what_touches_a_span_reaches_in_or_starts_in_it() {
    let store = a_day();
    let touching = |from, to| table::entry::touching(store.read(), today(from), to).unwrap();
    assert_eq!(words(&touching("09:00", Some(today("10:30")))), ["across", "inside"]);
    assert_eq!(words(&touching("07:00", Some(today("08:00")))), Vec::<&str>::new());
    assert_eq!(words(&touching("10:45", None)), ["later", "running"]);
    assert_eq!(words(&touching("11:30", Some(today("12:00")))), ["running"]);
    assert_eq!(words(&touching("00:00", None)).len(), 5);
}

#[test]
fn an_empty_entry_at_the_same_start_hides_nothing() {
    let mut store = Store::in_memory().unwrap();
    put(&mut store, &[entry(1, "empty", "09:00", "09:00"), entry(2, "running", "09:00", "")]);
    assert_eq!(words(&table::entry::touching(store.read(), today("10:00"), None).unwrap()), ["running"]);
}

#[test]
fn neighbours_are_found_on_both_sides() {
    let store = a_day();
    let inside = entry(3, "inside", "09:30", "10:00");
    let before = table::entry::before(store.read(), &inside).unwrap().unwrap();
    let after = table::entry::after(store.read(), &inside).unwrap().unwrap();
    assert_eq!((before.description.as_str(), after.description.as_str()), ("across", "later"));
    let running = table::entry::running(store.read()).unwrap().unwrap();
    assert_eq!(table::entry::after(store.read(), &running).unwrap(), None);
    assert_eq!(table::entry::latest_finished(store.read()).unwrap().unwrap().description, "later");
}

#[test]
fn recent_entries_are_named_once_each_latest_first() {
    let mut store = a_day();
    put(&mut store, &[entry(6, "early", "10:00", "10:10"), entry(7, "", "10:10", "10:20")]);
    let recent = table::entry::recent(store.read(), 3).unwrap();
    assert_eq!(words(&recent), ["running", "later", "early"]);
    assert_eq!(recent[2].started_at, today("10:00"));
}

#[test]
fn a_page_holds_every_word_whatever_its_case() {
    let mut store = a_day();
    write(&mut store, |tx| {
        table::task::put(tx, &task(8, "Überarbeitung der Anmeldung"))?;
        table::entry::put(
            tx,
            &stint_core::entry::TimeEntry { task: Some(task(8, "").id), ..entry(9, "", "05:00", "05:30") },
        )
    });
    let page = |text, limit| table::entry::page(store.read(), today("00:00"), today("23:00"), text, limit).unwrap();
    assert_eq!(words(&page("", 2)), ["running", "later"]);
    assert_eq!(words(&page("IN", 9)), ["running", "inside"]);
    assert_eq!(page("über anmeldung", 9).len(), 1);
    assert_eq!(page("über running", 9).len(), 0);
}

#[test]
fn two_timers_cannot_run() {
    let mut store = a_day();
    let second = store.write(|tx| table::entry::put(tx, &entry(9, "second", "11:30", "")));
    assert!(matches!(second, Err(Error::Failed(_))), "{second:?}");
    assert_eq!(table::entry::count(store.read()).unwrap(), 5);
}

#[test]
fn an_end_before_its_start_is_refused() {
    let mut store = a_day();
    let backwards = store.write(|tx| table::entry::put(tx, &entry(9, "backwards", "05:00", "04:00")));
    assert!(matches!(backwards, Err(Error::Failed(_))), "{backwards:?}");
}
