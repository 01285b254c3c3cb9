//! What stands in the database file, read past the program under test.

use std::path::Path;

use anyhow::{Result, ensure};
use rusqlite::{Connection, OpenFlags, OptionalExtension};

/// The descriptions of all entries, in no particular order.
pub fn descriptions(file: &Path) -> Result<Vec<String>> {
    let connection = open(file)?;
    let mut statement = connection.prepare("SELECT description FROM entry")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The description of the running entry.
pub fn running(file: &Path) -> Result<Option<String>> {
    let found = open(file)?.query_row("SELECT description FROM entry WHERE ended_at IS NULL", [], |row| row.get(0));
    Ok(found.optional()?)
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
