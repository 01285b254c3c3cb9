//! The gap that waits for the person's answer, at most one row.

use rusqlite::OptionalExtension;
use stint_core::gap::Gap;

use crate::{Conn, Tx, error::Result};

/// Keeps a gap to ask about, in place of an earlier one.
pub fn put(tx: &Tx<'_>, gap: &Gap) -> Result<()> {
    let text = serde_json::to_string(gap)?;
    tx.prepare_cached("INSERT INTO gap (one, gap) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET gap = excluded.gap")?
        .execute([text])?;
    Ok(())
}

/// The gap to ask about.
pub fn get(conn: &Conn) -> Result<Option<Gap>> {
    let text: Option<String> =
        conn.prepare_cached("SELECT gap FROM gap")?.query_row([], |row| row.get(0)).optional()?;
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// Forgets it, once answered.
pub fn clear(tx: &Tx<'_>) -> Result<()> {
    tx.prepare_cached("DELETE FROM gap")?.execute([])?;
    Ok(())
}
