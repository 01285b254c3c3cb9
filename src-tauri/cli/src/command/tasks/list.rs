//! `stint tasks list`: tasks in the order to work on them, how they stand and why they wait.

use std::io::{self, Write};

use stint_api::{
    command::PriorityName,
    question::ListTasks,
    view::{TaskPage, TaskView},
};

use super::status;
use crate::{
    args::Form,
    desk::Desk,
    failure::Failure,
    show::{
        paint::{Ink, Paint},
        shortened,
        table::{Cell, Table},
        time, work,
    },
};

#[derive(Debug, clap::Args)]
pub(super) struct List {
    /// Only tasks whose title, reference or project holds these words
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// Finished ones, too, and those that came from a service and wait no more
    #[arg(long)]
    all: bool,
    /// Only finished ones
    #[arg(long, conflicts_with = "all")]
    done: bool,
    /// Only those of this service, such as github; `own` for those typed by hand
    #[arg(long)]
    service: Option<String>,
    #[command(flatten)]
    form: Form,
}

impl List {
    pub(super) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let engine = desk.engine().await?;
        let (text, service) = (self.words.join(" "), self.service.map(|service| service.to_lowercase()));
        let all = ListTasks { text, with_off_list: self.all || self.done, service, ..ListTasks::default() };
        let page = if self.done {
            // Finished ones come last.
            let open = engine.call(ListTasks { limit: Some(0), ..all.clone() }).await?.total;
            let page = engine.call(ListTasks { with_done: true, offset: open, ..all }).await?;
            TaskPage { total: page.total.saturating_sub(open), ..page }
        } else {
            engine.call(ListTasks { with_done: self.all, ..all }).await?
        };
        desk.print(self.form, &page, print)
    }
}

fn print(page: &TaskPage, out: &mut dyn Write, paint: Paint) -> io::Result<()> {
    if page.tasks.is_empty() {
        return writeln!(out, "No tasks were found. Add one with `stint tasks add` and its title.");
    }
    let mut table = Table::default();
    page.tasks.iter().for_each(|task| table.row(row(task)));
    table.write(out, paint)?;
    match usize::try_from(page.total).unwrap_or(usize::MAX).saturating_sub(page.tasks.len()) {
        0 => Ok(()),
        more => writeln!(out, "\n{more} more: narrow the list with words."),
    }
}

fn row(task: &TaskView) -> [Cell; 7] {
    let priority = match task.priority {
        PriorityName::High => "high",
        PriorityName::Medium => "",
        PriorityName::Low => "low",
    };
    let work = task.work.as_ref().map(|work| work::in_short(work).join(" · ")).unwrap_or_default();
    let (status, ink) = if task.is_running { ("running", Ink::Running) } else { (status(task.status), Ink::Plain) };
    [
        Cell::new(task.reference.clone().unwrap_or_default()).ink(Ink::Faint),
        Cell::new(shortened(&task.title)),
        Cell::new(task.project.as_ref().map_or("", |project| &project.name)).ink(Ink::Faint),
        Cell::new(priority).ink(Ink::Warning),
        Cell::new(status).ink(ink),
        Cell::new(time::duration(task.seconds)).right(),
        Cell::new(work).ink(Ink::Faint),
    ]
}
