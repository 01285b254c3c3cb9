//! `stint undo`: takes the latest change back, or lists what can be.

use std::io::{self, Write};

use jiff::{civil::Date, tz::TimeZone};
use stint_api::{question::ListChanges, view::ChangeView};

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

/// Take the latest change back
#[derive(Debug, clap::Args)]
pub(crate) struct Undo {
    /// Only list the latest changes
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    form: Form,
}

impl Undo {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        if !self.list {
            return desk.order(stint_api::command::Undo {}, self.form).await;
        }
        let changes = desk.ask(ListChanges { limit: None }).await?;
        let (today, zone) = (desk.today(), &desk.around.zone);
        desk.print(self.form, &changes, |changes, out, paint| list(changes, today, zone, out, paint))
    }
}

fn list(changes: &[ChangeView], today: Date, zone: &TimeZone, out: &mut dyn Write, paint: Paint) -> io::Result<()> {
    if changes.is_empty() {
        return writeln!(out, "Nothing was changed yet.");
    }
    let mut table = Table::default();
    for change in changes {
        table.row([
            Cell::new(time::clock(&change.at, today, zone)).ink(Ink::Faint).right(),
            Cell::new(&change.label),
            Cell::new(if change.is_undone { "taken back" } else { "" }).ink(Ink::Faint),
        ]);
    }
    table.write(out, paint)
}
