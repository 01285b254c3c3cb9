//! Every format of the past becomes the format of today.

use std::path::Path;

use stint_store::{Conn, Store, table};
use tempfile::tempdir;

use crate::sample::{account, assert_sound, dump, names, now, rows, write};

const SCHEMA: &str = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name";

/// A database of each format there was.
const FIXTURES: [&str; 4] = [
    include_str!("../fixtures/v1.sql"),
    include_str!("../fixtures/v2.sql"),
    include_str!("../fixtures/v3.sql"),
    include_str!("../fixtures/v4.sql"),
];

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
        assert_eq!(table::account::list(opened.store.read()).unwrap().len(), if format < 2 { 0 } else { 2 });
        let (feed, total) = table::feed::page(opened.store.read(), "", false, 0, 9).unwrap();
        assert_eq!((feed.len(), total), if format < 3 { (0, 0) } else { (2, 2) });
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
fn a_table_declared_otherwise_is_damage_whatever_the_format() {
    for fixture in FIXTURES {
        let folder = tempdir().unwrap();
        let file = folder.path().join("stint.db");
        build(&file, fixture);
        let conn = Conn::open(&file).unwrap();
        conn.execute_batch("DROP INDEX entry_task; CREATE INDEX mine ON entry (zone)").unwrap();
        conn.close().unwrap();
        let opened = Store::open(&file, now()).unwrap();
        assert!(opened.notes[0].contains("entry_task"), "{:?}", opened.notes);
    }
}

#[test]
fn the_released_format_gains_accounts_and_keeps_a_copy_of_what_was() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("stint.db");
    build(&file, FIXTURES[0]);
    let mut opened = Store::open(&file, now()).unwrap();
    assert!(opened.notes[0].contains("brought to a new format"), "{:?}", opened.notes);
    assert_eq!(table::account::list(opened.store.read()).unwrap(), []);
    write(&mut opened.store, |tx| table::account::put(tx, &account(1, "octocat")));
    let copy =
        Conn::open(folder.path().join("backups").join(&names(&folder.path().join("backups"), "stint-")[0])).unwrap();
    assert_eq!(copy.query_one("PRAGMA user_version", [], |row| row.get::<_, u32>(0)).unwrap(), 1);
    drop(opened);
    let again = Store::open(&file, now()).unwrap();
    assert_eq!((again.notes, table::account::list(again.store.read()).unwrap().len()), (vec![], 1));
}
