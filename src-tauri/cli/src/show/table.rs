//! Columns of words, aligned by how wide a terminal shows them.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{
    paint::{Ink, Paint},
    plain,
};

/// Rows of cells, with lines of text between them.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// The titles of the columns; none where the rows speak for themselves.
    head: Option<Row>,
    rows: Vec<Row>,
    /// What is written instead where there is no row.
    nothing: String,
}

#[derive(Debug)]
enum Row {
    Cells(Vec<Cell>),
    Text(Cell),
}

impl Row {
    /// Cells without the empty ones at the end.
    fn of(cells: impl IntoIterator<Item = Cell>) -> Self {
        let mut cells: Vec<_> = cells.into_iter().collect();
        while cells.last().is_some_and(|cell| cell.text.is_empty()) {
            cells.pop();
        }
        Self::Cells(cells)
    }
}

/// A word or some of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell {
    text: String,
    ink: Ink,
    is_right: bool,
}

impl Cell {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: plain(&text.into()).into_owned(), ..Self::default() }
    }

    pub(crate) fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// For figures.
    pub(crate) fn right(self) -> Self {
        Self { is_right: true, ..self }
    }

    fn width(&self) -> usize {
        self.text.width()
    }

    fn write(&self, width: usize, is_last: bool, out: &mut dyn Write, paint: Paint) -> io::Result<()> {
        let gap = " ".repeat(width.saturating_sub(self.width()));
        let word = paint.ink(self.ink, &self.text);
        match (self.is_right, is_last) {
            (true, _) => write!(out, "{gap}{word}"),
            (false, true) => write!(out, "{word}"),
            (false, false) => write!(out, "{word}{gap}"),
        }
    }
}

impl Table {
    /// A list that says `nothing`, a sentence, where it is empty.
    pub(crate) fn or(nothing: impl Into<String>) -> Self {
        Self { nothing: nothing.into(), ..Self::default() }
    }

    /// Names the columns.
    pub(crate) fn head<const COLUMNS: usize>(self, titles: [&str; COLUMNS]) -> Self {
        let titles = titles.map(|title| Cell::new(title).ink(Ink::Faint));
        Self { head: Some(Row::of(titles)), ..self }
    }

    /// Adds rows.
    pub(crate) fn rows<const COLUMNS: usize>(mut self, rows: impl IntoIterator<Item = [Cell; COLUMNS]>) -> Self {
        rows.into_iter().for_each(|cells| self.row(cells));
        self
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(Row::of(cells));
    }

    /// Adds a line that minds no column.
    pub(crate) fn text(&mut self, text: Cell) {
        self.rows.push(Row::Text(text));
    }

    /// Writes all of it.
    pub(crate) fn write(&self, out: &mut dyn Write, paint: Paint) -> io::Result<()> {
        if self.rows.is_empty() && !self.nothing.is_empty() {
            return writeln!(out, "{}", plain(&self.nothing));
        }
        let widths = self.widths();
        for row in self.head.iter().chain(&self.rows) {
            match row {
                Row::Text(text) => text.write(0, true, out, paint)?,
                Row::Cells(cells) => {
                    for (column, cell) in cells.iter().enumerate() {
                        let is_last = column + 1 == cells.len();
                        cell.write(widths[column], is_last, out, paint)?;
                        write!(out, "{}", if is_last { "" } else { "  " })?;
                    }
                }
            }
            writeln!(out)?;
        }
        Ok(())
    }

    fn widths(&self) -> Vec<usize> {
        let mut widths = Vec::new();
        for row in self.head.iter().chain(&self.rows) {
            let Row::Cells(cells) = row else { continue };
            widths.resize(widths.len().max(cells.len()), 0);
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(cell.width());
            }
        }
        widths
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(table: &Table) -> String {
        let mut out = Vec::new();
        table.write(&mut out, Paint::default()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn wide_letters_and_figures_stay_in_their_columns() {
        let mut table = Table::default();
        table.row([Cell::new("日本"), Cell::new("1:05").right(), Cell::new("x")]);
        table.text(Cell::new("a line of its own that is long"));
        table.row([Cell::new("abc"), Cell::new("10:05").right(), Cell::new("")]);
        insta::assert_snapshot!(written(&table), @"
        日本   1:05  x
        a line of its own that is long
        abc   10:05
        ");
    }

    #[test]
    fn a_list_without_a_row_is_a_sentence_without_titles() {
        let list = || Table::or("No project was found.").head(["Project", "Client"]);
        assert_eq!(written(&list()), "No project was found.\n");
        assert_eq!(written(&list().rows([["api", ""].map(Cell::new)])), "Project  Client\napi\n");
    }

    #[test]
    fn a_cell_holds_nothing_that_a_terminal_obeys() {
        let mut table = Table::default();
        table.row([Cell::new("mo\u{1b}[2Jna"), Cell::new("x")]);
        assert_eq!(written(&table), "mo[2Jna  x\n");
    }
}
