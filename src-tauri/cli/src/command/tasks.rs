//! `stint tasks`: lists tasks, shows one, adds one.

mod list;
mod named;
mod show;

use stint_api::command::{AddTask, PriorityName, StatusName, TaskForm};

use super::projects;
use crate::{args::Form, desk::Desk, failure::Failure};

/// List tasks; show one, or add one
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  stint tasks
  stint tasks login --service github
  stint tasks show 42"
)]
pub(crate) struct Tasks {
    #[command(subcommand)]
    change: Option<Change>,
    #[command(flatten)]
    list: list::List,
}

#[derive(Debug, clap::Subcommand)]
enum Change {
    Add(Add),
    Show(show::Show),
    /// List tasks, as `stint tasks` alone does
    List(list::List),
}

/// Add a task
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint tasks add Fix the logout --project api --reference \"acme/api#42\"")]
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
        match self.change.unwrap_or(Change::List(self.list)) {
            Change::Add(add) => add.run(desk).await,
            Change::Show(args) => args.run(desk).await,
            Change::List(list) => list.run(desk).await,
        }
    }
}

impl Add {
    async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let engine = desk.engine().await?;
        let project = projects::id(&engine, self.project.as_deref()).await?;
        let task = TaskForm {
            title: self.title.join(" "),
            project,
            priority: priority(self.priority),
            status: StatusName::Todo,
            reference: self.reference,
            url: self.url,
        };
        let added = engine.call(AddTask { task }).await?;
        desk.said(self.form, &added)
    }
}

const fn priority(priority: Priority) -> PriorityName {
    match priority {
        Priority::High => PriorityName::High,
        Priority::Medium => PriorityName::Medium,
        Priority::Low => PriorityName::Low,
    }
}

/// How far it has come, in words.
const fn status(status: StatusName) -> &'static str {
    match status {
        StatusName::Todo => "to do",
        StatusName::InProgress => "in progress",
        StatusName::Done => "done",
    }
}
