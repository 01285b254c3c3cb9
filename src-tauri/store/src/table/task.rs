//! Tasks: what there is to do.

mod page;

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Params, Row, named_params};
use stint_core::{
    ids::{ProjectId, TaskId},
    task::Task,
};

pub use self::page::{Filter, assigned, page};
use crate::{
    Conn, Tx,
    error::Result,
    value::{At, Id, Word},
    words::{prefix_query, tokens},
};

pub(crate) const COLUMNS: &str =
    "t.id, t.title, t.project, t.priority, t.status, t.reference, t.url, t.created_at, t.done_at";

/// What is in hand comes first, then by urgency and age; what is done comes last, latest first. Word for word the
/// index `task_order`, which is thereby read instead of sorting.
const ORDER: &str = "(t.status = 'done'), t.done_at DESC, (t.status = 'todo'),
    (CASE t.priority WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END), t.created_at, t.id";

/// What is open, in the words of that index.
const OPEN: &str = "(t.status = 'done') < 1";

/// What came from a service and waits no more is off the list.
const ON_LIST: &str = "NOT EXISTS (SELECT 1 FROM work WHERE task = t.id AND whys = '[]')";

/// How many rows a completion sorts at most; those added last are taken.
const MOST_SORTED: u32 = 500;

/// Writes a task, new or changed.
pub fn put(tx: &Tx<'_>, task: &Task) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO task (id, title, project, priority, status, reference, url, created_at, done_at)
         VALUES (:id, :title, :project, :priority, :status, :reference, :url, :created_at, :done_at)
         ON CONFLICT (id) DO UPDATE SET title = excluded.title, project = excluded.project,
           priority = excluded.priority, status = excluded.status, reference = excluded.reference,
           url = excluded.url, created_at = excluded.created_at, done_at = excluded.done_at",
    )?;
    statement.execute(named_params! {
        ":id": Id(task.id.0),
        ":title": task.title,
        ":project": task.project.map(|project| Id(project.0)),
        ":priority": Word(task.priority),
        ":status": Word(task.status),
        ":reference": task.reference,
        ":url": task.url,
        ":created_at": At(task.created_at),
        ":done_at": task.done_at.map(At),
    })?;
    Ok(())
}

/// Removes a task; the commit fails while an entry names it.
pub fn remove(tx: &Tx<'_>, id: TaskId) -> Result<()> {
    tx.prepare_cached("DELETE FROM task WHERE id = ?1")?.execute([Id(id.0)])?;
    Ok(())
}

/// The task of this id.
pub fn get(conn: &Conn, id: TaskId) -> Result<Option<Task>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM task AS t WHERE t.id = ?1"))?;
    Ok(statement.query_row([Id(id.0)], read).optional()?)
}

/// Tasks of this reference, in the order to work on them; a bare `#42` or `!42` means that number in any repository.
pub fn by_reference(conn: &Conn, reference: &str) -> Result<Vec<Task>> {
    let ending = if reference.starts_with(['#', '!']) { reference } else { "" };
    let rest = format!(
        "WHERE t.reference = ?1 COLLATE NOCASE
           OR (?2 <> '' AND t.reference IS NOT NULL AND substr(t.reference, -length(?2)) = ?2) ORDER BY {ORDER}"
    );
    many(conn, &rest, [reference, ending])
}

/// The tasks of a project, in the order to work on them.
pub fn of_project(conn: &Conn, project: ProjectId) -> Result<Vec<Task>> {
    many(conn, &format!("WHERE t.project = ?1 ORDER BY {ORDER}"), [Id(project.0)])
}

/// Open tasks whose title or reference has a word beginning with each word typed, best first; with nothing typed, the
/// first ones of the list.
pub fn search(conn: &Conn, typed: &str, limit: u32) -> Result<Vec<Task>> {
    let tokens = tokens(typed);
    if tokens.is_empty() {
        return many(conn, &format!("WHERE {OPEN} AND {ON_LIST} ORDER BY {ORDER} LIMIT ?1"), [limit]);
    }
    let rest = format!(
        "JOIN (SELECT rowid FROM task_words WHERE task_words MATCH :query ORDER BY rowid DESC LIMIT {MOST_SORTED})
           AS w ON w.rowid = t.row
         WHERE t.status <> 'done' ORDER BY {ORDER} LIMIT :limit"
    );
    many(conn, &rest, named_params! { ":query": prefix_query(&tokens), ":limit": limit })
}

/// How many tasks there are.
pub fn count(conn: &Conn) -> Result<u64> {
    Ok(conn.query_one("SELECT count(*) FROM task", [], |row| row.get(0))?)
}

/// How many tasks of each project are on the list and not done; a project without any is left out.
pub fn open_per_project(conn: &Conn) -> Result<BTreeMap<ProjectId, u32>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT t.project, count(*) FROM task AS t
         WHERE t.project IS NOT NULL AND t.status <> 'done' AND {ON_LIST} GROUP BY t.project"
    ))?;
    let counts = statement.query_map([], |row| Ok((ProjectId(row.get::<_, Id>(0)?.0), row.get(1)?)))?;
    Ok(counts.collect::<rusqlite::Result<_>>()?)
}

/// The task in the first nine columns, which are `COLUMNS`.
pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Task> {
    Ok(Task {
        id: TaskId(row.get::<_, Id>(0)?.0),
        title: row.get(1)?,
        project: row.get::<_, Option<Id>>(2)?.map(|id| ProjectId(id.0)),
        priority: row.get::<_, Word<_>>(3)?.0,
        status: row.get::<_, Word<_>>(4)?.0,
        reference: row.get(5)?,
        url: row.get(6)?,
        created_at: row.get::<_, At>(7)?.0,
        done_at: row.get::<_, Option<At>>(8)?.map(|at| at.0),
    })
}

fn many(conn: &Conn, rest: &str, params: impl Params) -> Result<Vec<Task>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM task AS t {rest}"))?;
    let tasks = statement.query_map(params, read)?.collect::<rusqlite::Result<_>>()?;
    Ok(tasks)
}
