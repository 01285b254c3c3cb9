//! Phrases: words with their task and project as entries use them, kept by triggers on `entry`.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{Params, Row, named_params};
use stint_core::ids::{ProjectId, TaskId};

use super::entry::text;
use crate::{
    Conn,
    error::Result,
    value::{At, Id, Tags},
    words::{begin_words_of, prefix_query, tokens},
};

/// What entries were called, with the task and project they were for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words, empty where the task alone says it.
    pub description: String,
    /// The task.
    pub task: Option<TaskId>,
    /// The project.
    pub project: Option<ProjectId>,
    /// The labels of its latest entry.
    pub tags: BTreeSet<String>,
    /// When its latest entry started.
    pub last_used_at: Timestamp,
}

const COLUMNS: &str = "p.description, p.task, p.project, p.tags, p.last_used_at";

/// How many phrases are sorted at most; where more match, the latest used are gone through one by one instead.
const MOST_SORTED: u32 = 1_000;

/// Phrases with a word beginning with each word typed, latest used first; with nothing typed, the latest of all.
pub fn complete(conn: &Conn, typed: &str, limit: u32) -> Result<Vec<Phrase>> {
    if typed.trim().is_empty() {
        return many(conn, "phrase AS p ORDER BY p.last_used_at DESC, p.id DESC LIMIT ?1", [limit]);
    }
    let tokens = tokens(typed);
    if tokens.is_empty() {
        return Ok(Vec::new());
    }
    // Of a common word the latest few are soon found among the latest phrases, of a rare one all are soon sorted.
    let latest = if is_common(conn, &tokens)? { among_the_latest(conn, &tokens, limit)? } else { Vec::new() };
    let is_enough = latest.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    if is_enough { Ok(latest) } else { among_all(conn, &tokens, limit) }
}

/// Labels of the latest used phrases, the latest used first.
pub fn tags(conn: &Conn, limit: u32) -> Result<Vec<String>> {
    let sql = format!(
        "SELECT tag.value FROM
           (SELECT tags, last_used_at FROM phrase ORDER BY last_used_at DESC LIMIT {MOST_SORTED}) AS p,
           json_each(p.tags) AS tag
         GROUP BY tag.value ORDER BY max(p.last_used_at) DESC, tag.value LIMIT ?1"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let tags = statement.query_map([limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(tags)
}

fn is_common(conn: &Conn, tokens: &[String]) -> Result<bool> {
    let sql = format!("SELECT 1 FROM phrase_words WHERE phrase_words MATCH ?1 LIMIT 1 OFFSET {MOST_SORTED}");
    Ok(conn.prepare_cached(&sql)?.exists([prefix_query(tokens)])?)
}

fn among_the_latest(conn: &Conn, tokens: &[String], limit: u32) -> Result<Vec<Phrase>> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let sql = format!("SELECT {COLUMNS} FROM phrase AS p ORDER BY p.last_used_at DESC, p.id DESC LIMIT {MOST_SORTED}");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        if found.len() == limit {
            break;
        }
        if begin_words_of(tokens, text(row, 0)?) {
            found.push(read(row)?);
        }
    }
    Ok(found)
}

/// The best of the matches; where there are more than can be sorted, of those that were first used last.
fn among_all(conn: &Conn, tokens: &[String], limit: u32) -> Result<Vec<Phrase>> {
    let rest = format!(
        "(SELECT rowid FROM phrase_words WHERE phrase_words MATCH :query ORDER BY rowid DESC LIMIT {MOST_SORTED}) AS w
         JOIN phrase AS p ON p.id = w.rowid ORDER BY p.last_used_at DESC, p.id DESC LIMIT :limit"
    );
    many(conn, &rest, named_params! { ":query": prefix_query(tokens), ":limit": limit })
}

fn many(conn: &Conn, rest: &str, params: impl Params) -> Result<Vec<Phrase>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM {rest}"))?;
    let phrases = statement.query_map(params, read)?.collect::<rusqlite::Result<_>>()?;
    Ok(phrases)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Phrase> {
    Ok(Phrase {
        description: row.get(0)?,
        task: row.get::<_, Option<Id>>(1)?.map(|id| TaskId(id.0)),
        project: row.get::<_, Option<Id>>(2)?.map(|id| ProjectId(id.0)),
        tags: row.get::<_, Tags>(3)?.0,
        last_used_at: row.get::<_, At>(4)?.0,
    })
}
