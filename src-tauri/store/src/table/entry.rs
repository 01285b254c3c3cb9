//! Time entries: stretches of time, at most one of them without an end.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Params, Row, named_params};
use stint_core::{
    entry::TimeEntry,
    ids::{EntryId, ProjectId, TaskId},
};

use crate::{
    Conn, Tx,
    error::Result,
    value::{At, Id, Tags, tags_text},
    words::Wanted,
};

pub use super::total::{Total, spent_per_project, total_ms, totals};

pub(crate) const COLUMNS: &str =
    "e.id, e.description, e.task, e.project, e.started_at, e.ended_at, e.zone, e.tags, e.is_billable";

/// Entries never overlap, so what touches a span is what starts in it, and at most one entry that reaches in.
pub(crate) const IN_SPAN: &str =
    "e.started_at >= coalesce((SELECT max(started_at) FROM entry WHERE started_at < :from), :from)
    AND e.started_at < :to AND (e.started_at >= :from OR e.ended_at IS NULL OR e.ended_at > :from)";

/// Writes an entry, new or changed.
pub fn put(tx: &Tx<'_>, entry: &TimeEntry) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO entry (id, description, task, project, started_at, ended_at, zone, tags, is_billable)
         VALUES (:id, :description, :task, :project, :started_at, :ended_at, :zone, :tags, :is_billable)
         ON CONFLICT (id) DO UPDATE SET description = excluded.description, task = excluded.task,
           project = excluded.project, started_at = excluded.started_at, ended_at = excluded.ended_at,
           zone = excluded.zone, tags = excluded.tags, is_billable = excluded.is_billable",
    )?;
    statement.execute(named_params! {
        ":id": Id(entry.id.0),
        ":description": entry.description,
        ":task": entry.task.map(|task| Id(task.0)),
        ":project": entry.project.map(|project| Id(project.0)),
        ":started_at": At(entry.started_at),
        ":ended_at": entry.ended_at.map(At),
        ":zone": entry.zone,
        ":tags": tags_text(&entry.tags),
        ":is_billable": entry.is_billable,
    })?;
    Ok(())
}

/// Removes an entry; one that is not there stays away.
pub fn remove(tx: &Tx<'_>, id: EntryId) -> Result<()> {
    tx.prepare_cached("DELETE FROM entry WHERE id = ?1")?.execute([Id(id.0)])?;
    Ok(())
}

/// The entry of this id.
pub fn get(conn: &Conn, id: EntryId) -> Result<Option<TimeEntry>> {
    one(conn, "WHERE e.id = ?1", [Id(id.0)])
}

/// The timer, if it runs.
pub fn running(conn: &Conn) -> Result<Option<TimeEntry>> {
    one(conn, "WHERE e.ended_at IS NULL", [])
}

/// What has a moment in the half-open span from `from` to `to` (`None`: for ever), and empty entries in it; earliest
/// first, the running one included.
pub fn touching(conn: &Conn, from: Timestamp, to: Option<Timestamp>) -> Result<Vec<TimeEntry>> {
    let to = to.map_or(i64::MAX, Timestamp::as_millisecond);
    let rest = format!("WHERE {IN_SPAN} ORDER BY e.started_at, e.ended_at");
    many(conn, &rest, named_params! { ":from": At(from), ":to": to })
}

/// The next earlier finished entry.
pub fn before(conn: &Conn, entry: &TimeEntry) -> Result<Option<TimeEntry>> {
    let rest = "WHERE e.started_at <= :start AND e.ended_at <= :start AND e.id <> :id
        ORDER BY e.started_at DESC, e.ended_at DESC LIMIT 1";
    one(conn, rest, named_params! { ":start": At(entry.started_at), ":id": Id(entry.id.0) })
}

/// The next later entry, which may be the running one; nothing comes after the running one itself.
pub fn after(conn: &Conn, entry: &TimeEntry) -> Result<Option<TimeEntry>> {
    let Some(end) = entry.ended_at else { return Ok(None) };
    let rest = "WHERE e.started_at >= :end AND e.id <> :id ORDER BY e.started_at, e.ended_at LIMIT 1";
    one(conn, rest, named_params! { ":end": At(end), ":id": Id(entry.id.0) })
}

/// The finished entry that started last.
pub fn latest_finished(conn: &Conn) -> Result<Option<TimeEntry>> {
    one(conn, "WHERE e.ended_at IS NOT NULL ORDER BY e.started_at DESC LIMIT 1", [])
}

