//! `stint tasks`: lists tasks and adds one.

use std::io::{self, Write};

use stint_api::{
    command::{AddTask, PriorityName, StatusName, TaskForm},
    question::{ListProjects, ListTasks},
    view::{TaskPage, TaskView},
};

use crate::{
    args::Form,
    desk::Desk,
    failure::Failure,
    show::{
        self,
        paint::{Ink, Paint},
        table::{Cell, Table},
        time,
    },
};

/// List tasks, or add one
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Tasks {
    #[command(subcommand)]
    add: Option<Change>,
    #[command(flatten)]
    list: List,
}

#[derive(Debug, clap::Subcommand)]
enum Change {
    Add(Add),
    /// List tasks, as without it
    List(List),
}

#[derive(Debug, clap::Args)]
struct List {
    /// Only tasks whose title, reference or project holds these words
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// Finished ones, too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    form: Form,
}

/// Add a task
#[derive(Debug, clap::Args)]
struct Add {
    /// What is to be done
    #[arg(value_name = "TITLE", required = true)]
    title: Vec<String>,
    /// The project it belongs to, by name
    #[arg(long, value_name = "NAME")]
    project: Option<String>,
    /// How urgent it is
    #[arg(long, value_enum, default_value = "medium")]
    priority: Priority,
    /// How somebody else names it, such as acme/api#42
    #[arg(long)]
    reference: Option<String>,
    /// Where it can be read
    #[arg(long)]
    url: Option<String>,
    #[command(flatten)]
    form: Form,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Priority {
    High,
    Medium,
    Low,
}

impl Tasks {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        match self.add {
            Some(Change::Add(add)) => add.run(desk).await,
            Some(Change::List(list)) => list.run(desk).await,
            None => self.list.run(desk).await,
        }
    }
}

impl List {
    async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let page =
            desk.ask(ListTasks { text: self.words.join(" "), with_done: self.all, ..ListTasks::default() }).await?;
        desk.print(self.form, &page, print)
    }
}

impl Add {
    async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let engine = desk.engine().await?;
        let project = match self.project {
            Some(name) => {
                let projects = engine.call(ListProjects { with_archived: false }).await?;
                let found = projects.into_iter().find(|project| project.name.to_lowercase() == name.to_lowercase());
                Some(found.ok_or_else(|| no_project(&name))?.id)
            }
            None => None,
        };
        let task = TaskForm {
            title: self.title.join(" "),
            project,
            priority: priority(self.priority),
            status: StatusName::Todo,
            reference: self.reference,
            url: self.url,
        };
        let receipt = engine.call(AddTask { task }).await?;
        desk.print(self.form, &receipt, |receipt, out, _| show::receipt(receipt, out))
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

fn row(task: &TaskView) -> [Cell; 6] {
    let status = match (task.is_running, task.status) {
        (true, _) => "running",
        (_, StatusName::Todo) => "to do",
        (_, StatusName::InProgress) => "in progress",
        (_, StatusName::Done) => "done",
    };
    let priority = match task.priority {
        PriorityName::High => "high",
        PriorityName::Medium => "",
        PriorityName::Low => "low",
    };
    [
        Cell::new(task.reference.clone().unwrap_or_default()).ink(Ink::Faint),
        Cell::new(&task.title),
        Cell::new(task.project.as_ref().map_or("", |project| &project.name)).ink(Ink::Faint),
        Cell::new(priority).ink(Ink::Warning),
        Cell::new(status).ink(if task.is_running { Ink::Running } else { Ink::Plain }),
        Cell::new(time::duration(task.seconds)).right(),
    ]
}

const fn priority(priority: Priority) -> PriorityName {
    match priority {
        Priority::High => PriorityName::High,
        Priority::Medium => PriorityName::Medium,
        Priority::Low => PriorityName::Low,
    }
}

fn no_project(name: &str) -> Failure {
    Failure::usage(
        format!("There is no project “{name}”."),
        "See `stint projects`, or add it with `stint projects add`.",
    )
}
