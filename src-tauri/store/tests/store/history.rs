//! Every format of the past becomes the format of today.

use std::path::Path;

use stint_store::{Conn, Store};
use tempfile::tempdir;

use crate::sample::{assert_sound, dump, now, rows};

const SCHEMA: &str = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name";

/// A database of each format there was.
const FIXTURES: [&str; 1] = [include_str!("../fixtures/v1.sql")];

fn build(file: &Path, fixture: &str) {
    let conn = Conn::open(file).unwrap();
    conn.execute_batch(fixture).unwrap();
    conn.close().unwrap();
}

#[test]
fn every_format_of_the_past_becomes_todays() {
    let fresh = Store::in_memory().unwrap();
    for (fixture, format) in FIXTURES.iter().zip(1..) {
        let folder = tempdir().unwrap();
        let file = folder.path().join("stint.db");
        build(&file, fixture);
        let mut opened = Store::open(&file, now()).unwrap();
        assert_eq!(rows(opened.store.read(), SCHEMA), rows(fresh.read(), SCHEMA), "format {format}");
        assert_sound(&mut opened.store);
        insta::assert_snapshot!(format!("v{format}_as_read_today"), dump(opened.store.read()));
    }
}

#[test]
fn the_schema_is_the_one_that_was_reviewed() {
    let fresh = Store::in_memory().unwrap();
    let mut statement = fresh.read().prepare("SELECT sql FROM sqlite_schema WHERE sql <> '' ORDER BY rowid").unwrap();
    let declared: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    insta::assert_snapshot!("schema", declared.join(";\n\n"));
}

#[test]
fn there_is_a_fixture_of_every_format() {
    let fresh = Store::in_memory().unwrap();
    let format: usize = fresh.read().query_one("PRAGMA user_version", [], |row| row.get::<_, u32>(0)).unwrap() as usize;
    assert_eq!(FIXTURES.len(), format);
}

#[test]
fn a_table_declared_otherwise_is_damage() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("stint.db");
    build(&file, FIXTURES[0]);
    let conn = Conn::open(&file).unwrap();
    conn.execute_batch("DROP INDEX entry_task; CREATE INDEX mine ON entry (zone)").unwrap();
    conn.close().unwrap();
    let opened = Store::open(&file, now()).unwrap();
    assert!(opened.notes[0].contains("entry_task"), "{:?}", opened.notes);
}
