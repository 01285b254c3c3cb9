//! `stint accounts`: lists what is connected; connects, checks, pauses, rotates and revokes.

mod attempt;
mod connect;
mod history;
pub(crate) mod known;
mod one;
mod rest;

use std::io::{self, Write};

use jiff::{civil::Date, tz::TimeZone};
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
        paint::{Ink, Paint},
        plain,
        table::{Cell, Table},
        time,
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
    /// List accounts, as without it
    List(List),
}

#[derive(Debug, clap::Args)]
struct List {
    #[command(flatten)]
    form: Form,
}

impl Accounts {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        match self.change {
            Some(Change::Connect(args)) => args.run(desk).await,
            Some(Change::Rotate(args)) => args.run(desk).await,
            Some(Change::Check(args)) => args.run(desk).await,
            Some(Change::Pause(args)) => args.run(desk).await,
            Some(Change::Resume(args)) => args.run(desk).await,
            Some(Change::Revoke(args)) => args.run(desk).await,
            Some(Change::Log(args)) => args.run(desk).await,
            Some(Change::Requests(args)) => args.run(desk).await,
            Some(Change::List(list)) => list.run(desk).await,
            None => self.list.run(desk).await,
        }
    }
}

impl List {
    async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let page = desk.ask(GetAccounts {}).await?;
        let (today, zone) = (desk.today(), &desk.around.zone);
        desk.print(self.form, &page, |page, out, paint| print(page, today, zone, out, paint))?;
        let is_trouble = !matches!(page.vault.state, VaultState::Ready | VaultState::Unknown);
        if !self.form.json && is_trouble {
            failure::tell(&page.vault.message, page.vault.hint.as_deref(), desk.err, desk.around.err_paint)?;
        }
        Ok(())
    }
}

fn print(page: &AccountsPage, today: Date, zone: &TimeZone, out: &mut dyn Write, paint: Paint) -> io::Result<()> {
    if page.services.iter().all(|service| service.accounts.is_empty()) {
        writeln!(out, "No account is connected. Connect one with `stint accounts connect` and a service.")?;
        return print_others(page, out, paint);
    }
    let mut table = Table::default();
    table.row(
        ["Service", "Account", "Host", "State", "Ends", "Last used"].map(|title| Cell::new(title).ink(Ink::Faint)),
    );
    for service in &page.services {
        service.accounts.iter().for_each(|account| rows(service, account, today, zone, &mut table));
    }
    table.write(out, paint)?;
    print_others(page, out, paint)
}

/// What the services are called that have no account yet.
fn print_others(page: &AccountsPage, out: &mut dyn Write, paint: Paint) -> io::Result<()> {
    let others = page.services.iter().filter(|service| service.accounts.is_empty());
    let ids: Vec<&str> = others.map(|service| service.id.as_str()).collect();
    if ids.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", paint.ink(Ink::Faint, &format!("Not connected: {}", plain(&ids.join(", ")))))
}

fn rows(service: &ServiceView, account: &AccountView, today: Date, zone: &TimeZone, table: &mut Table) {
    let at = |at: &Option<String>| at.as_deref().map_or_else(String::new, |at| time::clock(at, today, zone));
    let ends = if account.is_renewed { "renewed".to_owned() } else { at(&account.expires_at) };
    let (state, ink) = state(account);
    table.row([
        Cell::new(&service.name),
        Cell::new(&account.name),
        Cell::new(&account.host).ink(Ink::Faint),
        Cell::new(state).ink(ink),
        Cell::new(ends),
        Cell::new(at(&account.last_used_at)),
    ]);
    trouble(account).for_each(|words| table.text(Cell::new(format!("  {words}"))));
}

/// What is wrong with an account, a sentence each.
fn trouble(account: &AccountView) -> impl Iterator<Item = String> {
    let message = Some(account.message.clone()).filter(|message| !message.is_empty());
    let error = account.last_error.clone().filter(|error| Some(error) != message.as_ref());
    let missing =
        account.missing.iter().map(|missing| format!("Not granted: {} ({}).", missing.scope, missing.purpose));
    message.into_iter().chain(error).chain(missing)
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
