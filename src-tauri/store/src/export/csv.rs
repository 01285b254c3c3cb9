//! The entries as a table for spreadsheets.

use std::{borrow::Cow, io::Write, ops::ControlFlow};

use rusqlite::Row;

use super::{Counter, Ended, Progress, spelled};
use crate::{Conn, error::Result, table::entry};

const HEAD: [&str; 12] = [
    "id",
    "description",
    "project",
    "client",
    "task",
    "reference",
    "started_at",
    "ended_at",
    "zone",
    "seconds",
    "tags",
    "billable",
];

/// Writes one line an entry, earliest first; a running one has no end and no seconds.
pub fn csv<'a>(conn: &Conn, out: &mut dyn Write, progress: &'a mut Progress<'a>) -> Result<Ended> {
    let tx = conn.unchecked_transaction()?;
    let mut counter = Counter { done: 0, total: entry::count(&tx)?, progress };
    let mut writer = ::csv::Writer::from_writer(out);
    writer.write_record(HEAD)?;
    let sql = format!(
        "SELECT {}, coalesce(p.name, ''), coalesce(p.client, ''), coalesce(t.title, ''), coalesce(t.reference, '')
         FROM entry AS e LEFT JOIN project AS p ON p.id = e.project LEFT JOIN task AS t ON t.id = e.task
         ORDER BY e.started_at, e.ended_at",
        entry::COLUMNS
    );
    let mut statement = tx.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        write_line(&mut writer, row)?;
        if counter.one_more() == ControlFlow::Break(()) {
            return Ok(Ended::Cancelled);
        }
    }
    writer.flush()?;
    Ok(Ended::Complete)
}

fn write_line(writer: &mut ::csv::Writer<&mut dyn Write>, row: &Row<'_>) -> Result<()> {
    let entry = entry::read(row)?;
    let tags = entry.tags.into_iter().collect::<Vec<_>>().join(" ");
    let seconds = entry.ended_at.map(|end| end.duration_since(entry.started_at).as_secs());
    let cells: [&str; 12] = [
        &entry.id.to_string(),
        &harmless(&entry.description),
        &harmless(entry::text(row, 9)?),
        &harmless(entry::text(row, 10)?),
        &harmless(entry::text(row, 11)?),
        &harmless(entry::text(row, 12)?),
        &spelled(entry.started_at),
        &entry.ended_at.map(spelled).unwrap_or_default(),
        &entry.zone,
        &seconds.map(|seconds| seconds.to_string()).unwrap_or_default(),
        &harmless(&tags),
        if entry.is_billable { "true" } else { "false" },
    ];
    Ok(writer.write_record(cells)?)
}

/// Keeps a spreadsheet from taking words for a formula.
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@']) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_cell_that_looks_like_a_formula_is_quoted() {
        let cells = ["=1+1", "+1", "-1", "@sum", "1=1", ""].map(harmless);
        assert_eq!(cells, ["'=1+1", "'+1", "'-1", "'@sum", "1=1", ""]);
    }
}
