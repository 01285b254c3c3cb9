//! The journal: what was done and how to take it back, a line of changes with a point up to which they are in force.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use stint_core::edit::Plan;

use crate::{Conn, Tx, error::Result, value::At};

/// A change with all that is needed to take it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its number; later changes have higher ones.
    pub id: i64,
    /// What was decided.
    pub plan: Plan,
    /// When it was done.
    pub at: Timestamp,
    /// Whether it was taken back.
    pub is_undone: bool,
}

/// A change as a line to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its number; later changes have higher ones.
    pub id: i64,
    /// What was done, past tense.
    pub label: String,
    /// When it was done.
    pub at: Timestamp,
    /// Whether it was taken back.
    pub is_undone: bool,
}

/// Writes a change down; what was undone before it can no longer be redone.
pub fn push(tx: &Tx<'_>, plan: &Plan, now: Timestamp) -> Result<i64> {
    tx.prepare_cached("DELETE FROM change WHERE state = 'undone'")?.execute([])?;
    let edits = serde_json::to_string(&plan.edits)?;
    tx.prepare_cached("INSERT INTO change (at, label, edits) VALUES (?1, ?2, ?3)")?.execute(params![
        At(now),
        plan.label,
        edits
    ])?;
    Ok(tx.last_insert_rowid())
}

/// The change that undo takes back next.
pub fn undoable(conn: &Conn) -> Result<Option<Recorded>> {
    one(conn, "WHERE state = 'done' ORDER BY id DESC LIMIT 1")
}

/// The change that redo does again next.
pub fn redoable(conn: &Conn) -> Result<Option<Recorded>> {
    one(conn, "WHERE state = 'undone' ORDER BY id LIMIT 1")
}

/// What the change is called that undo takes back next; its rows, which may be many, are not read.
pub fn undoable_label(conn: &Conn) -> Result<Option<String>> {
    label(conn, "WHERE state = 'done' ORDER BY id DESC LIMIT 1")
}

/// What the change is called that redo does again next; its rows are not read.
pub fn redoable_label(conn: &Conn) -> Result<Option<String>> {
    label(conn, "WHERE state = 'undone' ORDER BY id LIMIT 1")
}

/// Notes that a change was taken back, or done again.
pub fn set_undone(tx: &Tx<'_>, id: i64, is_undone: bool) -> Result<()> {
    let state = if is_undone { "undone" } else { "done" };
    tx.prepare_cached("UPDATE change SET state = ?2 WHERE id = ?1")?.execute(params![id, state])?;
    Ok(())
}

/// The latest changes, latest first.
pub fn list(conn: &Conn, limit: u32) -> Result<Vec<Listed>> {
    let mut statement =
        conn.prepare_cached("SELECT id, label, at, state = 'undone' FROM change ORDER BY id DESC LIMIT ?1")?;
    let changes = statement.query_map([limit], |row| {
        Ok(Listed { id: row.get(0)?, label: row.get(1)?, at: row.get::<_, At>(2)?.0, is_undone: row.get(3)? })
    })?;
    Ok(changes.collect::<rusqlite::Result<_>>()?)
}

fn label(conn: &Conn, rest: &str) -> Result<Option<String>> {
    let mut statement = conn.prepare_cached(&format!("SELECT label FROM change {rest}"))?;
    Ok(statement.query_row([], |row| row.get(0)).optional()?)
}

fn one(conn: &Conn, rest: &str) -> Result<Option<Recorded>> {
    let sql = format!("SELECT id, label, edits, at, state = 'undone' FROM change {rest}");
    let mut statement = conn.prepare_cached(&sql)?;
    let found = statement.query_row([], |row| {
        let edits: String = row.get(2)?;
        let plan = Plan { label: row.get(1)?, edits: Vec::new() };
        Ok((Recorded { id: row.get(0)?, plan, at: row.get::<_, At>(3)?.0, is_undone: row.get(4)? }, edits))
    });
    let Some((mut recorded, edits)) = found.optional()? else { return Ok(None) };
    recorded.plan.edits = serde_json::from_str(&edits)?;
    Ok(Some(recorded))
}
