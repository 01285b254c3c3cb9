//! Backups are whole, and a restore loses neither the old nor the new, wherever it stops.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use stint_store::{Error, Store, backup, check, restore, table};
use tempfile::{TempDir, tempdir};

use crate::sample::{entry, make_day, names, now, put, today};

/// A database of ten entries whose backup has nine.
fn a_day_and_its_backup() -> (TempDir, PathBuf, PathBuf) {
    let folder = tempdir().unwrap();
    let file = folder.path().join("stint.db");
    make_day(&file);
    let mut store = Store::open(&file, now()).unwrap().store;
    let backup = backup::make(store.read(), &backup::folder_beside(&file), now()).unwrap();
    put(&mut store, &[entry(1, "later", "10:00", "11:00")]);
    (folder, file, backup)
}

fn count(file: &Path) -> u64 {
    table::entry::count(Store::open(file, now()).unwrap().store.read()).unwrap()
}

#[test]
fn a_backup_opens_by_itself_and_is_for_the_owner_alone() {
    let (folder, _file, backup) = a_day_and_its_backup();
    let copy = folder.path().join("elsewhere.db");
    fs::copy(&backup, &copy).unwrap();
    assert_eq!(count(&copy), 9);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!([mode(&backup), mode(&folder.path().join("stint.db"))], [0o600; 2]);
        assert_eq!(mode(&folder.path().join("backups")), 0o700);
    }
}

#[test]
fn backups_are_listed_latest_first_and_never_overwritten() {
    let (folder, file, _) = a_day_and_its_backup();
    let store = Store::open(&file, now()).unwrap().store;
    let place = backup::folder_beside(&file);
    for moment in [now(), today("13:00"), now()] {
        backup::make(store.read(), &place, moment).unwrap();
    }
    fs::write(place.join("notes.txt"), "mine").unwrap();
    let listed = backup::list(&place).unwrap();
    let names: Vec<_> = listed.iter().map(|b| b.file.file_name().unwrap().to_str().unwrap()).collect();
    let noon = ["stint-20261120T120000Z.db", "stint-20261120T120000Z-3.db", "stint-20261120T120000Z-2.db"];
    assert_eq!(names, [&["stint-20261120T130000Z.db"], &noon[..]].concat());
    assert_eq!(listed[1].made_at, now());
    assert_eq!(backup::list(&folder.path().join("none")).unwrap(), []);
}

#[test]
fn a_restore_brings_the_backup_and_keeps_the_present() {
    let (folder, file, backup) = a_day_and_its_backup();
    let notes = restore::restore(&file, &backup, now()).unwrap();
    assert_eq!((notes.len(), count(&file)), (2, 9));
    restore::restore(&file, &backup, now()).unwrap();
    let kept = names(folder.path(), "stint.db.before-restore");
    assert_eq!(kept, ["stint.db.before-restore-20261120T120000Z", "stint.db.before-restore-20261120T120000Z-2"]);
    assert_eq!(count(&folder.path().join(&kept[0])), 10);
}

#[test]
fn a_backup_that_is_no_good_changes_nothing() {
    let (folder, file, backup) = a_day_and_its_backup();
    let mut bytes = fs::read(&backup).unwrap();
    bytes.truncate(5000);
    fs::write(&backup, bytes).unwrap();
    assert!(matches!(restore::restore(&file, &backup, now()), Err(Error::LeftAlone(_))));
    assert!(restore::restore(&file, &folder.path().join("none.db"), now()).is_err());
    assert_eq!((count(&file), names(folder.path(), "stint.db").len()), (10, 1));
}

/// The steps of a restore, each of which may be the last one before the power goes.
#[test]
fn a_restore_interrupted_anywhere_loses_nothing() {
    type Step = fn(&Path, &Path);
    let name = |folder: &Path, suffix: &str| folder.join(format!("stint.db{suffix}"));
    let half: Step = |folder, backup| {
        let bytes = fs::read(backup).unwrap();
        fs::write(folder.join("stint.db.restoring-20261120T120000Z"), &bytes[..bytes.len() / 2]).unwrap();
    };
    let copied: Step = |folder, backup| {
        fs::copy(backup, folder.join("stint.db.restoring-20261120T120000Z")).unwrap();
    };
    let moved: Step = |folder, backup| {
        fs::copy(backup, folder.join("stint.db.restoring-20261120T120000Z")).unwrap();
        fs::rename(folder.join("stint.db"), folder.join("stint.db.before-restore-20261120T120000Z")).unwrap();
    };
    for (step, expected) in [(half, 10), (copied, 10), (moved, 9)] {
        for has_log in [false, true] {
            let (folder, file, backup) = a_day_and_its_backup();
            let store = has_log.then(|| {
                let mut store = Store::open(&file, now()).unwrap().store;
                put(&mut store, &[entry(2, "in the log", "11:00", "11:30")]);
                store
            });
            let stopped = tempdir().unwrap();
            for suffix in ["", "-wal"].into_iter().filter(|suffix| name(folder.path(), suffix).exists()) {
                fs::copy(name(folder.path(), suffix), name(stopped.path(), suffix)).unwrap();
            }
            step(stopped.path(), &backup);
            drop(store);
            let extra = u64::from(has_log);
            let present = if expected == 10 { expected + extra } else { expected };
            assert_eq!(count(&name(stopped.path(), "")), present);
            assert_eq!(names(stopped.path(), "stint.db.restoring"), Vec::<String>::new());
            if expected == 9 {
                assert_eq!(count(&name(stopped.path(), ".before-restore-20261120T120000Z")), 10 + extra);
            }
        }
    }
}

#[test]
fn a_check_finds_what_the_tables_cannot_forbid() {
    let mut store = Store::in_memory().unwrap();
    put(&mut store, &[entry(1, "one", "08:00", "10:00"), entry(2, "two", "09:00", "11:00")]);
    let mut seen = Vec::new();
    let findings = check::integrity(store.read(), &mut |done, total| {
        seen.push((done, total));
        ControlFlow::Continue(())
    });
    assert_eq!(findings.unwrap(), ["1 entries overlap the next one."]);
    assert_eq!(seen.last().map(|(done, total)| done == total), Some(true));
    let broken_off = check::integrity(store.read(), &mut |_, _| ControlFlow::Break(())).unwrap();
    assert_eq!(broken_off, Vec::<String>::new());
}
