//! `stint undo`: takes the latest change back, or lists what can be.

use stint_api::{question::ListChanges, view::ChangeView};

use crate::{
    args::Form,
    desk::Desk,
    failure::Failure,
    show::{
        paint::Ink,
        table::{Cell, Table},
        time::Here,
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
        let here = desk.here();
        desk.list(self.form, &changes, |changes| {
            Table::or("Nothing was changed yet.").rows(changes.iter().map(|change| row(change, here)))
        })
    }
}

fn row(change: &ChangeView, here: Here<'_>) -> [Cell; 3] {
    [
        Cell::new(here.clock(&change.at)).ink(Ink::Faint).right(),
        Cell::new(&change.label),
        Cell::new(if change.is_undone { "taken back" } else { "" }).ink(Ink::Faint),
    ]
}
