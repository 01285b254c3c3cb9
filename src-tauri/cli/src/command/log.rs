//! `stint log`: entries of many days, latest first.

use std::io::{self, Write};

use stint_api::{question::ListEntries, view::EntryPage};

use crate::{
    args::{Form, up_to},
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

/// The most entries that the engine lists at once.
const MOST: u32 = 5_000;

/// List entries of many days, latest first
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint log
  stint log login --from 2026-11-01 --to yesterday")]
pub(crate) struct Log {
    /// Only entries whose description, task or project holds these words
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// First day: 2026-11-20, today or yesterday; without it thirty days ago
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Last day; without it today
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// How many entries at most
    #[arg(long, value_name = "COUNT", default_value_t = 100, value_parser = up_to(MOST))]
    limit: u32,
    #[command(flatten)]
    form: Form,
}

impl Log {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let today = desk.today();
        let day = |typed: Option<String>| {
            typed.map(|typed| when::day(&typed, today)).transpose().map(|day| day.map(|day| day.to_string()))
        };
        let (from, to) = (day(self.from)?, day(self.to)?);
        let limit = Some(self.limit);
        let page = desk.ask(ListEntries { from, to, text: self.words.join(" "), limit }).await?;
        let here = desk.here();
        desk.print(self.form, &page, |page, out, paint| list(page, here, out, paint))
    }
}

fn list(page: &EntryPage, here: Here<'_>, out: &mut dyn Write, paint: Paint) -> io::Result<()> {
    if page.entries.is_empty() {
        return writeln!(out, "No entries were found.");
    }
    let mut table = Table::default();
    let mut latest = None;
    for entry in &page.entries {
        let there = here.at(&entry.started_at);
        if latest.replace(there.day) != Some(there.day) {
            table.text(Cell::new(time::day_in_words(there.day)).ink(Ink::Strong));
        }
        let [span, length, title, belongs] = entry::row(entry, there);
        table.row([Cell::default(), span, length, title, belongs]);
    }
    table.write(out, paint)?;
    let total = time::duration(page.total_seconds);
    writeln!(out, "\nTotal  {}", paint.ink(Ink::Strong, &total))?;
    if page.has_more {
        writeln!(out, "There are more: narrow the days with --from and --to, or raise --limit.")?;
    }
    Ok(())
}
