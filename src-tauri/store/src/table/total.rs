//! Sums of time over a span, read from an index that holds all they need.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Row, named_params};
use stint_core::ids::ProjectId;

use super::entry::{IN_SPAN, text};
use crate::{Conn, error::Result, value::Id, words::Wanted};

/// What a project, or no project, comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// The project; none for time without one.
    pub project: Option<ProjectId>,
    /// Milliseconds inside the span.
    pub ms: i64,
    /// How many of them somebody pays for.
    pub billable_ms: i64,
}

/// A span to sum over, in milliseconds; what runs lasts until `now`.
struct Span {
    from: i64,
    to: i64,
    now: i64,
}

impl Span {
    fn of(from: Timestamp, to: Timestamp, now: Timestamp) -> Self {
        Self { from: from.as_millisecond(), to: to.as_millisecond(), now: now.as_millisecond() }
    }

    /// How long the entry of a row that begins with `started_at, ended_at` lasted inside the span.
    fn lasted(&self, row: &Row<'_>) -> rusqlite::Result<i64> {
        // Not left to SQL: three calls of its functions for each of 100,000 rows are a third of a year's totals.
        let (start, end): (i64, Option<i64>) = (row.get(0)?, row.get(1)?);
        let end = end.unwrap_or(self.now).min(self.to);
        Ok((end - start.max(self.from)).max(0))
    }
}

/// Milliseconds in the span from `from` to `to`, per project, no project first.
pub fn totals(conn: &Conn, from: Timestamp, to: Timestamp, now: Timestamp) -> Result<Vec<Total>> {
    let span = Span::of(from, to, now);
    let sql = format!("SELECT e.started_at, e.ended_at, e.project, e.is_billable FROM entry AS e WHERE {IN_SPAN}");
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(named_params! { ":from": span.from, ":to": span.to })?;
    let mut sums: BTreeMap<Option<ProjectId>, (i64, i64)> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let ms = span.lasted(row)?;
        let billable_ms = if row.get(3)? { ms } else { 0 };
        let project = row.get::<_, Option<Id>>(2)?.map(|id| ProjectId(id.0));
        let sum = sums.entry(project).or_default();
        *sum = (sum.0 + ms, sum.1 + billable_ms);
    }
    Ok(sums.into_iter().map(|(project, (ms, billable_ms))| Total { project, ms, billable_ms }).collect())
}

/// Milliseconds in the span, per project that has any.
pub fn spent_per_project(
    conn: &Conn,
    from: Timestamp,
    to: Timestamp,
    now: Timestamp,
) -> Result<BTreeMap<ProjectId, i64>> {
    let totals = totals(conn, from, to, now)?;
    Ok(totals.into_iter().filter_map(|total| Some((total.project?, total.ms))).collect())
}

/// Milliseconds in the span on entries whose description, task or project holds each of `words`.
pub fn total_ms(conn: &Conn, from: Timestamp, to: Timestamp, words: &str, now: Timestamp) -> Result<i64> {
    let wanted = Wanted::new(words);
    if wanted.is_anything() {
        return Ok(totals(conn, from, to, now)?.iter().map(|total| total.ms).sum());
    }
    let span = Span::of(from, to, now);
    let sql = format!(
        "SELECT e.started_at, e.ended_at, e.description, coalesce(t.title, ''), coalesce(p.name, '') FROM entry AS e
         LEFT JOIN task AS t ON t.id = e.task LEFT JOIN project AS p ON p.id = e.project WHERE {IN_SPAN}"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(named_params! { ":from": span.from, ":to": span.to })?;
    let mut sum = 0;
    while let Some(row) = rows.next()? {
        if wanted.are_in(&[text(row, 2)?, text(row, 3)?, text(row, 4)?]) {
            sum += span.lasted(row)?;
        }
    }
    Ok(sum)
}
