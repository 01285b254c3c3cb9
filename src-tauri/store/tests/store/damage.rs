//! Damaged files: opening works or sets them aside, and every byte of them is kept.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use stint_store::{Error, Store, backup, table};
use tempfile::tempdir;

use crate::sample::{at, entry, make_day, names, now, put, write};

/// A generator of numbers that are the same every time (xorshift64*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound
    }
}

/// A day in a file, and a backup of it.
fn a_day_with_backup(folder: &Path) -> PathBuf {
    let file = folder.join("stint.db");
    make_day(&file);
    let store = Store::open(&file, now()).unwrap().store;
    backup::make(store.read(), &backup::folder_beside(&file), now()).unwrap();
    file
}

fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let names = names(folder, "stint.db").into_iter();
    names.map(|name| (name.clone(), fs::read(folder.join(name)).unwrap())).collect()
}

/// Opens a folder with a damaged file twice, and reads everything: no panic, nothing lost, no loop.
fn survives(folder: &Path, file: &Path, what: &str) {
    let damaged = fs::read(file).unwrap();
    match Store::open(file, now()) {
        Ok(opened) if opened.notes.is_empty() => read_all(&opened.store),
        Ok(opened) => {
            let kept = contents(folder);
            assert!(kept.iter().any(|(name, bytes)| name.contains(".damaged-") && *bytes == damaged), "{what}");
            assert_eq!(table::entry::count(opened.store.read()).unwrap(), 9, "{what}: {:?}", opened.notes);
        }
        Err(error) => {
            assert!(matches!(error, Error::Newer { .. }), "{what}: {error:?}");
            assert_eq!(fs::read(file).unwrap(), damaged, "{what}");
            return;
        }
    }
    let again = Store::open(file, now()).unwrap();
    assert_eq!(again.notes, Vec::<String>::new(), "{what}");
}

/// Reads may find damage that opening did not; they say so.
fn read_all(store: &Store) {
    table::entry::touching(store.read(), at("2020-01-01T00:00:00Z"), None).map(drop).ok();
    table::phrase::complete(store.read(), "tests", 9).map(drop).ok();
    let filter = table::task::Filter { text: "login", with_done: true, ..Default::default() };
    table::task::page(store.read(), &filter, 0, 9).map(drop).ok();
    table::feed::page(store.read(), "login", false, 0, 9).map(drop).ok();
    table::project::list(store.read(), true).map(drop).ok();
    table::change::list(store.read(), 9).map(drop).ok();
}

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) -> String {
    let at = dice.below(bytes.len());
    match dice.below(6) {
        0 => bytes.truncate(at),
        1 => bytes[at / 4096 * 4096..].iter_mut().take(4096).for_each(|byte| *byte = 0),
        2 => bytes[at..].iter_mut().take(64).for_each(|byte| *byte = dice.below(256) as u8),
        3 => bytes[at % 100] ^= 1 << dice.below(8),
        _ => bytes[at] ^= 1 << dice.below(8),
    }
    format!("changed at {at} of {}", bytes.len())
}

#[test]
fn a_file_changed_anywhere_opens_or_is_set_aside() {
    let source = tempdir().unwrap();
    let whole = fs::read(a_day_with_backup(source.path())).unwrap();
    let backup = fs::read(&backup::list(&source.path().join("backups")).unwrap()[0].file).unwrap();
    let mut dice = Dice(20_261_120);
    for round in 0..300 {
        let folder = tempdir().unwrap();
        let file = folder.path().join("stint.db");
        let mut bytes = whole.clone();
        let what = format!("round {round}: {}", mutate(&mut bytes, &mut dice));
        fs::write(&file, &bytes).unwrap();
        fs::create_dir(folder.path().join("backups")).unwrap();
        fs::write(folder.path().join("backups/stint-20261119T080000Z.db"), &backup).unwrap();
        survives(folder.path(), &file, &what);
    }
}

#[test]
fn a_file_that_is_no_database_is_set_aside() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("stint.db");
    fs::write(&file, "Dear diary, today I fixed the login.").unwrap();
    let opened = Store::open(&file, now()).unwrap();
    assert_eq!(opened.notes.len(), 2, "{:?}", opened.notes);
    assert_eq!(names(folder.path(), "stint.db.damaged").len(), 1);
    let aside = folder.path().join("stint.db.damaged-20261120T120000Z");
    assert_eq!(fs::read(aside).unwrap(), b"Dear diary, today I fixed the login.");
}

#[test]
fn the_database_of_another_program_is_set_aside() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("stint.db");
    let other = stint_store::Conn::open(&file).unwrap();
    other
        .execute_batch("CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('https://example.org')")
        .unwrap();
    other.close().unwrap();
    let before = fs::read(&file).unwrap();
    let opened = Store::open(&file, now()).unwrap();
    assert!(opened.notes[0].contains("not marked as Stint's"), "{:?}", opened.notes);
    assert_eq!(fs::read(folder.path().join("stint.db.damaged-20261120T120000Z")).unwrap(), before);
}

