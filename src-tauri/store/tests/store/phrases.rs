//! Completion, and that its words follow the entries.

use stint_core::{entry::TimeEntry, task::Task};
use stint_store::{Store, table};

use crate::sample::{assert_sound, entry, put, task, today, write};

fn completed(store: &Store, typed: &str) -> Vec<String> {
    let phrases = table::phrase::complete(store.read(), typed, 5).unwrap();
    phrases.into_iter().map(|phrase| phrase.description).collect()
}

#[test]
fn words_are_completed_by_their_beginnings_latest_first() {
    let mut store = Store::in_memory().unwrap();
    put(
        &mut store,
        &[
            entry(1, "Fix the login", "06:00", "07:00"),
            entry(2, "Review the login page", "07:00", "08:00"),
            entry(3, "Café with Ana", "08:00", "09:00"),
        ],
    );
    assert_eq!(completed(&store, "log"), ["Review the login page", "Fix the login"]);
    assert_eq!(completed(&store, "LOGIN fi"), ["Fix the login"]);
    assert_eq!(completed(&store, "cafe"), ["Café with Ana"]);
    assert_eq!(completed(&store, "  ").len(), 3);
    assert_eq!(completed(&store, "ogin"), Vec::<String>::new());
    for odd in ["\"", "a\"b", "*", "NEAR(", "x OR", "'--", "(", "^q", "col:x", "\u{0}"] {
        assert_eq!(completed(&store, odd), Vec::<String>::new(), "{odd}");
    }
}

#[test]
fn labels_are_listed_latest_used_first() {
    let mut store = Store::in_memory().unwrap();
    let labelled = |number, words: &str, start: &str, end: &str, tags: &[&str]| TimeEntry {
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..entry(number, words, start, end)
    };
    put(
        &mut store,
        &[
            labelled(1, "Fix the login", "06:00", "07:00", &["deep", "late"]),
            labelled(2, "Review", "07:00", "08:00", &["deep"]),
            labelled(3, "Lunch", "08:00", "09:00", &[]),
            labelled(4, "Call", "09:00", "10:00", &["client"]),
        ],
    );
    let tags = |limit| table::phrase::tags(store.read(), limit).unwrap();
    assert_eq!(
        (tags(9), tags(1)),
        (vec!["client".to_owned(), "deep".to_owned(), "late".to_owned()], vec!["client".to_owned()])
    );
}

#[test]
fn an_old_phrase_is_found_behind_many_later_ones() {
    let mut store = Store::in_memory().unwrap();
    let entries: Vec<TimeEntry> = (1..1_500_u128)
        .map(|number| {
            let words = if number == 1 { "zebra crossing".to_owned() } else { format!("chore number{number}") };
            let mut entry = entry(number, &words, "00:00", "00:00");
            entry.started_at = today("00:00") + jiff::SignedDuration::from_secs(number as i64);
            entry.ended_at = Some(entry.started_at);
            entry
        })
        .collect();
    put(&mut store, &entries);
    assert_eq!(completed(&store, "zeb"), ["zebra crossing"]);
    assert_eq!(completed(&store, "ch")[0], "chore number1499");
}

#[test]
fn a_phrase_follows_its_entries() {
    let mut store = Store::in_memory().unwrap();
    let first = entry(1, "Fix the login", "06:00", "07:00");
    let second = TimeEntry { tags: ["late".to_owned()].into(), ..entry(2, "Fix the login", "08:00", "09:00") };
    put(&mut store, &[second.clone(), first.clone()]);
    let phrase = |store: &Store| table::phrase::complete(store.read(), "", 9).unwrap();
    assert_eq!((phrase(&store)[0].last_used_at, &phrase(&store)[0].tags), (today("08:00"), &second.tags));
    write(&mut store, |tx| table::entry::remove(tx, second.id));
    assert_eq!((phrase(&store)[0].last_used_at, &phrase(&store)[0].tags), (today("06:00"), &first.tags));
    put(&mut store, &[TimeEntry { description: "Fix the logout".to_owned(), ..first.clone() }]);
    assert_eq!(completed(&store, ""), ["Fix the logout"]);
    assert_eq!(completed(&store, "login"), Vec::<String>::new());
    put(&mut store, &[TimeEntry { description: String::new(), ..first.clone() }]);
    assert_eq!(completed(&store, ""), Vec::<String>::new());
    put(&mut store, &[first]);
    assert_eq!(completed(&store, "login"), ["Fix the login"]);
    assert_sound(&mut store);
}

#[test]
fn tasks_are_completed_while_they_are_open() {
    let mut store = Store::in_memory().unwrap();
    let referred = Task { reference: Some("acme/api#42".to_owned()), ..task(1, "Fix the login") };
    write(&mut store, |tx| table::task::put(tx, &referred));
    let found = |store: &Store, typed| table::task::search(store.read(), typed, 9).unwrap().len();
    assert_eq!([found(&store, "log"), found(&store, "acme 42"), found(&store, "x")], [1, 1, 0]);
    write(&mut store, |tx| table::task::put(tx, &Task { title: "Fix the logout".to_owned(), ..referred.clone() }));
    assert_eq!([found(&store, "login"), found(&store, "logo")], [0, 1]);
    write(&mut store, |tx| table::task::remove(tx, referred.id));
    assert_eq!(found(&store, "fix"), 0);
    assert_sound(&mut store);
}