/// The latest entry of each description with task and project, latest first; entries without any words are left out.
pub fn recent(conn: &Conn, limit: u32) -> Result<Vec<TimeEntry>> {
    let rest = "JOIN (SELECT id, last_used_at FROM phrase ORDER BY last_used_at DESC, id DESC LIMIT ?1) AS p
          ON e.rowid = (SELECT rowid FROM entry WHERE phrase = p.id ORDER BY started_at DESC, id DESC LIMIT 1)
        ORDER BY p.last_used_at DESC, p.id DESC";
    many(conn, rest, [limit])
}

/// Entries of a span of time whose description, task or project holds each of `words`, latest first.
pub fn page(conn: &Conn, from: Timestamp, to: Timestamp, words: &str, limit: u32) -> Result<Vec<TimeEntry>> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let wanted = Wanted::new(words);
    let sql = format!(
        "SELECT {COLUMNS}, coalesce(t.title, ''), coalesce(p.name, '') FROM entry AS e
         LEFT JOIN task AS t ON t.id = e.task LEFT JOIN project AS p ON p.id = e.project
         WHERE {IN_SPAN} ORDER BY e.started_at DESC, e.ended_at DESC"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(named_params! { ":from": At(from), ":to": At(to) })?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        if found.len() == limit {
            break;
        }
        if wanted.is_anything() || wanted.are_in(&[text(row, 1)?, text(row, 9)?, text(row, 10)?]) {
            found.push(read(row)?);
        }
    }
    Ok(found)
}

/// All entries of a task, earliest first.
pub fn of_task(conn: &Conn, task: TaskId) -> Result<Vec<TimeEntry>> {
    many(conn, "WHERE e.task = ?1 ORDER BY e.started_at, e.ended_at", [Id(task.0)])
}

/// How many entries count towards the project.
pub fn count_of_project(conn: &Conn, project: ProjectId) -> Result<u64> {
    let mut statement = conn.prepare_cached("SELECT count(*) FROM entry WHERE project = ?1")?;
    Ok(statement.query_one([Id(project.0)], |row| row.get(0))?)
}

/// Milliseconds spent on each of these tasks up to `now`; a task without entries is left out.
pub fn spent_on(conn: &Conn, tasks: &[TaskId], now: Timestamp) -> Result<BTreeMap<TaskId, i64>> {
    let mut statement =
        conn.prepare_cached("SELECT sum(max(coalesce(ended_at, :now) - started_at, 0)) FROM entry WHERE task = :task")?;
    let mut spent = BTreeMap::new();
    for task in tasks {
        let sum = statement.query_one(named_params! { ":now": At(now), ":task": Id(task.0) }, |row| row.get(0))?;
        if let Some(milliseconds) = sum {
            spent.insert(*task, milliseconds);
        }
    }
    Ok(spent)
}

/// How many entries there are.
pub fn count(conn: &Conn) -> Result<u64> {
    Ok(conn.query_one("SELECT count(*) FROM entry", [], |row| row.get(0))?)
}

/// The entry in the first nine columns, which are `COLUMNS`.
pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<TimeEntry> {
    Ok(TimeEntry {
        id: EntryId(row.get::<_, Id>(0)?.0),
        description: row.get(1)?,
        task: row.get::<_, Option<Id>>(2)?.map(|id| TaskId(id.0)),
        project: row.get::<_, Option<Id>>(3)?.map(|id| ProjectId(id.0)),
        started_at: row.get::<_, At>(4)?.0,
        ended_at: row.get::<_, Option<At>>(5)?.map(|at| at.0),
        zone: row.get(6)?,
        tags: row.get::<_, Tags>(7)?.0,
        is_billable: row.get(8)?,
    })
}

/// A text column, not copied.
pub(crate) fn text<'row>(row: &'row Row<'_>, column: usize) -> rusqlite::Result<&'row str> {
    Ok(row.get_ref(column)?.as_str()?)
}

fn one(conn: &Conn, rest: &str, params: impl Params) -> Result<Option<TimeEntry>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM entry AS e {rest}"))?;
    Ok(statement.query_row(params, read).optional()?)
}

fn many(conn: &Conn, rest: &str, params: impl Params) -> Result<Vec<TimeEntry>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM entry AS e {rest}"))?;
    let entries = statement.query_map(params, read)?.collect::<rusqlite::Result<_>>()?;
    Ok(entries)
}