#[test]
fn the_newest_backup_that_is_sound_is_taken() {
    let folder = tempdir().unwrap();
    let file = a_day_with_backup(folder.path());
    fs::write(folder.path().join("backups/stint-20261120T130000Z.db"), "not a database at all").unwrap();
    fs::write(&file, "neither is this").unwrap();
    let opened = Store::open(&file, now()).unwrap();
    assert_eq!(table::entry::count(opened.store.read()).unwrap(), 9);
    assert_eq!(opened.notes[1], "The backup stint-20261120T120000Z.db was restored.");
}

#[test]
fn two_damages_in_one_second_are_both_kept() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("stint.db");
    for text in ["first", "second", "third"] {
        fs::write(&file, text).unwrap();
        drop(Store::open(&file, now()).unwrap());
    }
    assert_eq!(names(folder.path(), "stint.db.damaged").len(), 3);
}

#[test]
fn an_emptied_file_is_replaced_by_the_backup() {
    let folder = tempdir().unwrap();
    let file = a_day_with_backup(folder.path());
    fs::write(&file, "").unwrap();
    let opened = Store::open(&file, now()).unwrap();
    assert_eq!(table::entry::count(opened.store.read()).unwrap(), 9);
}

#[test]
fn a_missing_log_costs_no_more_than_what_was_in_it() {
    let folder = tempdir().unwrap();
    let (file, copy) = (a_day_with_backup(folder.path()), folder.path().join("copy.db"));
    let mut store = Store::open(&file, now()).unwrap().store;
    put(&mut store, &[entry(1, "only in the log", "10:00", "11:00")]);
    fs::copy(&file, &copy).unwrap();
    let opened = Store::open(&copy, now()).unwrap();
    assert_eq!((table::entry::count(opened.store.read()).unwrap(), opened.notes.len()), (9, 0));
}

#[test]
fn a_log_whose_database_is_gone_is_kept() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("stint.db");
    make_day(&file);
    let mut store = Store::open(&file, now()).unwrap().store;
    put(&mut store, &[entry(1, "only in the log", "10:00", "11:00")]);
    let log = fs::read(folder.path().join("stint.db-wal")).unwrap();
    let other = tempdir().unwrap();
    fs::write(other.path().join("stint.db-wal"), &log).unwrap();
    let opened = Store::open(&other.path().join("stint.db"), now()).unwrap();
    assert_eq!(fs::read(other.path().join("stint.db.damaged-20261120T120000Z-wal")).unwrap(), log);
    assert!(opened.notes[0].contains("the file is gone"), "{:?}", opened.notes);
}

#[test]
fn what_was_in_the_log_at_a_crash_is_there_afterwards() {
    let folder = tempdir().unwrap();
    let crashed = tempdir().unwrap();
    let file = a_day_with_backup(folder.path());
    let mut store = Store::open(&file, now()).unwrap().store;
    write(&mut store, |tx| table::entry::put(tx, &entry(1, "only in the log", "10:00", "11:00")));
    for name in ["stint.db", "stint.db-wal"] {
        fs::copy(folder.path().join(name), crashed.path().join(name)).unwrap();
    }
    let opened = Store::open(&crashed.path().join("stint.db"), now()).unwrap();
    assert_eq!((table::entry::count(opened.store.read()).unwrap(), opened.notes.len()), (10, 0));
}

#[test]
fn a_log_changed_anywhere_costs_the_latest_changes_at_most() {
    let folder = tempdir().unwrap();
    let file = a_day_with_backup(folder.path());
    let mut store = Store::open(&file, now()).unwrap().store;
    for number in 1..6 {
        put(&mut store, &[entry(number, "in the log", "10:00", "10:00")]);
    }
    let (base, log) = (fs::read(&file).unwrap(), fs::read(folder.path().join("stint.db-wal")).unwrap());
    let mut dice = Dice(71);
    for round in 0..60 {
        let folder = tempdir().unwrap();
        let mut bytes = log.clone();
        let what = format!("round {round}: {}", mutate(&mut bytes, &mut dice));
        fs::write(folder.path().join("stint.db"), &base).unwrap();
        fs::write(folder.path().join("stint.db-wal"), &bytes).unwrap();
        let mut opened = Store::open(&folder.path().join("stint.db"), now()).unwrap();
        let count = table::entry::count(opened.store.read()).unwrap();
        assert!((9..=14).contains(&count), "{what}: {count} entries, {:?}", opened.notes);
        crate::sample::assert_sound(&mut opened.store);
    }
}
