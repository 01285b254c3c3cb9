//! `stint tasks list`: tasks in the order to work on them, how they stand and why they wait.

use stint_api::{
    client::Client,
    command::PriorityName,
    question::{GetAccounts, ListTasks},
    view::{TaskPage, TaskView},
};

use super::status;
use crate::{
    args::{Form, up_to},
    command::accounts::known,
    desk::Desk,
    failure::Failure,
    show::{
        paint::Ink,
        shortened,
        table::{Cell, Table},
        time, work,
    },
};

/// The most tasks that the engine lists at once.
const MOST: u32 = 1_000;

/// What stands for tasks that came from no service.
const OWN: &str = "own";

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
    /// How many tasks at most; without it 200
    #[arg(long, value_name = "COUNT", value_parser = up_to(MOST))]
    limit: Option<u32>,
    #[command(flatten)]
    form: Form,
}

impl List {
    pub(super) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let engine = desk.engine().await?;
        let is_filtered = self.done || self.service.is_some() || !self.words.is_empty();
        let service = match self.service {
            Some(named) => Some(service(&engine, &named).await?),
            None => None,
        };
        let (text, with_off_list, limit) = (self.words.join(" "), self.all || self.done, self.limit);
        let all = ListTasks { text, with_off_list, service, limit, ..ListTasks::default() };
        let page = if self.done {
            // Finished ones come last.
            let open = engine.call(ListTasks { limit: Some(0), ..all.clone() }).await?.total;
            let page = engine.call(ListTasks { with_done: true, offset: open, ..all }).await?;
            TaskPage { total: page.total.saturating_sub(open), ..page }
        } else {
            engine.call(ListTasks { with_done: self.all, ..all }).await?
        };
        desk.list(self.form, &page, |page| table(page, is_filtered))
    }
}

/// The id of the service that is named, or what stands for none.
async fn service(engine: &Client, named: &str) -> Result<String, Failure> {
    if named.eq_ignore_ascii_case(OWN) {
        return Ok(OWN.to_owned());
    }
    let page = engine.call(GetAccounts {}).await?;
    Ok(known::service_of_tasks(&page, named)?.id.clone())
}

fn table(page: &TaskPage, is_filtered: bool) -> Table {
    let hint = if is_filtered { "" } else { " Add one with `stint tasks add` and its title." };
    let mut table = Table::or(format!("No tasks were found.{hint}")).rows(page.tasks.iter().map(row));
    let shown = u32::try_from(page.tasks.len()).unwrap_or(u32::MAX);
    let more = page.total.saturating_sub(shown);
    if shown > 0 && more > 0 {
        let raise = if shown < MOST { "raise --limit, or " } else { "" };
        table.text(Cell::default());
        table.text(Cell::new(format!("{more} more: {raise}narrow the list with words.")));
    }
    table
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
