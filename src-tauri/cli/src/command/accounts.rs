//! `stint accounts`: lists what is connected; connects, checks, pauses, rotates and revokes.

mod attempt;
mod connect;
mod history;
pub(crate) mod known;
pub(crate) mod mend;
mod one;
mod rest;

use stint_api::{
    question::GetAccounts,
    view::{AccountState, AccountView, AccountsPage, ServiceView, VaultState},
};

pub(crate) use self::attempt::accounts_changed;
use crate::{
    args::Form,
    desk::Desk,
    failure::{self, Failure},
    show::{
        paint::Ink,
        table::{Cell, Table},
        time::Here,
    },
};

/// List the connected accounts; connect, check, pause, rotate or revoke one
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Accounts {
    #[command(subcommand)]
    change: Option<Change>,
    #[command(flatten)]
    list: List,
}

#[derive(Debug, clap::Subcommand)]
enum Change {
    Connect(connect::Connect),
    Rotate(connect::Rotate),
    Check(one::Check),
    Pause(rest::Pause),
    Resume(rest::Resume),
    Revoke(one::Revoke),
    Log(history::Log),
    Requests(history::Requests),
    /// List accounts, as `stint accounts` alone does
    List(List),
}

#[derive(Debug, clap::Args)]
struct List {
    #[command(flatten)]
    form: Form,
}

impl Accounts {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        match self.change.unwrap_or(Change::List(self.list)) {
            Change::Connect(args) => args.run(desk).await,
            Change::Rotate(args) => args.run(desk).await,
            Change::Check(args) => args.run(desk).await,
            Change::Pause(args) => args.run(desk).await,
            Change::Resume(args) => args.run(desk).await,
            Change::Revoke(args) => args.run(desk).await,
            Change::Log(args) => args.run(desk).await,
            Change::Requests(args) => args.run(desk).await,
            Change::List(list) => list.run(desk).await,
        }
    }
}

impl List {
    async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let page = desk.ask(GetAccounts {}).await?;
        let here = desk.here();
        desk.list(self.form, &page, |page| table(page, here))?;
        let is_trouble = !matches!(page.vault.state, VaultState::Ready | VaultState::Unknown);
        if !self.form.json && is_trouble {
            failure::tell(&page.vault.message, page.vault.hint.as_deref(), desk.err, desk.around.err_paint)?;
        }
        Ok(())
    }
}

fn table(page: &AccountsPage, here: Here<'_>) -> Table {
    let mut table = Table::default().head(["Service", "Account", "Host", "State", "Asked again", "Last used", "Ends"]);
    if page.services.iter().all(|service| service.accounts.is_empty()) {
        let words = "No account is connected. Connect one with `stint accounts connect` and a service.";
        table = Table::default();
        table.text(Cell::new(words));
    }
    for service in &page.services {
        service.accounts.iter().for_each(|account| rows(service, account, here, &mut table));
    }
    let others = page.services.iter().filter(|service| service.accounts.is_empty());
    let ids: Vec<&str> = others.map(|service| service.id.as_str()).collect();
    if !ids.is_empty() {
        table.text(Cell::new(format!("Not connected: {}", ids.join(", "))).ink(Ink::Faint));
    }
    table
}

fn rows(service: &ServiceView, account: &AccountView, here: Here<'_>, table: &mut Table) {
    let at = |at: &Option<String>| at.as_deref().map_or_else(String::new, |at| here.clock(at));
    let ends = if account.is_renewed { "renewed".to_owned() } else { at(&account.expires_at) };
    let (state, ink) = state(account);
    table.row([
        Cell::new(&service.name),
        Cell::new(&account.name),
        Cell::new(&account.host).ink(Ink::Faint),
        Cell::new(state).ink(ink),
        Cell::new(asked_again(account, here)),
        Cell::new(at(&account.last_used_at)),
        Cell::new(ends),
    ]);
    trouble(account).for_each(|words| table.text(Cell::new(format!("  {words}"))));
}

/// When its work is read next; nothing where it brings none, and where nothing is asked of it.
fn asked_again(account: &AccountView, here: Here<'_>) -> String {
    match &account.sync {
        Some(sync) if sync.is_running => "now".to_owned(),
        Some(sync) => sync.next_at.as_deref().map_or_else(String::new, |at| here.clock(at)),
        None => String::new(),
    }
}

/// What is wrong with an account and what mends it, a sentence each.
fn trouble(account: &AccountView) -> impl Iterator<Item = String> {
    let message = Some(account.message.clone()).filter(|message| !message.is_empty());
    let error = account.last_error.clone().filter(|error| !account.message.contains(error.as_str()));
    let missing =
        account.missing.iter().map(|missing| format!("Not granted: {} ({}).", missing.scope, missing.purpose));
    message.into_iter().chain(error).chain(mend::hint(account)).chain(missing)
}

/// Whether it works, and whether it rests.
fn state(account: &AccountView) -> (String, Ink) {
    let (words, ink) = works(account.state);
    match (account.is_paused, account.state) {
        (false, _) => (words.to_owned(), ink),
        (true, AccountState::Connected) => ("paused".to_owned(), Ink::Plain),
        (true, _) => (format!("{words}, paused"), ink),
    }
}

const fn works(state: AccountState) -> (&'static str, Ink) {
    match state {
        AccountState::Connected => ("connected", Ink::Well),
        AccountState::Waiting => ("waiting", Ink::Plain),
        AccountState::NeedsSignIn => ("sign in again", Ink::Warning),
        AccountState::Suspended => ("suspended", Ink::Warning),
        AccountState::Locked => ("locked", Ink::Warning),
        AccountState::Failing => ("failing", Ink::Warning),
    }
}
