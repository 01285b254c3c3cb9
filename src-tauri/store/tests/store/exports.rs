//! What exports look like.

use std::{io, ops::ControlFlow};

use stint_core::edit::{Change, Edit, Plan};
use stint_store::{
    Error, Store,
    export::{self, Ended},
    table,
};

use crate::sample::{entry, fill_day, now, put, write};

fn a_day() -> Store {
    let mut store = Store::in_memory().unwrap();
    write(&mut store, fill_day);
    let running = entry(1, "=cmd|' /C calc'!A0, \"quoted\"", "11:00", "");
    let plan = Plan { label: "Started “x”".to_owned(), edits: vec![Edit::Entry(Change::added(running.clone()))] };
    write(&mut store, |tx| table::change::push(tx, &plan, now()));
    put(&mut store, &[running]);
    store
}

#[test]
fn json_holds_every_table() {
    let store = a_day();
    let mut out = Vec::new();
    let ended = export::json(store.read(), &mut out, now(), &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert_eq!(ended, Ended::Complete);
    let text = String::from_utf8(out).unwrap();
    let read: serde_json::Value = serde_json::from_str(&text).unwrap();
    let lengths = ["projects", "tasks", "entries", "changes"].map(|list| read[list].as_array().unwrap().len());
    assert_eq!(lengths, [1, 2, 10, 1]);
    let lines: Vec<&str> = text.lines().collect();
    insta::assert_snapshot!([&lines[..8], &lines[lines.len() - 5..]].concat().join("\n"));
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
