//! Looks whether the database is sound: its pages, its references, and what Stint promises about entries.

use std::ops::ControlFlow;

use crate::{
    Conn,
    error::{Error, Result},
};

/// What is counted, and how a finding of it reads; each query answers with one number.
const PROMISES: [(&str, &str); 4] = [
    (
        "SELECT count(*) FROM (SELECT ended_at, lead(started_at) OVER (ORDER BY started_at, ended_at IS NULL, ended_at)
           AS next_start FROM entry) WHERE coalesce(ended_at, 9223372036854775807) > next_start",
        "entries overlap the next one",
    ),
    ("SELECT count(*) FROM pragma_foreign_key_check", "rows name a task or project that is not there"),
    (
        "SELECT abs((SELECT count(*) FROM entry WHERE phrase IS NOT NULL) - (SELECT coalesce(sum(uses), 0) FROM phrase))",
        "entries are missing from the list of phrases",
    ),
    (
        "SELECT count(*) FROM entry WHERE phrase IS NOT NULL AND phrase NOT IN (SELECT id FROM phrase)",
        "entries name a phrase that is not there",
    ),
];

/// Says what is wrong, one sentence each; nothing where all is well. `progress` is told after each part how many of
/// how many are done, and may break it off.
pub fn integrity(conn: &Conn, progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>) -> Result<Vec<String>> {
    let tables = tables(conn)?;
    let total = u64::try_from(tables.len() + PROMISES.len()).unwrap_or(u64::MAX);
    let mut findings = Vec::new();
    let pages = tables.iter().map(|table| Part::Pages(table));
    let promises = PROMISES.iter().map(|(sql, finding)| Part::Promise(sql, finding));
    for (done, part) in (1..).zip(pages.chain(promises)) {
        findings.extend(part.findings(conn)?);
        if progress(done, total).is_break() {
            break;
        }
    }
    Ok(findings)
}

enum Part<'a> {
    Pages(&'a str),
    Promise(&'a str, &'a str),
}

impl Part<'_> {
    fn findings(&self, conn: &Conn) -> Result<Vec<String>> {
        match self {
            Self::Pages(table) => complaints(conn, &format!("PRAGMA integrity_check(\"{table}\")")),
            Self::Promise(sql, finding) => {
                let count: u64 = conn.query_one(sql, [], |row| row.get(0))?;
                Ok(if count == 0 { Vec::new() } else { vec![format!("{count} {finding}.")] })
            }
        }
    }
}

fn tables(conn: &Conn) -> Result<Vec<String>> {
    let mut statement = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let names = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(names)
}

fn complaints(conn: &Conn, pragma: &str) -> Result<Vec<String>> {
    let mut statement = conn.prepare(pragma)?;
    let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

/// Refuses a file whose pages do not fit together.
pub(crate) fn quick(conn: &Conn) -> Result<()> {
    match complaints(conn, "PRAGMA quick_check(1)")?.into_iter().next() {
        Some(complaint) => Err(Error::Corrupt(complaint.replace('\n', " "))),
        None => Ok(()),
    }
}
