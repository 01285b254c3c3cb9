//! `stint today`: the entries and gaps of a day.

use std::io::{self, Write};

use stint_api::{question::GetDay, view::DayView};

use crate::{
    args::Form,
    desk::Desk,
    failure::Failure,
    show::{
        entry,
        paint::{Ink, Paint},
        table::{Cell, Table},
        time::{self, Here},
    },
    when,
};

/// List the entries of a day with the gaps between them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint today
  stint today --date yesterday")]
pub(crate) struct Today {
    /// Another day: 2026-11-20, or yesterday
    #[arg(long, value_name = "DAY")]
    date: Option<String>,
    #[command(flatten)]
    form: Form,
}

impl Today {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let day = self.date.map(|typed| when::day(&typed, desk.today())).transpose()?;
        let view = desk.ask(GetDay { date: day.map(|day| day.to_string()) }).await?;
        let here = Here { day: view.date.parse().unwrap_or_else(|_| desk.today()), ..desk.here() };
        desk.print(self.form, &view, |view, out, paint| list(view, here, out, paint))
    }
}

fn list(view: &DayView, here: Here<'_>, out: &mut dyn Write, paint: Paint) -> io::Result<()> {
    let total = time::duration(view.total_seconds);
    let goal = match view.goal_seconds {
        0 => String::new(),
        seconds => format!(" of {}", time::duration(seconds)),
    };
    let day = time::day_in_words(here.day);
    writeln!(out, "{}  {}{goal}\n", paint.ink(Ink::Strong, &day), paint.ink(Ink::Strong, &total))?;
    if view.entries.is_empty() {
        let hint = if view.is_today { " Start with `stint start` and what you do." } else { "" };
        return writeln!(out, "Nothing was tracked on this day.{hint}");
    }
    rows(view, here).write(out, paint)
}

/// Entries and gaps in the order of their start.
fn rows(view: &DayView, here: Here<'_>) -> Table {
    let entries = view.entries.iter().map(|entry| (instant(&entry.started_at), entry::row(entry, here)));
    let gaps = view.gaps.iter().map(|gap| {
        let span = entry::span(&gap.started_at, Some(&gap.ended_at), here);
        let cells = [span, time::duration(gap.seconds), "(gap)".to_owned(), String::new()];
        let [span, length, word, nothing] = cells.map(|text| Cell::new(text).ink(Ink::Faint));
        (instant(&gap.started_at), [span, length.right(), word, nothing])
    });
    let mut rows: Vec<_> = entries.chain(gaps).collect();
    rows.sort_by_key(|(started_at, _)| *started_at);
    Table::default().rows(rows.into_iter().map(|(_, cells)| cells))
}

fn instant(rfc3339: &str) -> Option<jiff::Timestamp> {
    rfc3339.parse().ok()
}
