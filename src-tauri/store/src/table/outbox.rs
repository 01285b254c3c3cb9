//! The outbox: what the world must be told, kept until it was.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, named_params, params};
use stint_core::effect::{Effect, EffectId};

use crate::{Conn, Tx, error::Result, value::At};

const COLUMNS: &str = "id, account, kind, payload, tries, created_at, due_at, nullif(why, '')";

/// Keeps something to tell, due at once; with `dedupe` it takes the place, and the waiting time, of an earlier one of
/// the same account, kind and key, under an id of its own.
pub fn enqueue(
    tx: &Tx<'_>,
    account: &str,
    kind: &str,
    payload: &str,
    dedupe: Option<&str>,
    now: Timestamp,
) -> Result<EffectId> {
    // A new id: the earlier one may be under way, and settling it must not settle this one.
    let earlier = tx
        .prepare_cached(
            "DELETE FROM outbox WHERE account = ?1 AND kind = ?2 AND dedupe = ?3 RETURNING tries, due_at, why",
        )?
        .query_row(params![account, kind, dedupe], |row| Ok((row.get(0)?, row.get::<_, At>(1)?.0, row.get(2)?)))
        .optional()?;
    let (tries, due_at, why): (u32, Timestamp, String) = earlier.unwrap_or((0, now, String::new()));
    let mut statement = tx.prepare_cached(
        "INSERT INTO outbox (account, kind, payload, dedupe, tries, due_at, why, created_at)
         VALUES (:account, :kind, :payload, :dedupe, :tries, :due_at, :why, :created_at)",
    )?;
    statement.execute(named_params! {
        ":account": account, ":kind": kind, ":payload": payload, ":dedupe": dedupe,
        ":tries": tries, ":due_at": At(due_at), ":why": why, ":created_at": At(now),
    })?;
    Ok(EffectId(tx.last_insert_rowid()))
}

/// What is due at `now`, in the order it was kept.
pub fn due(conn: &Conn, now: Timestamp, limit: u32) -> Result<Vec<Effect>> {
    let sql = format!("SELECT {COLUMNS} FROM outbox WHERE due_at <= ?1 ORDER BY id LIMIT ?2");
    let mut statement = conn.prepare_cached(&sql)?;
    let effects = statement.query_map(params![At(now), limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(effects)
}

/// The effect of this id, while it waits.
pub fn get(conn: &Conn, id: EffectId) -> Result<Option<Effect>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM outbox WHERE id = ?1"))?;
    Ok(statement.query_row([id.0], read).optional()?)
}

/// When the next one is due; none where nothing waits.
pub fn next_due_at(conn: &Conn) -> Result<Option<Timestamp>> {
    let mut statement = conn.prepare_cached("SELECT min(due_at) FROM outbox")?;
    let at: Option<At> = statement.query_one([], |row| row.get(0))?;
    Ok(at.map(|at| at.0))
}

/// How often an effect was tried in vain; 0 for one that is gone.
pub fn tries(tx: &Tx<'_>, id: EffectId) -> Result<u32> {
    let mut statement = tx.prepare_cached("SELECT tries FROM outbox WHERE id = ?1")?;
    Ok(statement.query_row([id.0], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// Removes what was told, or can never be.
pub fn settle(tx: &Tx<'_>, id: EffectId) -> Result<()> {
    tx.prepare_cached("DELETE FROM outbox WHERE id = ?1")?.execute([id.0])?;
    Ok(())
}

/// Counts a try that failed and says when and why to try again.
pub fn postpone(tx: &Tx<'_>, id: EffectId, until: Timestamp, why: &str) -> Result<()> {
    let mut statement =
        tx.prepare_cached("UPDATE outbox SET tries = tries + 1, due_at = ?2, why = ?3 WHERE id = ?1")?;
    statement.execute(params![id.0, At(until), why])?;
    Ok(())
}

/// Says when to try, without a try that failed.
pub fn defer(tx: &Tx<'_>, id: EffectId, until: Timestamp) -> Result<()> {
    tx.prepare_cached("UPDATE outbox SET due_at = ?2 WHERE id = ?1")?.execute(params![id.0, At(until)])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Effect> {
    Ok(Effect {
        id: EffectId(row.get(0)?),
        account: row.get(1)?,
        kind: row.get(2)?,
        payload: row.get(3)?,
        tries: row.get(4)?,
        created_at: row.get::<_, At>(5)?.0,
        due_at: row.get::<_, At>(6)?.0,
        last_failure: row.get(7)?,
    })
}
