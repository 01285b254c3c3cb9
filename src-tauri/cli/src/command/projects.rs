//! `stint projects`: lists projects and adds one.

use stint_api::{
    client::Client,
    command::{AddProject, ProjectForm},
    question::ListProjects,
    view::ProjectView,
};

use crate::{
    args::Form,
    desk::Desk,
    failure::Failure,
    show::{
        paint::Ink,
        table::{Cell, Table},
        time,
    },
};

/// List projects, or add one
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Projects {
    #[command(subcommand)]
    change: Option<Change>,
    #[command(flatten)]
    list: List,
}

#[derive(Debug, clap::Subcommand)]
enum Change {
    Add(Add),
    /// List projects, as `stint projects` alone does
    List(List),
}

#[derive(Debug, clap::Args)]
struct List {
    /// Archived ones, too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    form: Form,
}

/// Add a project
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint projects add api --client Acme --billable")]
struct Add {
    /// What it is called
    #[arg(value_name = "NAME", required = true)]
    name: Vec<String>,
    /// For whom it is done
    #[arg(long)]
    client: Option<String>,
    /// The hue it is drawn in; without it the least used one
    #[arg(long, value_parser = ["blue", "rose", "teal", "amber", "violet", "slate"])]
    colour: Option<String>,
    /// Somebody pays for new entries on it
    #[arg(long)]
    billable: bool,
    #[command(flatten)]
    form: Form,
}

impl Projects {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        match self.change.unwrap_or(Change::List(self.list)) {
            Change::Add(add) => add.run(desk).await,
            Change::List(list) => list.run(desk).await,
        }
    }
}

impl List {
    async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let projects = desk.ask(ListProjects { with_archived: self.all }).await?;
        desk.list(self.form, &projects, |projects| table(projects))
    }
}

impl Add {
    async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let project = ProjectForm {
            name: self.name.join(" "),
            colour: self.colour,
            client: self.client,
            is_billable: self.billable,
            is_archived: false,
        };
        desk.order(AddProject { project }, self.form).await
    }
}

/// The id of the project of that name, in any case, where one is named.
pub(crate) async fn id(engine: &Client, name: Option<&str>) -> Result<Option<String>, Failure> {
    let Some(name) = name else { return Ok(None) };
    let projects = engine.call(ListProjects { with_archived: false }).await?;
    let found = projects.into_iter().find(|project| project.name.to_lowercase() == name.to_lowercase());
    let found = found.ok_or_else(|| {
        Failure::unnamed(
            format!("There is no project “{name}”."),
            "See `stint projects`, or add it with `stint projects add`.",
        )
    })?;
    Ok(Some(found.id))
}

fn table(projects: &[ProjectView]) -> Table {
    Table::or("No projects were found. Add one with `stint projects add` and its name.")
        .head(["Project", "Client", "Open tasks", "30 days", ""])
        .rows(projects.iter().map(row))
}

fn row(project: &ProjectView) -> [Cell; 5] {
    let flags = [(project.is_billable, "billable"), (project.is_archived, "archived")];
    let flags: Vec<_> = flags.into_iter().filter_map(|(is_so, word)| is_so.then_some(word)).collect();
    [
        Cell::new(&project.name),
        Cell::new(project.client.clone().unwrap_or_default()),
        Cell::new(project.open_tasks.to_string()).right(),
        Cell::new(time::duration(project.recent_seconds)).right(),
        Cell::new(flags.join(", ")).ink(Ink::Faint),
    ]
}
