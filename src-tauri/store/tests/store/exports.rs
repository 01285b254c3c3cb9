//! What exports look like.

use std::{io, ops::ControlFlow};

use stint_core::{
    edit::{Change, Edit, Plan},
    feed::{FeedItem, Snooze},
    notice,
    work::{Follow, PlaceRule, Work, usual_label_rules},
};
use stint_store::{
    Error, Store, Tx,
    export::{self, Ended},
    table,
};

use crate::sample::{account, entry, feed_item, fill_day, now, project, put, task, work, write};

fn a_day() -> Store {
    let mut store = Store::in_memory().unwrap();
    write(&mut store, |tx| fill_day(tx).and(fill_work(tx)));
    let running = entry(1, "=cmd|' /C calc'!A0, \"quoted\"", "11:00", "");
    let plan = Plan { label: "Started “x”".to_owned(), edits: vec![Edit::Entry(Change::added(running.clone()))] };
    write(&mut store, |tx| table::change::push(tx, &plan, now()));
    put(&mut store, &[running]);
    store
}

/// An issue with its description, a follow, rules, and a notice that is put off.
fn fill_work(tx: &Tx<'_>) -> Result<(), Error> {
    let owner = account(1, "octocat");
    table::account::put(tx, &owner)?;
    let mut issue = Work { account: Some(owner.id), task: Some(task(12, "").id), ..work(42) };
    issue.item.body = Some("It does **nothing**.".to_owned());
    table::work::put(tx, &issue)?;
    let (place, project) = ("acme/web".to_owned(), Some(project(1, "").id));
    let (account, followed_at, problem) = (owner.id, now(), Some("There is no such repository.".to_owned()));
    table::follow::put(tx, &Follow { account, place, label: None, project, followed_at, synced_at: None, problem })?;
    let (service, origin, place) = (owner.service, owner.origin, "acme".to_owned());
    let muted = [notice::Kind::Merged].into();
    table::place_rule::put(tx, &PlaceRule { service, origin, place, project, starts_timer: true, muted })?;
    table::label_rule::set(tx, project, &usual_label_rules())?;
    let put_off = FeedItem { account: Some(account), snooze: Some(Snooze::Checks), ..feed_item(1) };
    table::feed::push(tx, &put_off).map(drop)
}

#[test]
fn json_holds_every_table() {
    let store = a_day();
    let mut out = Vec::new();
    let ended = export::json(store.read(), &mut out, now(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert_eq!(ended, Ended::Complete);
    let text = String::from_utf8(out).unwrap();
    let read: serde_json::Value = serde_json::from_str(&text).unwrap();
    let lists = ["projects", "tasks", "entries", "work", "follows", "placeRules", "labelRules", "feed", "changes"];
    assert_eq!(lists.map(|list| read[list].as_array().unwrap().len()), [1, 2, 10, 1, 1, 1, 3, 1, 1]);
    assert!(!text.contains("octocat"), "accounts are left out");
    let lines: Vec<&str> = text.lines().collect();
    insta::assert_snapshot!([&lines[..8], &lines[lines.len() - 18..]].concat().join("\n"));
}

#[test]
fn csv_holds_every_entry_and_no_formula() {
    let store = a_day();
    let mut out = Vec::new();
    export::csv(store.read(), &mut out, &mut |_, _| ControlFlow::Continue(())).unwrap();
    let text = String::from_utf8(out).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 11);
    insta::assert_snapshot!([&lines[..3], &lines[lines.len() - 1..]].concat().join("\n"));
}

#[test]
fn an_export_can_be_broken_off() {
    let store = a_day();
    let mut seen = Vec::new();
    let ended = export::csv(store.read(), &mut io::sink(), &mut |done, total| {
        seen.push((done, total));
        ControlFlow::Break(())
    });
    assert_eq!((ended.unwrap(), seen), (Ended::Cancelled, vec![(10, 10)]));
}

/// A disk without room.
struct FullDisk;

impl io::Write for FullDisk {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_export_onto_a_full_disk_says_so() {
    let store = a_day();
    let mut go_on = |_, _| ControlFlow::Continue(());
    assert!(matches!(export::json(store.read(), &mut FullDisk, now(), &mut go_on), Err(Error::Full)));
    assert!(matches!(export::csv(store.read(), &mut FullDisk, &mut go_on), Err(Error::Full)));
}
