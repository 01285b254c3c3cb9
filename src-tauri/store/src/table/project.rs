//! Projects: what tasks and entries belong to.

use rusqlite::{OptionalExtension, Row, named_params};
use stint_core::{ids::ProjectId, project::Project};

use crate::{
    Conn, Tx,
    error::Result,
    value::{At, Id, Word},
};

pub(crate) const COLUMNS: &str = "id, name, colour, client, is_billable, is_archived, created_at";

/// Writes a project, new or changed.
pub fn put(tx: &Tx<'_>, project: &Project) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO project (id, name, colour, client, is_billable, is_archived, created_at)
         VALUES (:id, :name, :colour, :client, :is_billable, :is_archived, :created_at)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, colour = excluded.colour, client = excluded.client,
           is_billable = excluded.is_billable, is_archived = excluded.is_archived, created_at = excluded.created_at",
    )?;
    statement.execute(named_params! {
        ":id": Id(project.id.0),
        ":name": project.name,
        ":colour": Word(project.colour),
        ":client": project.client,
        ":is_billable": project.is_billable,
        ":is_archived": project.is_archived,
        ":created_at": At(project.created_at),
    })?;
    Ok(())
}

/// Removes a project; the commit fails while a task or an entry names it.
pub fn remove(tx: &Tx<'_>, id: ProjectId) -> Result<()> {
    tx.prepare_cached("DELETE FROM project WHERE id = ?1")?.execute([Id(id.0)])?;
    Ok(())
}

/// The project of this id.
pub fn get(conn: &Conn, id: ProjectId) -> Result<Option<Project>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM project WHERE id = ?1"))?;
    Ok(statement.query_row([Id(id.0)], read).optional()?)
}

/// All projects by name, the archived ones only where wanted.
pub fn list(conn: &Conn, with_archived: bool) -> Result<Vec<Project>> {
    let sql = format!("SELECT {COLUMNS} FROM project WHERE ?1 OR NOT is_archived ORDER BY name COLLATE NOCASE, id");
    let mut statement = conn.prepare_cached(&sql)?;
    let projects = statement.query_map([with_archived], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(projects)
}

/// The project of this name, whatever the case of its letters, archived or not.
pub fn by_name(conn: &Conn, name: &str) -> Result<Option<Project>> {
    // SQLite folds the case of ASCII letters only.
    let name = name.to_lowercase();
    Ok(list(conn, true)?.into_iter().find(|project| project.name.to_lowercase() == name))
}

/// How many projects there are.
pub fn count(conn: &Conn) -> Result<u64> {
    Ok(conn.query_one("SELECT count(*) FROM project", [], |row| row.get(0))?)
}

pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Project> {
    Ok(Project {
        id: ProjectId(row.get::<_, Id>(0)?.0),
        name: row.get(1)?,
        colour: row.get::<_, Word<_>>(2)?.0,
        client: row.get(3)?,
        is_billable: row.get(4)?,
        is_archived: row.get(5)?,
        created_at: row.get::<_, At>(6)?.0,
    })
}
