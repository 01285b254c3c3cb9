//! Small things to remember, one text a key: what was said once and need not be said again.

use rusqlite::OptionalExtension;

use crate::{Conn, Tx, error::Result};

/// Remembers a text under a key, in place of an earlier one.
pub fn put(tx: &Tx<'_>, key: &str, value: &str) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )?
    .execute([key, value])?;
    Ok(())
}

/// What was remembered under a key.
pub fn get(conn: &Conn, key: &str) -> Result<Option<String>> {
    let mut statement = conn.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}
