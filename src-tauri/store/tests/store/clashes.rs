//! Places and times at which nothing can be written: said clearly, with nothing lost and nothing touched.

use std::{fs, path::Path, time::Duration};

use stint_store::{Conn, Error, Store, table};
use tempfile::tempdir;

use crate::sample::{dump, entry, make_day, names, now, put, write};

/// Whether the folder is truly closed to us; the superuser is not kept out.
fn close(folder: &Path) -> bool {
    let mut permissions = fs::metadata(folder).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(folder, permissions).unwrap();
    fs::write(folder.join("probe"), "").is_err()
}

#[test]
fn a_folder_that_cannot_be_written_is_named_as_such() {
    let folder = tempdir().unwrap();
    let closed = if close(folder.path()) { folder.path() } else { Path::new("/sys/stint") };
    let error = Store::open(&closed.join("stint.db"), now()).unwrap_err();
    assert!(matches!(error, Error::ReadOnly | Error::Failed(_)), "{error:?}");
}

#[test]
fn a_database_that_cannot_be_written_is_named_as_such() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("stint.db");
    make_day(&file);
    let mut store = Store::open(&file, now()).unwrap().store;
    store.read().execute_batch("PRAGMA query_only = ON").unwrap();
    let outcome = store.write(|tx| table::entry::put(tx, &entry(1, "x", "10:00", "11:00")));
    assert!(matches!(outcome, Err(Error::ReadOnly)), "{outcome:?}");
    assert_eq!(table::entry::count(store.read()).unwrap(), 9);
}

#[test]
fn a_folder_in_the_place_of_the_file_is_left_alone() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("stint.db");
    fs::create_dir(&file).unwrap();
    assert!(matches!(Store::open(&file, now()), Err(Error::InTheWay(path)) if path == file));
    assert!(file.is_dir());
}

#[test]
fn a_newer_database_is_left_alone_to_the_last_byte() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("stint.db");
    make_day(&file);
    let newer = Conn::open(&file).unwrap();
    newer.execute_batch("PRAGMA user_version = 99").unwrap();
    newer.close().unwrap();
    let before = fs::read(&file).unwrap();
    for _ in 0..2 {
        let error = Store::open(&file, now()).unwrap_err();
        assert!(matches!(error, Error::Newer { found: 99, known: 4 }), "{error:?}");
        assert!(error.hint().is_some());
        assert_eq!(fs::read(&file).unwrap(), before);
    }
}

#[test]
fn a_newer_database_keeps_its_log_too() {
    let folder = tempdir().unwrap();
    let (file, log) = (folder.path().join("stint.db"), folder.path().join("stint.db-wal"));
    make_day(&file);
    let newer = Conn::open(&file).unwrap();
    newer.execute_batch("PRAGMA user_version = 99").unwrap();
    let before = (fs::read(&file).unwrap(), fs::read(&log).unwrap());
    assert!(!before.1.is_empty());
    assert!(matches!(Store::open(&file, now()), Err(Error::Newer { .. })));
    assert_eq!((fs::read(&file).unwrap(), fs::read(&log).unwrap()), before);
}

#[test]
fn a_locked_database_is_busy_and_works_again_later() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("stint.db");
    make_day(&file);
    let mut store = Store::open(&file, now()).unwrap().store;
    store.read().busy_timeout(Duration::ZERO).unwrap();
    let other = Conn::open(&file).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let outcome = store.write(|tx| table::entry::put(tx, &entry(1, "x", "10:00", "11:00")));
    assert!(matches!(outcome, Err(Error::Busy)), "{outcome:?}");
    other.execute_batch("ROLLBACK").unwrap();
    put(&mut store, &[entry(1, "x", "10:00", "11:00")]);
}

#[test]
fn a_database_held_by_another_program_is_not_taken_for_damaged() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("stint.db");
    make_day(&file);
    let other = Conn::open(&file).unwrap();
    other.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; DELETE FROM meta; COMMIT").unwrap();
    assert!(matches!(Store::open(&file, now()), Err(Error::Busy)));
    assert_eq!(names(folder.path(), "stint.db.").len(), 0);
}

#[test]
fn on_a_full_disk_the_state_is_the_last_one_saved() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("stint.db");
    make_day(&file);
    let mut store = Store::open(&file, now()).unwrap().store;
    let pages: u32 = store.read().query_one("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    store.read().pragma_update(None, "max_page_count", pages + 2).unwrap();
    let mut saved = dump(store.read());
    let full = (1..500_u128).find_map(|number| {
        let long = "word ".repeat(300);
        let outcome = store.write(|tx| table::entry::put(tx, &entry(1_000 + number, &long, "10:00", "10:00")));
        if outcome.is_ok() {
            saved = dump(store.read());
        }
        outcome.err()
    });
    assert!(matches!(full, Some(Error::Full)), "{full:?}");
    assert_eq!(dump(store.read()), saved);
    drop(store);
    let mut store = Store::open(&file, now()).unwrap().store;
    assert_eq!(dump(store.read()), saved);
    put(&mut store, &[entry(1, "there is room again", "10:00", "11:00")]);
    crate::sample::assert_sound(&mut store);
}

#[test]
fn a_write_that_fails_leaves_nothing_behind() {
    let mut store = Store::in_memory().unwrap();
    let outcome: Result<(), Error> = store.write(|tx| {
        table::entry::put(tx, &entry(1, "x", "10:00", "11:00"))?;
        Err(Error::Stale("entry"))
    });
    assert!(outcome.is_err());
    assert_eq!(table::entry::count(store.read()).unwrap(), 0);
    write(&mut store, |tx| table::entry::put(tx, &entry(1, "x", "10:00", "11:00")));
}
