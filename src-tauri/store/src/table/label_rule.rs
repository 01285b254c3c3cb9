//! Rules of labels: which of them makes how urgent, in the order in which they decide.

use std::collections::BTreeMap;

use rusqlite::params;
use stint_core::{ids::ProjectId, work::LabelRule};

use crate::{
    Conn, Tx,
    error::Result,
    value::{Id, Word},
};

/// Sets all rules of a project, or those of every other one; with none, it takes up theirs.
pub fn set(tx: &Tx<'_>, project: Option<ProjectId>, rules: &[LabelRule]) -> Result<()> {
    let project = project.map(|project| Id(project.0));
    tx.prepare_cached("DELETE FROM label_rule WHERE project IS ?1")?.execute([&project])?;
    let mut statement =
        tx.prepare_cached("INSERT INTO label_rule (project, position, label, priority) VALUES (?1, ?2, ?3, ?4)")?;
    for (position, rule) in rules.iter().enumerate() {
        statement.execute(params![project, position, rule.label, Word(rule.priority)])?;
    }
    Ok(())
}

/// All rules by project, first match first; those of a project that was deleted are left out.
pub fn list(conn: &Conn) -> Result<BTreeMap<Option<ProjectId>, Vec<LabelRule>>> {
    let mut statement = conn.prepare_cached(
        "SELECT project, label, priority FROM label_rule
         WHERE project IS NULL OR project IN (SELECT id FROM project) ORDER BY coalesce(project, x''), position",
    )?;
    let mut rows = statement.query([])?;
    let mut rules: BTreeMap<_, Vec<_>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let project = row.get::<_, Option<Id>>(0)?.map(|id| ProjectId(id.0));
        let rule = LabelRule { label: row.get(1)?, priority: row.get::<_, Word<_>>(2)?.0 };
        rules.entry(project).or_default().push(rule);
    }
    Ok(rules)
}
