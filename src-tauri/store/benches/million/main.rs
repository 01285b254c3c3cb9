//! Measures the store with 1,000,000 entries over ten years and 10,000 tasks: a row of Markdown a line.
//!
//! `cargo bench -p stint-store --bench million`

#![expect(clippy::print_stdout, reason = "the rows are the result")]

mod fill;
mod stopwatch;

use std::{error::Error, io, ops::ControlFlow, path::Path};

use jiff::{SignedDuration, Timestamp};
use stint_store::{
    Conn, Store, backup, check, export,
    table::{self, task::Filter},
};

use self::stopwatch::{many, once};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let file = folder.path().join("stint.db");
    println!("| what | p50 | p99 | bound |\n| --- | ---: | ---: | ---: |");
    once("fill with a million entries", "", || fill::fill(&file))?;
    many("open", "", 5, |_| Store::open(&file, fill::END).map(drop))?;
    let mut store = Store::open(&file, fill::END)?.store;
    reads(store.read())?;
    writes(&mut store)?;
    long_work(store.read(), folder.path())?;
    Ok(())
}

/// A moment of the ten years, another one each round.
fn some_day(round: u32) -> Timestamp {
    let days = i64::from(round * 37 % 3_600) + 1;
    fill::END - SignedDuration::from_hours(24 * days)
}

fn days(from: Timestamp, days: i64) -> Timestamp {
    from + SignedDuration::from_hours(24 * days)
}

fn reads(conn: &Conn) -> Result<(), stint_store::Error> {
    let totals = |from, length| table::entry::totals(conn, from, days(from, length), fill::END).map(drop);
    many("a day", "5 ms", 200, |round| {
        let from = some_day(round);
        table::entry::touching(conn, from, Some(days(from, 1))).map(drop)
    })?;
    for typed in ["", "r", "re", "login", "fix pa", "zzz"] {
        many(&format!("completion of “{typed}”"), "10 ms", 50, |_| {
            table::phrase::complete(conn, typed, 8)?;
            table::task::search(conn, typed, 8).map(drop)
        })?;
    }
    many("totals of a month", "20 ms", 100, |round| totals(some_day(round), -30).and(totals(some_day(round), 30)))?;
    many("totals of a year", "100 ms", 10, |round| totals(days(some_day(round), -365), 365))?;
    many("entries of a month that say “login”", "", 20, |round| {
        let from = some_day(round);
        table::entry::page(conn, from, days(from, 30), "login", 500).map(drop)
    })?;
    many("the recent five", "5 ms", 50, |_| table::entry::recent(conn, 5).map(drop))?;
    many("the first 200 tasks", "", 50, |_| table::task::page(conn, &Filter::default(), 0, 200).map(drop))?;
    let login = Filter { text: "login", ..Filter::default() };
    many("tasks that say “login”", "", 50, |_| table::task::page(conn, &login, 0, 200).map(drop))
}

fn writes(store: &mut Store) -> Result<(), stint_store::Error> {
    many("an entry written, safe on the disk", "20 ms", 200, |round| {
        let entry = fill::entry_of_today(round);
        store.write(|tx| table::entry::put(tx, &entry))
    })
}

fn long_work(conn: &Conn, folder: &Path) -> Result<(), stint_store::Error> {
    let mut out = io::BufWriter::new(std::fs::File::create(folder.join("all.json"))?);
    let mut go_on = |_, _| ControlFlow::Continue(());
    once("export of all as JSON", "10 s", || export::json(conn, &mut out, fill::END, &mut go_on).map(drop))?;
    let mut go_on = |_, _| ControlFlow::Continue(());
    once("export of all as CSV", "10 s", || export::csv(conn, &mut io::sink(), &mut go_on).map(drop))?;
    once("backup", "", || backup::make(conn, folder, fill::END).map(drop))?;
    once("integrity check", "", || check::integrity(conn, &mut |_, _| ControlFlow::Continue(())).map(drop))
}
