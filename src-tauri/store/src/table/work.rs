//! Work: issues and pull requests at services, each as it was seen last.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Params, Row, named_params, params};
use stint_core::{
    ids::{AccountId, ProjectId, TaskId},
    work::{Why, Work, WorkItem},
};

use crate::{
    Conn, Tx,
    error::Result,
    value::{At, Id, Json, Word},
};

macro_rules! with {
    ($body:literal) => {
        concat!(
            "w.service, w.origin, w.account, w.remote_id, w.kind, w.place, w.reference, w.title, w.url, w.state, w.whys, ",
            "w.labels, w.author, w.milestone, w.updated_at, w.review, w.checks, w.replied_at, w.mentioned_at, ",
            "w.is_own_doing, w.thread, w.task, w.title_given, w.project_given, w.priority_given, w.reach, ",
            "w.looked_up_at, w.extra, ",
            $body
        )
    };
}

pub(crate) const COLUMNS: &str = with!("w.body");

/// The same without the description, which may be long.
const BRIEF: &str = with!("NULL");

/// What still waits for somebody.
const OPEN: &str = "w.state NOT IN ('merged', 'closed')";

/// The work of an account in one place, found by the index of places.
const OF_FOLLOW: &str = "account AS a
    JOIN work AS w ON w.service = a.service AND w.origin = a.origin AND w.place = :place AND w.account = a.id";

/// Writes an item, new or changed; where it brings no body, an earlier one stays.
///
/// The commit fails where its account is gone.
pub fn put(tx: &Tx<'_>, work: &Work) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO work (service, origin, account, remote_id, kind, place, reference, title, url, state, whys, labels,
           author, milestone, updated_at, review, checks, replied_at, mentioned_at, is_own_doing, thread, task,
           title_given, project_given, priority_given, reach, looked_up_at, extra, body)
         VALUES (:service, :origin, :account, :remote_id, :kind, :place, :reference, :title, :url, :state, :whys,
           :labels, :author, :milestone, :updated_at, :review, :checks, :replied_at, :mentioned_at, :is_own_doing,
           :thread, :task, :title_given, :project_given, :priority_given, :reach, :looked_up_at, :extra, :body)
         ON CONFLICT (service, origin, remote_id) DO UPDATE SET account = excluded.account, kind = excluded.kind,
           place = excluded.place, reference = excluded.reference, title = excluded.title, url = excluded.url,
           state = excluded.state, whys = excluded.whys, labels = excluded.labels, author = excluded.author,
           milestone = excluded.milestone, updated_at = excluded.updated_at, review = excluded.review,
           checks = excluded.checks, replied_at = excluded.replied_at, mentioned_at = excluded.mentioned_at,
           is_own_doing = excluded.is_own_doing, thread = excluded.thread, task = excluded.task,
           title_given = excluded.title_given, project_given = excluded.project_given,
           priority_given = excluded.priority_given, reach = excluded.reach, looked_up_at = excluded.looked_up_at,
           extra = excluded.extra, body = coalesce(excluded.body, body)",
    )?;
    let item = &work.item;
    statement.execute(named_params! {
        ":service": work.service,
        ":origin": work.origin,
        ":account": work.account.map(|account| Id(account.0)),
        ":remote_id": item.remote_id,
        ":kind": Word(item.kind),
        ":place": item.place,
        ":reference": item.reference,
        ":title": item.title,
        ":url": item.url,
        ":state": Word(item.state),
        ":whys": Json(&item.whys),
        ":labels": Json(&item.labels),
        ":author": item.author,
        ":milestone": item.milestone,
        ":updated_at": item.updated_at.map(At),
        ":review": item.review.map(Word),
        ":checks": item.checks.map(Word),
        ":replied_at": item.replied_at.map(At),
        ":mentioned_at": item.mentioned_at.map(At),
        ":is_own_doing": item.is_own_doing,
        ":thread": item.thread,
        ":task": work.task.map(|task| Id(task.0)),
        ":title_given": work.title_given,
        ":project_given": work.project_given.map(|project| Id(project.0)),
        ":priority_given": Word(work.priority_given),
        ":reach": Word(work.reach),
        ":looked_up_at": work.looked_up_at.map(At),
        ":extra": item.extra,
        ":body": item.body,
    })?;
    Ok(())
}

/// Gives an account what is open at its service and nobody watches any more, but for what only a follow brought: what became
/// of it meanwhile is found out by looking it up.
pub fn adopt(tx: &Tx<'_>, account: AccountId) -> Result<()> {
    let sql = format!(
        "UPDATE work AS w SET account = a.id FROM account AS a WHERE a.id = ?1 AND w.service = a.service
           AND w.origin = a.origin AND w.account IS NULL AND w.whys <> ?2 AND {OPEN}"
    );
    tx.prepare_cached(&sql)?.execute(params![Id(account.0), Json([Why::Followed])])?;
    Ok(())
}

/// Removes what is kept of an item, as of one that goes by another id now; its task stays.
pub fn remove(tx: &Tx<'_>, service: &str, origin: &str, remote_id: &str) -> Result<()> {
    let mut statement = tx.prepare_cached("DELETE FROM work WHERE service = ?1 AND origin = ?2 AND remote_id = ?3")?;
    statement.execute([service, origin, remote_id])?;
    Ok(())
}

