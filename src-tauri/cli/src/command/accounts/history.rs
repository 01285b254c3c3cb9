//! `stint accounts log` and `requests`: what happened to accounts, and what went out to the network.

use stint_api::{
    question::{ListAccountChanges, ListRequests},
    view::{AccountChangeView, RequestView, RequestsPage},
};

use crate::{
    args::{Form, up_to},
    desk::Desk,
    failure::Failure,
    show::{
        paint::Ink,
        table::{Cell, Table},
        time::Here,
    },
};

/// The most lines that are asked for at once.
const MOST: u32 = 1_000;

/// List what happened to accounts, latest first
#[derive(Debug, clap::Args)]
pub(crate) struct Log {
    /// How many lines at most; without it 50
    #[arg(long, value_name = "COUNT", value_parser = up_to(MOST))]
    limit: Option<u32>,
    #[command(flatten)]
    form: Form,
}

/// List what went out to the network since Stint started, latest first
#[derive(Debug, clap::Args)]
pub(crate) struct Requests {
    /// How many lines at most; without it 200
    #[arg(long, value_name = "COUNT", value_parser = up_to(MOST))]
    limit: Option<u32>,
    #[command(flatten)]
    form: Form,
}

impl Log {
    pub(super) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let changes = desk.ask(ListAccountChanges { limit: self.limit }).await?;
        let here = desk.here();
        desk.list(self.form, &changes, |changes| {
            Table::or("Nothing happened to accounts so far.")
                .rows(changes.iter().map(|change| change_row(change, here)))
        })
    }
}

impl Requests {
    pub(super) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let page = desk.ask(ListRequests { limit: self.limit }).await?;
        let here = desk.here();
        desk.list(self.form, &page, |page| requests(page, here))
    }
}

fn change_row(change: &AccountChangeView, here: Here<'_>) -> [Cell; 5] {
    [
        Cell::new(here.clock(&change.at)).ink(Ink::Faint),
        Cell::new(&change.service),
        Cell::new(format!("{}@{}", change.name, change.host)),
        Cell::new(&change.what),
        Cell::new(format!("by {}", change.by)).ink(Ink::Faint),
    ]
}

fn requests(page: &RequestsPage, here: Here<'_>) -> Table {
    let since = here.clock(&page.since);
    let mut table = Table::or(format!("Nothing went out since {since}."));
    if page.rows.is_empty() {
        return table;
    }
    page.rows.iter().for_each(|request| table.row(request_row(request, here)));
    for resting in &page.resting {
        let until = here.clock(&resting.until);
        table.text(Cell::new(format!("{} failed again and again, and is left alone until {until}.", resting.host)));
    }
    table.text(Cell::new(format!("{} since {since}", page.count)).ink(Ink::Faint));
    table
}

fn request_row(request: &RequestView, here: Here<'_>) -> [Cell; 6] {
    let (answer, ink) = match request.status {
        Some(status) if status < 400 => (status.to_string(), Ink::Plain),
        Some(status) => (status.to_string(), Ink::Warning),
        None => (request.failure.clone(), Ink::Warning),
    };
    [
        Cell::new(here.clock(&request.at)).ink(Ink::Faint),
        Cell::new(&request.method),
        Cell::new(format!("{}{}", request.host, request.path)),
        Cell::new(answer).ink(ink),
        Cell::new(format!("{} B", request.bytes)).right(),
        Cell::new(format!("{} ms", request.took_ms)).right(),
    ]
}
