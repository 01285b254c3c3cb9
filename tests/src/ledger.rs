//! What stands in the database file, read past the program under test.

use std::path::Path;

use anyhow::{Result, ensure};
use rusqlite::{Connection, OpenFlags};

/// The descriptions of all entries, in no particular order.
pub fn descriptions(file: &Path) -> Result<Vec<String>> {
    let connection = open(file)?;
    let mut statement = connection.prepare("SELECT description FROM entry")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Reads the whole file and fails where anything is damaged.
pub fn check(file: &Path) -> Result<()> {
    let found: String = open(file)?.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    ensure!(found == "ok", "the file is damaged: {found}");
    Ok(())
}

fn open(file: &Path) -> Result<Connection> {
    Ok(Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?)
}