/// The item that the service calls so, with its description.
pub fn get(conn: &Conn, service: &str, origin: &str, remote_id: &str) -> Result<Option<Work>> {
    let rest = "WHERE w.service = ?1 AND w.origin = ?2 AND w.remote_id = ?3";
    one(conn, COLUMNS, rest, [service, origin, remote_id])
}

/// The item of a task, with its description.
pub fn of_task(conn: &Conn, task: TaskId) -> Result<Option<Work>> {
    one(conn, COLUMNS, "WHERE w.task = ?1", [Id(task.0)])
}

/// The items of these tasks, without their descriptions; a task without one is left out.
pub fn of_tasks(conn: &Conn, tasks: &[TaskId]) -> Result<BTreeMap<TaskId, Work>> {
    let mut of = BTreeMap::new();
    for task in tasks {
        if let Some(work) = one(conn, BRIEF, "WHERE w.task = ?1", [Id(task.0)])? {
            of.insert(*task, work);
        }
    }
    Ok(of)
}

/// What is open for an account, without descriptions and without what was deleted there; those looked up longest ago
/// come first, and before them those that never were.
pub fn open_of(conn: &Conn, account: AccountId) -> Result<Vec<Work>> {
    let rest = format!("WHERE w.account = ?1 AND {OPEN} AND w.reach <> 'deleted' ORDER BY w.looked_up_at");
    let mut statement = conn.prepare_cached(&format!("SELECT {BRIEF} FROM work AS w {rest}"))?;
    let work = statement.query_map([Id(account.0)], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(work)
}

/// The repositories that work is known of, by name.
pub fn places(conn: &Conn, service: &str, origin: &str) -> Result<Vec<String>> {
    let mut statement =
        conn.prepare_cached("SELECT DISTINCT place FROM work WHERE service = ?1 AND origin = ?2 ORDER BY place")?;
    let places = statement.query_map([service, origin], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(places)
}

/// The tasks that only the follow of a repository brought, without time on them: what may go when it ends.
pub fn idle_of_follow(conn: &Conn, account: AccountId, place: &str) -> Result<Vec<TaskId>> {
    let sql = format!(
        "SELECT t.id FROM {OF_FOLLOW} JOIN task AS t ON t.id = w.task
         WHERE a.id = :account AND w.whys = :only_followed AND NOT EXISTS (SELECT 1 FROM entry WHERE task = t.id)"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let only_followed = Json([Why::Followed]);
    let params = named_params! { ":account": Id(account.0), ":place": place, ":only_followed": only_followed };
    let tasks = statement.query_map(params, |row| Ok(TaskId(row.get::<_, Id>(0)?.0)))?;
    Ok(tasks.collect::<rusqlite::Result<_>>()?)
}

/// How many open items a followed repository has.
pub fn open_of_follow(conn: &Conn, account: AccountId, place: &str) -> Result<u32> {
    let sql = format!(
        "SELECT count(*) FROM {OF_FOLLOW}
         WHERE a.id = :account AND {OPEN} AND w.reach <> 'deleted' AND instr(w.whys, '\"followed\"') > 0"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    Ok(statement.query_one(named_params! { ":account": Id(account.0), ":place": place }, |row| row.get(0))?)
}

fn one(conn: &Conn, columns: &str, rest: &str, params: impl Params) -> Result<Option<Work>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {columns} FROM work AS w {rest}"))?;
    Ok(statement.query_row(params, read).optional()?)
}

/// The item in the columns, which are `COLUMNS`.
pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Work> {
    let at = |column| row.get::<_, Option<At>>(column).map(|at| at.map(|at| at.0));
    Ok(Work {
        service: row.get(0)?,
        origin: row.get(1)?,
        account: row.get::<_, Option<Id>>(2)?.map(|id| AccountId(id.0)),
        item: WorkItem {
            remote_id: row.get(3)?,
            kind: row.get::<_, Word<_>>(4)?.0,
            place: row.get(5)?,
            reference: row.get(6)?,
            title: row.get(7)?,
            url: row.get(8)?,
            state: row.get::<_, Word<_>>(9)?.0,
            whys: row.get::<_, Json<_>>(10)?.0,
            labels: row.get::<_, Json<_>>(11)?.0,
            author: row.get(12)?,
            milestone: row.get(13)?,
            updated_at: at(14)?,
            review: row.get::<_, Option<Word<_>>>(15)?.map(|word| word.0),
            checks: row.get::<_, Option<Word<_>>>(16)?.map(|word| word.0),
            replied_at: at(17)?,
            mentioned_at: at(18)?,
            is_own_doing: row.get(19)?,
            thread: row.get(20)?,
            extra: row.get(27)?,
            body: row.get(28)?,
        },
        task: row.get::<_, Option<Id>>(21)?.map(|id| TaskId(id.0)),
        title_given: row.get(22)?,
        project_given: row.get::<_, Option<Id>>(23)?.map(|id| ProjectId(id.0)),
        priority_given: row.get::<_, Word<_>>(24)?.0,
        reach: row.get::<_, Word<_>>(25)?.0,
        looked_up_at: at(26)?,
    })
}
