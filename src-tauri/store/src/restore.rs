//! Puts a backup in the place of the database; interrupted at any moment, it loses neither of them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use crate::{
    backup,
    error::{Error, Result},
    file,
};

/// What the name of the copy has until it is in place: `stint.db.restoring-20261120T204700Z`.
const RESTORING: &str = ".restoring-";
/// What the name of the earlier database has afterwards.
const BEFORE: &str = ".before-restore-";

/// Sets the database at `current` aside and puts a copy of `backup` in its place; says where the earlier one is kept.
///
/// Every connection to `current` must be closed. Where the backup is no good, nothing is changed.
pub fn restore(current: &Path, backup: &Path, now: Timestamp) -> Result<Vec<String>> {
    if let Err(error) = backup::verify(backup) {
        let Error::Corrupt(why) = error else { return Err(error) };
        return Err(Error::LeftAlone(format!("The backup {} is damaged ({why})", backup.display())));
    }
    let aside = put_in_place(current, backup, now)?;
    let restored = format!("The backup {} was restored.", backup.display());
    let kept = aside.map(|aside| format!("The database of before is kept as {}.", aside.display()));
    Ok([Some(restored), kept].into_iter().flatten().collect())
}

/// Copies first, then renames: the copy is whole before the database leaves its place.
pub(crate) fn put_in_place(current: &Path, backup: &Path, now: Timestamp) -> Result<Option<PathBuf>> {
    let copy = free_copy_name(current, &file::stamp(now));
    if let Err(error) = file::copy(backup, &copy) {
        fs::remove_file(&copy).ok();
        return Err(error.into());
    }
    file::sync_folder(file::folder_of(current))?;
    swap(current, &copy)
}

/// A name for the copy such that neither it nor the name it gives the earlier database is taken.
fn free_copy_name(current: &Path, stamp: &str) -> PathBuf {
    let numbered = (2_u32..).map(|number| format!("{stamp}-{number}"));
    let is_free = |stamp: &String| {
        [RESTORING, BEFORE].iter().all(|mark| !file::with_suffix(current, &format!("{mark}{stamp}")).exists())
    };
    let stamp = std::iter::once(stamp.to_owned()).chain(numbered).find(is_free);
    file::with_suffix(current, &format!("{RESTORING}{}", stamp.unwrap_or_default()))
}

fn swap(current: &Path, copy: &Path) -> Result<Option<PathBuf>> {
    let stamp = stamp_of(current, copy).unwrap_or_default();
    let aside = file::with_suffix(current, &format!("{BEFORE}{stamp}"));
    let stands = current.exists() || file::with_suffix(current, "-wal").exists();
    if stands {
        // The log goes with its database: beside another one it would be played into that.
        file::rename_database(current, &aside)?;
    }
    fs::rename(copy, current)?;
    file::sync_folder(file::folder_of(current))?;
    Ok(stands.then_some(aside))
}

fn stamp_of(current: &Path, copy: &Path) -> Option<String> {
    let start = format!("{}{RESTORING}", current.file_name()?.to_str()?);
    copy.file_name()?.to_str()?.strip_prefix(&start).map(str::to_owned)
}

/// Ends a restore that was interrupted: where the database had left its place, the copy takes it; else the copy goes.
pub(crate) fn finish(current: &Path) -> Result<Vec<String>> {
    let mut notes = Vec::new();
    for found in fs::read_dir(file::folder_of(current))? {
        let copy = found?.path();
        if stamp_of(current, &copy).is_none() {
            continue;
        }
        if current.exists() {
            fs::remove_file(&copy)?;
        } else {
            swap(current, &copy)?;
            notes.push("A restore that was interrupted was brought to its end.".to_owned());
        }
    }
    Ok(notes)
}
