//! Opens the database, whatever state its file is in: nothing that was stored is ever overwritten or deleted.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use rusqlite::{OpenFlags, config::DbConfig};

use crate::{
    Conn, backup, check, connection,
    error::{Error, Result},
    file, migrate, restore,
    store::Store,
};

/// Files up to this size are checked at every start, larger ones only after an unclean end: 8 MiB take some 10 ms.
const QUICK_TO_CHECK: u64 = 8 << 20;

/// The opened store.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// What was set aside, restored or migrated on the way, in words for the person.
    pub notes: Vec<String>,
}

pub(crate) fn open(file: &Path, now: Timestamp) -> Result<Opened> {
    file::make_folder(file::folder_of(file))?;
    if file.is_dir() {
        return Err(Error::InTheWay(file.to_owned()));
    }
    let mut notes = restore::finish(file)?;
    let store = match open_sound(file, now, &mut notes) {
        Err(damage) if damage.is_damage() => {
            replace_damaged(file, &damage, now, &mut notes)?;
            open_sound(file, now, &mut notes)?
        }
        other => other?,
    };
    Ok(Opened { store, notes })
}

/// Sets the file aside and puts the newest good backup in its place, if there is one.
fn replace_damaged(file: &Path, damage: &Error, now: Timestamp, notes: &mut Vec<String>) -> Result<()> {
    let aside = file::free_name(&file::with_suffix(file, &format!(".damaged-{}", file::stamp(now))), "");
    file::rename_database(file, &aside)?;
    notes.push(format!("{damage} It was renamed to {}.", name_of(&aside)));
    match backup::newest_good(&backup::folder_beside(file)) {
        Some(backup) => {
            restore::put_in_place(file, &backup.file, now)?;
            notes.push(format!("The backup {} was restored.", name_of(&backup.file)));
        }
        None => notes.push("There was no backup to restore, so Stint starts afresh.".to_owned()),
    }
    Ok(())
}

fn open_sound(file: &Path, now: Timestamp, notes: &mut Vec<String>) -> Result<Store> {
    let log_size = file::size(&file::with_suffix(file, "-wal"))?.unwrap_or(0);
    let size = match file::size(file)? {
        Some(size) if size > 0 => size,
        // SQLite throws away the log of an empty database.
        Some(_) if log_size > 0 || backup::newest_good(&backup::folder_beside(file)).is_some() => {
            return Err(Error::Corrupt("the file is empty".to_owned()));
        }
        None if log_size > 0 => return Err(Error::Corrupt("the file is gone, its log is not".to_owned())),
        Some(_) => 0,
        None => file::make_file(file).map(|_| 0)?,
    };
    if size > 0 {
        check_header(file)?;
    }
    let mut conn = Conn::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // Until it is known to be ours, closing must not write the log into the file.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection::prepare(&conn)?;
    check_mark(&conn)?;
    if log_size > 0 || size <= QUICK_TO_CHECK {
        check::quick(&conn)?;
    }
    connection::make_durable(&conn)?;
    migrate_with_backup(&mut conn, file, now, notes)?;
    migrate::check_schema(&conn)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(Store::of(conn, file))
}

/// Refuses what SQLite would misread: its own checks of these bytes end in errors that do not speak of damage.
fn check_header(file: &Path) -> Result<()> {
    let (mut header, mut rest) = ([0; 24], [0; 24]);
    let mut opened = fs::File::open(file)?;
    let is_whole = opened.read_exact(&mut header).and_then(|()| opened.read_exact(&mut rest)).is_ok();
    let [.., page_high, page_low, write_format, read_format, _, high, low, leaf] = header;
    let page_size = u16::from_be_bytes([page_high, page_low]);
    let is_page_size = page_size == 1 || (page_size >= 512 && page_size.is_power_of_two());
    let is_format = matches!((write_format, read_format), (1, 1) | (2, 2)) && (high, low, leaf) == (64, 32, 32);
    let is_schema_format = matches!(rest, [.., 0, 0, 0, 0..=4]);
    if is_whole && header.starts_with(b"SQLite format 3\0") && is_page_size && is_format && is_schema_format {
        return Ok(());
    }
    Err(Error::Corrupt("it does not begin like a database".to_owned()))
}

/// Refuses the file of a newer Stint, or of another program.
fn check_mark(conn: &Conn) -> Result<()> {
    let (mark, found) = (migrate::application_id(conn)?, migrate::format(conn)?);
    let is_fresh = mark == 0 && found == 0 && migrate::schema(conn)?.is_empty();
    if is_fresh {
        Ok(())
    } else if mark != migrate::APPLICATION_ID || found == 0 {
        Err(Error::Corrupt("it is not marked as Stint's".to_owned()))
    } else if found > migrate::FORMAT {
        Err(Error::Newer { found, known: migrate::FORMAT })
    } else {
        Ok(())
    }
}

fn migrate_with_backup(conn: &mut Conn, file: &Path, now: Timestamp, notes: &mut Vec<String>) -> Result<()> {
    let format = migrate::format(conn)?;
    if format > 0 && format < migrate::FORMAT {
        // What is not as it was declared must not become the copy that is restored.
        migrate::check_schema(conn)?;
        let kept = backup::before_migration(conn, &backup::folder_beside(file), migrate::FORMAT, now)?;
        notes.push(format!("The database was brought to a new format. The old one is kept as {}.", name_of(&kept)));
    }
    migrate::run(conn)
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| PathBuf::from(path), PathBuf::from).display().to_string()
}
