//! Follows: repositories whose open issues become tasks.

use rusqlite::{Params, Row, named_params, params};
use stint_core::{
    ids::{AccountId, ProjectId},
    work::Follow,
};

use crate::{
    Conn, Tx,
    error::Result,
    value::{At, Id},
};

/// A project that was deleted counts as none.
const COLUMNS: &str =
    "account, place, label, (SELECT id FROM project WHERE id = follow.project), followed_at, synced_at, problem";

/// Writes a follow, new or changed; the commit fails where its account is gone.
pub fn put(tx: &Tx<'_>, follow: &Follow) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO follow (account, place, label, project, followed_at, synced_at, problem)
         VALUES (:account, :place, :label, :project, :followed_at, :synced_at, :problem)
         ON CONFLICT (account, place) DO UPDATE SET place = excluded.place, label = excluded.label,
           project = excluded.project, followed_at = excluded.followed_at, synced_at = excluded.synced_at,
           problem = excluded.problem",
    )?;
    statement.execute(named_params! {
        ":account": Id(follow.account.0),
        ":place": follow.place,
        ":label": follow.label,
        ":project": follow.project.map(|project| Id(project.0)),
        ":followed_at": At(follow.followed_at),
        ":synced_at": follow.synced_at.map(At),
        ":problem": follow.problem,
    })?;
    Ok(())
}

/// Ends a follow; its tasks stay.
pub fn remove(tx: &Tx<'_>, account: AccountId, place: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM follow WHERE account = ?1 AND place = ?2")?
        .execute(params![Id(account.0), place])?;
    Ok(())
}

/// What an account follows, by name.
pub fn of(conn: &Conn, account: AccountId) -> Result<Vec<Follow>> {
    many(conn, "WHERE account = ?1 ORDER BY place", [Id(account.0)])
}

/// All follows, by name.
pub fn list(conn: &Conn) -> Result<Vec<Follow>> {
    many(conn, "ORDER BY place, account", [])
}

fn many(conn: &Conn, rest: &str, params: impl Params) -> Result<Vec<Follow>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM follow {rest}"))?;
    let follows = statement.query_map(params, read)?.collect::<rusqlite::Result<_>>()?;
    Ok(follows)
}

pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Follow> {
    Ok(Follow {
        account: AccountId(row.get::<_, Id>(0)?.0),
        place: row.get(1)?,
        label: row.get(2)?,
        project: row.get::<_, Option<Id>>(3)?.map(|id| ProjectId(id.0)),
        followed_at: row.get::<_, At>(4)?.0,
        synced_at: row.get::<_, Option<At>>(5)?.map(|at| at.0),
        problem: row.get(6)?,
    })
}
