//! The heartbeat: the last sign of life while the timer ran, at most one row.

use rusqlite::{OptionalExtension, params};
use stint_core::gap::ClockReading;

use crate::{Conn, Tx, error::Result, value::At};

/// Writes the clocks down as the last sign of life.
pub fn put(tx: &Tx<'_>, reading: &ClockReading) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO heartbeat (one, wall_at, boot_ms, monotonic_ms, boot_id) VALUES (1, ?1, ?2, ?3, ?4)
         ON CONFLICT (one) DO UPDATE SET wall_at = excluded.wall_at, boot_ms = excluded.boot_ms,
           monotonic_ms = excluded.monotonic_ms, boot_id = excluded.boot_id",
    )?;
    statement.execute(params![At(reading.wall), reading.boot_ms, reading.monotonic_ms, reading.boot_id])?;
    Ok(())
}

/// The clocks at the last sign of life.
pub fn get(conn: &Conn) -> Result<Option<ClockReading>> {
    let mut statement = conn.prepare_cached("SELECT wall_at, boot_ms, monotonic_ms, boot_id FROM heartbeat")?;
    let reading = statement.query_row([], |row| {
        Ok(ClockReading {
            wall: row.get::<_, At>(0)?.0,
            boot_ms: row.get(1)?,
            monotonic_ms: row.get(2)?,
            boot_id: row.get(3)?,
        })
    });
    Ok(reading.optional()?)
}

/// Forgets it; without a timer there is nothing to watch over.
pub fn clear(tx: &Tx<'_>) -> Result<()> {
    tx.prepare_cached("DELETE FROM heartbeat")?.execute([])?;
    Ok(())
}
