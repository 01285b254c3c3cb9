//! `stint follow`: repositories whose open issues become tasks.

mod remove;

use stint_api::{
    question::{GetAccounts, ListFollows},
    view::{AccountView, FollowView},
};

use super::{
    accounts::{known, mend},
    projects,
};
use crate::{
    args::Form,
    desk::Desk,
    failure::Failure,
    show::{
        paint::Ink,
        table::{Cell, Table},
    },
};

/// List the repositories you follow; follow one, or no more
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Follow {
    #[command(subcommand)]
    change: Option<Change>,
    #[command(flatten)]
    list: List,
}

#[derive(Debug, clap::Subcommand)]
enum Change {
    Add(Add),
    Remove(remove::Remove),
    /// List repositories, as `stint follow` alone does
    List(List),
}

#[derive(Debug, clap::Args)]
struct List {
    #[command(flatten)]
    form: Form,
}

/// Follow a repository, or change how: its open issues become tasks
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint follow add acme/api
  stint follow add acme/web --label \"good first issue\" --project web
  stint follow add https://git.example.org/acme/api --account mona@git.example.org")]
struct Add {
    /// The repository, such as acme/api, or its address
    #[arg(value_name = "OWNER/NAME")]
    place: String,
    /// The service it lies at, such as github, where several are connected
    #[arg(long, conflicts_with = "account")]
    service: Option<String>,
    /// The account to read it with, such as mona@github.com
    #[arg(long)]
    account: Option<String>,
    /// Only issues with this label
    #[arg(long)]
    label: Option<String>,
    /// The project of its tasks, by name
    #[arg(long, value_name = "NAME")]
    project: Option<String>,
    #[command(flatten)]
    form: Form,
}

impl Follow {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        match self.change.unwrap_or(Change::List(self.list)) {
            Change::Add(args) => args.run(desk).await,
            Change::Remove(args) => args.run(desk).await,
            Change::List(list) => list.run(desk).await,
        }
    }
}

impl List {
    async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let follows = desk.ask(ListFollows {}).await?;
        desk.list(self.form, &follows, |follows| table(follows))?;
        if self.form.json || follows.is_empty() {
            return Ok(());
        }
        let page = desk.ask(GetAccounts {}).await?;
        let accounts = page.services.iter().flat_map(|service| &service.accounts);
        let has_follow = |account: &&AccountView| follows.iter().any(|follow| follow.account == account.id);
        Ok(accounts.filter(has_follow).try_for_each(|account| mend::tell(account, desk))?)
    }
}

impl Add {
    async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let engine = desk.engine().await?;
        let account = known::id(&engine, self.account.as_deref()).await?;
        let project = projects::id(&engine, self.project.as_deref()).await?;
        let service = self.service.map(|service| service.to_lowercase());
        let follow = stint_api::command::Follow { place: self.place, account, service, label: self.label, project };
        let receipt = engine.call(follow).await?;
        desk.said(self.form, &receipt)
    }
}

fn table(follows: &[FollowView]) -> Table {
    let mut table = Table::or("No repository is followed. Follow one with `stint follow add` and owner/name.")
        .head(["Repository", "Label", "Project", "Account", "Open tasks", ""])
        .rows(follows.iter().map(row));
    let unseen: Vec<_> = follows.iter().filter_map(|follow| Some((follow, follow.problem.as_deref()?))).collect();
    if !unseen.is_empty() {
        table.text(Cell::default());
    }
    unseen.iter().for_each(|(follow, why)| table.text(Cell::new(format!("{}: {why}", follow.place))));
    table
}

fn row(follow: &FollowView) -> [Cell; 6] {
    [
        Cell::new(&follow.place),
        Cell::new(follow.label.clone().unwrap_or_default()),
        Cell::new(follow.project.as_ref().map_or("", |project| &project.name)),
        Cell::new(format!("{} at {}", follow.name, follow.service)).ink(Ink::Faint),
        Cell::new(follow.open_tasks.to_string()).right(),
        state(follow),
    ]
}

/// Whether it was read, and whether it can be.
fn state(follow: &FollowView) -> Cell {
    match (&follow.problem, &follow.synced_at) {
        (Some(_), _) => Cell::new("cannot be seen").ink(Ink::Warning),
        (None, None) => Cell::new("not read yet").ink(Ink::Faint),
        (None, Some(_)) => Cell::new(""),
    }
}
