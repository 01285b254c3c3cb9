//! Backups: whole copies of the database in a folder, each one file that opens by itself.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use rusqlite::OpenFlags;

use crate::{
    Conn, check, connection,
    error::{Error, Result},
    file, migrate,
};

/// How many backups made before migrations are kept.
const KEPT_OF_MIGRATIONS: usize = 3;

/// How many daily backups are kept.
const KEPT_DAILY: usize = 7;

/// What the names of backups made before migrations have, and those made by hand have not.
const BEFORE: &str = "-before-format-";
/// Likewise of daily ones.
const DAILY: &str = "-daily";

/// A copy of the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Where it lies.
    pub file: PathBuf,
    /// When it was made, as its name says.
    pub made_at: Timestamp,
    /// How large it is.
    pub bytes: u64,
}

/// The folder of backups that belongs to a database file.
#[must_use]
pub fn folder_beside(database: &Path) -> PathBuf {
    file::folder_of(database).join("backups")
}

/// Copies a database in a file into `folder`, checks the copy, and says where it lies; it is on the disk when this returns.
pub fn make(conn: &Conn, folder: &Path, now: Timestamp) -> Result<PathBuf> {
    copy_to(conn, folder, &file::stamp(now))
}

/// Copies the database before it is brought to `format`, and deletes all but the latest such copies.
pub(crate) fn before_migration(conn: &Conn, folder: &Path, format: u32, now: Timestamp) -> Result<PathBuf> {
    let kept = copy_to(conn, folder, &format!("{}{BEFORE}{format}", file::stamp(now)))?;
    keep_latest(folder, BEFORE, KEPT_OF_MIGRATIONS)?;
    Ok(kept)
}

/// Copies the database as it is made each day, and deletes all but the latest seven such copies.
pub fn make_daily(conn: &Conn, folder: &Path, now: Timestamp) -> Result<PathBuf> {
    let kept = copy_to(conn, folder, &format!("{}{DAILY}", file::stamp(now)))?;
    keep_latest(folder, DAILY, KEPT_DAILY)?;
    Ok(kept)
}

fn keep_latest(folder: &Path, kind: &str, count: usize) -> Result<()> {
    let is_of_kind =
        |backup: &Backup| backup.file.file_name().is_some_and(|name| name.to_string_lossy().contains(kind));
    for old in list(folder)?.into_iter().filter(is_of_kind).skip(count) {
        fs::remove_file(&old.file)?;
    }
    Ok(())
}

fn copy_to(conn: &Conn, folder: &Path, name: &str) -> Result<PathBuf> {
    file::make_folder(folder)?;
    let target = file::free_name(&folder.join(format!("stint-{name}")), ".db");
    let part = file::with_suffix(&target, ".part");
    let made = file::make_file(&part).map_err(Error::from).and_then(|_| {
        conn.execute("VACUUM INTO ?1", [part.to_string_lossy()])?;
        verify(&part)?;
        fs::File::open(&part)?.sync_all()?;
        fs::rename(&part, &target)?;
        Ok(file::sync_folder(folder)?)
    });
    if let Err(error) = made {
        // What is left of a copy that failed is of no use, and may be what fills the disk.
        fs::remove_file(&part).ok();
        return Err(error);
    }
    Ok(target)
}

/// The backups of a folder, latest first; none where there is no folder.
pub fn list(folder: &Path) -> Result<Vec<Backup>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut backups = Vec::new();
    for found in fs::read_dir(folder)? {
        let found = found?;
        let file = found.path();
        if let Some(made_at) = made_at(&file) {
            backups.push(Backup { file, made_at, bytes: found.metadata()?.len() });
        }
    }
    backups.sort_by(|a, b| (b.made_at, &b.file).cmp(&(a.made_at, &a.file)));
    Ok(backups)
}

/// The moment in a name such as `stint-20261120T204700Z.db`.
fn made_at(file: &Path) -> Option<Timestamp> {
    let name = file.file_name()?.to_str()?.strip_suffix(".db")?.strip_prefix("stint-")?;
    let moment = DateTime::strptime("%Y%m%dT%H%M%SZ", name.get(..16)?).ok()?;
    moment.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// The latest backup that this program can read and that is sound.
pub(crate) fn newest_good(folder: &Path) -> Option<Backup> {
    list(folder).ok()?.into_iter().find(|backup| verify(&backup.file).is_ok())
}

/// Refuses a file that is not a sound database of ours, or of a format that is not known.
pub(crate) fn verify(file: &Path) -> Result<()> {
    let conn = Conn::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection::prepare(&conn)?;
    let found = migrate::format(&conn)?;
    if migrate::application_id(&conn)? != migrate::APPLICATION_ID || found == 0 {
        return Err(Error::Corrupt("it is not marked as Stint's".to_owned()));
    }
    if found > migrate::FORMAT {
        return Err(Error::Newer { found, known: migrate::FORMAT });
    }
    check::quick(&conn)
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::{BEFORE, before_migration, list, make};
    use crate::Store;

    #[test]
    fn three_backups_of_migrations_are_kept_and_all_made_by_hand() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("stint.db"), Timestamp::UNIX_EPOCH).unwrap().store;
        for hour in 1..=5 {
            let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour);
            make(store.read(), folder.path(), now).unwrap();
            before_migration(store.read(), folder.path(), 2, now).unwrap();
        }
        let kept = list(folder.path()).unwrap();
        let of_migrations: Vec<i64> = kept
            .iter()
            .filter(|backup| backup.file.to_string_lossy().contains(BEFORE))
            .map(|backup| backup.made_at.as_second() / 3600)
            .collect();
        assert_eq!((kept.len(), of_migrations), (8, vec![5, 4, 3]));
    }
}
