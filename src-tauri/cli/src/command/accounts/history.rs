//! `stint accounts log` and `requests`: what happened to accounts, and what went out to the network.

use std::io::{self, Write};

use jiff::{civil::Date, tz::TimeZone};
use stint_api::{
    question::{ListAccountChanges, ListRequests},
    view::{AccountChangeView, RequestView, RequestsPage},
};

use crate::{
    args::Form,
    desk::Desk,
    failure::Failure,
    show::{
        paint::{Ink, Paint},
        table::{Cell, Table},
        time,
    },
};

/// List what happened to accounts, latest first
#[derive(Debug, clap::Args)]
pub(crate) struct Log {
    /// How many lines at most
    #[arg(long, value_name = "COUNT")]
    limit: Option<u32>,
    #[command(flatten)]
    form: Form,
}

/// List what went out to the network since Stint started, latest first
#[derive(Debug, clap::Args)]
pub(crate) struct Requests {
    /// How many lines at most
    #[arg(long, value_name = "COUNT")]
    limit: Option<u32>,
    #[command(flatten)]
    form: Form,
}

impl Log {
    pub(super) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let changes = desk.ask(ListAccountChanges { limit: self.limit }).await?;
        let (today, zone) = (desk.today(), &desk.around.zone);
        desk.print(self.form, &changes, |changes, out, paint| print_changes(changes, today, zone, out, paint))
    }
}

impl Requests {
    pub(super) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let page = desk.ask(ListRequests { limit: self.limit }).await?;
        let (today, zone) = (desk.today(), &desk.around.zone);
        desk.print(self.form, &page, |page, out, paint| print_requests(page, today, zone, out, paint))
    }
}

fn print_changes(
    changes: &[AccountChangeView],
    today: Date,
    zone: &TimeZone,
    out: &mut dyn Write,
    paint: Paint,
) -> io::Result<()> {
    if changes.is_empty() {
        return writeln!(out, "Nothing happened to accounts so far.");
    }
    let mut table = Table::default();
    for change in changes {
        table.row([
            Cell::new(time::clock(&change.at, today, zone)).ink(Ink::Faint),
            Cell::new(&change.service),
            Cell::new(format!("{}@{}", change.name, change.host)),
            Cell::new(&change.what),
            Cell::new(format!("by {}", change.by)).ink(Ink::Faint),
        ]);
    }
    table.write(out, paint)
}

fn print_requests(
    page: &RequestsPage,
    today: Date,
    zone: &TimeZone,
    out: &mut dyn Write,
    paint: Paint,
) -> io::Result<()> {
    let since = time::clock(&page.since, today, zone);
    if page.rows.is_empty() {
        return writeln!(out, "Nothing went out since {since}.");
    }
    let mut table = Table::default();
    page.rows.iter().for_each(|request| table.row(row(request, today, zone)));
    for resting in &page.resting {
        let until = time::clock(&resting.until, today, zone);
        table.text(Cell::new(format!("{} failed again and again, and is left alone until {until}.", resting.host)));
    }
    table.text(Cell::new(format!("{} since {since}", page.count)).ink(Ink::Faint));
    table.write(out, paint)
}

fn row(request: &RequestView, today: Date, zone: &TimeZone) -> [Cell; 6] {
    let (answer, ink) = match request.status {
        Some(status) if status < 400 => (status.to_string(), Ink::Plain),
        Some(status) => (status.to_string(), Ink::Warning),
        None => (request.failure.clone(), Ink::Warning),
    };
    [
        Cell::new(time::clock(&request.at, today, zone)).ink(Ink::Faint),
        Cell::new(&request.method),
        Cell::new(format!("{}{}", request.host, request.path)),
        Cell::new(answer).ink(ink),
        Cell::new(format!("{} B", request.bytes)).right(),
        Cell::new(format!("{} ms", request.took_ms)).right(),
    ]
}
