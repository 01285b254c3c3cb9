//! Rules of places: what holds for the tasks of a repository or of an organisation.

use rusqlite::{Row, named_params};
use stint_core::{ids::ProjectId, work::PlaceRule};

use crate::{
    Conn, Tx,
    error::Result,
    value::{Id, Json},
};

/// A project that was deleted counts as none.
pub(crate) const COLUMNS: &str =
    "service, origin, place, (SELECT id FROM project WHERE id = place_rule.project), starts_timer, muted";

/// Writes a rule, new or changed.
pub fn put(tx: &Tx<'_>, rule: &PlaceRule) -> Result<()> {
    let mut statement = tx.prepare_cached(
        "INSERT INTO place_rule (service, origin, place, project, starts_timer, muted)
         VALUES (:service, :origin, :place, :project, :starts_timer, :muted)
         ON CONFLICT (service, origin, place) DO UPDATE SET place = excluded.place, project = excluded.project,
           starts_timer = excluded.starts_timer, muted = excluded.muted",
    )?;
    statement.execute(named_params! {
        ":service": rule.service,
        ":origin": rule.origin,
        ":place": rule.place,
        ":project": rule.project.map(|project| Id(project.0)),
        ":starts_timer": rule.starts_timer,
        ":muted": Json(&rule.muted),
    })?;
    Ok(())
}

/// Removes a rule; its place is as any other again.
pub fn remove(tx: &Tx<'_>, service: &str, origin: &str, place: &str) -> Result<()> {
    tx.prepare_cached("DELETE FROM place_rule WHERE service = ?1 AND origin = ?2 AND place = ?3")?
        .execute([service, origin, place])?;
    Ok(())
}

/// The rules of a service at an origin, by place.
pub fn list(conn: &Conn, service: &str, origin: &str) -> Result<Vec<PlaceRule>> {
    let sql = format!("SELECT {COLUMNS} FROM place_rule WHERE service = ?1 AND origin = ?2 ORDER BY place");
    let mut statement = conn.prepare_cached(&sql)?;
    let rules = statement.query_map([service, origin], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rules)
}

pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<PlaceRule> {
    Ok(PlaceRule {
        service: row.get(0)?,
        origin: row.get(1)?,
        place: row.get(2)?,
        project: row.get::<_, Option<Id>>(3)?.map(|id| ProjectId(id.0)),
        starts_timer: row.get(4)?,
        muted: row.get::<_, Json<_>>(5)?.0,
    })
}
