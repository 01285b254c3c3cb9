//! Everything as one JSON object, for another program or a later Stint.

mod work;

use std::{
    collections::BTreeSet,
    io::{BufWriter, Write},
    ops::ControlFlow,
};

use jiff::Timestamp;
use rusqlite::Row;
use serde::Serialize;
use stint_core::{
    entry::TimeEntry,
    ids::{EntryId, ProjectId, TaskId},
    project::{Colour, Project},
    task::{Priority, Status, Task},
};

use super::{Counter, Ended, Progress, spelled};
use crate::{
    Conn,
    error::Result,
    table::{entry, project, task},
    value::At,
};

/// What the file says it is; the version rises when a reader must know.
const FORMAT: &str = r#""format":"stint","version":1"#;

/// One list of the object: its name, the rows to read, and how a row reads as JSON.
struct List {
    name: &'static str,
    from: &'static str,
    columns: &'static str,
    order: &'static str,
    line: fn(&Row<'_>) -> Result<String>,
}

/// Accounts are left out: they are worth nothing without the vault, and say where the person has credentials.
const LISTS: [List; 9] = [
    List { name: "projects", from: "project", columns: project::COLUMNS, order: "created_at, id", line: project_line },
    List { name: "tasks", from: "task AS t", columns: task::COLUMNS, order: "created_at, id", line: task_line },
    List {
        name: "entries",
        from: "entry AS e",
        columns: entry::COLUMNS,
        order: "started_at, ended_at",
        line: entry_line,
    },
    work::WORK,
    work::FOLLOWS,
    work::PLACE_RULES,
    work::LABEL_RULES,
    work::FEED,
    List {
        name: "changes",
        from: "change",
        columns: "at, label, state = 'undone', edits",
        order: "id",
        line: change_line,
    },
];

/// Writes projects, tasks, entries, work with its rules, the feed and changes, each a list of objects with times as RFC 3339.
pub fn json<'a>(conn: &Conn, out: &mut dyn Write, now: Timestamp, progress: &'a mut Progress<'a>) -> Result<Ended> {
    let tx = conn.unchecked_transaction()?;
    let mut counter = Counter { done: 0, total: total(&tx)?, progress };
    let mut out = BufWriter::new(out);
    write!(out, "{{{FORMAT},\"exportedAt\":\"{}\"", spelled(now))?;
    for list in &LISTS {
        if write_list(&tx, list, &mut out, &mut counter)? == Ended::Cancelled {
            return Ok(Ended::Cancelled);
        }
    }
    out.write_all(b"\n}\n")?;
    out.flush()?;
    Ok(Ended::Complete)
}

fn total(conn: &Conn) -> Result<u64> {
    let count = |list: &List| -> Result<u64> {
        Ok(conn.query_one(&format!("SELECT count(*) FROM {}", list.from), [], |row| row.get(0))?)
    };
    LISTS.iter().map(count).sum()
}

fn write_list(conn: &Conn, list: &List, out: &mut impl Write, counter: &mut Counter<'_>) -> Result<Ended> {
    let List { name, from, columns, order, line } = list;
    let mut statement = conn.prepare(&format!("SELECT {columns} FROM {from} ORDER BY {order}"))?;
    let mut rows = statement.query([])?;
    write!(out, ",\n\"{name}\":[")?;
    let mut separator = "\n";
    while let Some(row) = rows.next()? {
        write!(out, "{separator}{}", line(row)?)?;
        separator = ",\n";
        if counter.one_more() == ControlFlow::Break(()) {
            return Ok(Ended::Cancelled);
        }
    }
    out.write_all(b"]")?;
    Ok(Ended::Complete)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ProjectLine {
    id: ProjectId,
    name: String,
    colour: Colour,
    client: Option<String>,
    is_billable: bool,
    is_archived: bool,
    created_at: Timestamp,
}

fn project_line(row: &Row<'_>) -> Result<String> {
    let Project { id, name, colour, client, is_billable, is_archived, created_at } = project::read(row)?;
    let line = ProjectLine { id, name, colour, client, is_billable, is_archived, created_at };
    Ok(serde_json::to_string(&line)?)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TaskLine {
    id: TaskId,
    title: String,
    project: Option<ProjectId>,
    priority: Priority,
    status: Status,
    reference: Option<String>,
    url: Option<String>,
    created_at: Timestamp,
    done_at: Option<Timestamp>,
}

fn task_line(row: &Row<'_>) -> Result<String> {
    let Task { id, title, project, priority, status, reference, url, created_at, done_at } = task::read(row)?;
    let line = TaskLine { id, title, project, priority, status, reference, url, created_at, done_at };
    Ok(serde_json::to_string(&line)?)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EntryLine {
    id: EntryId,
    description: String,
    task: Option<TaskId>,
    project: Option<ProjectId>,
    started_at: Timestamp,
    ended_at: Option<Timestamp>,
    zone: String,
    tags: BTreeSet<String>,
    is_billable: bool,
}

fn entry_line(row: &Row<'_>) -> Result<String> {
    let TimeEntry { id, description, task, project, started_at, ended_at, zone, tags, is_billable } = entry::read(row)?;
    let line = EntryLine { id, description, task, project, started_at, ended_at, zone, tags, is_billable };
    Ok(serde_json::to_string(&line)?)
}

fn change_line(row: &Row<'_>) -> Result<String> {
    let (At(at), label, is_undone): (At, String, bool) = (row.get(0)?, row.get(1)?, row.get(2)?);
    // The edits stand in the database as JSON already.
    let (label, edits) = (serde_json::to_string(&label)?, entry::text(row, 3)?);
    Ok(format!(r#"{{"at":"{}","label":{label},"isUndone":{is_undone},"edits":{edits}}}"#, spelled(at)))
}
