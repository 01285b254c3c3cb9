//! `stint accounts check` and `revoke`: what is done with one account, waited for.

use std::time::Duration;

use stint_api::{
    ApiError, Code, Hello,
    client::{Client, EventStream},
    command::{CheckAccount, RevokeAccount},
    question::{GetAccounts, ListAccountChanges},
    view::{AccountChangeView, AccountState, AccountView, AccountsPage, Receipt},
};
use tokio::time;

use super::{attempt::accounts_changed, known, trouble, works};
use crate::{args::Form, desk::Desk, failure::Failure, show::plain};

/// What the history says where the service was told.
const WAS_TOLD: &str = "service was told";

/// How long a service may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Ask the service whether an account still works
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// The account, such as mona@github.com, or its service where it is alone
    account: String,
    #[command(flatten)]
    form: Form,
}

/// Have the service forget an account, then wipe its secret
#[derive(Debug, clap::Args)]
pub(crate) struct Revoke {
    /// The account, such as mona@github.com, or its service where it is alone
    account: String,
    #[command(flatten)]
    form: Form,
}

impl Check {
    pub(super) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let mut asking = Asking::begin(&self.account, desk).await?;
        drop(asking.engine.call(CheckAccount { account: asking.before.id.clone() }).await?);
        let page = asking.until(|account| account.is_none_or(|account| !account.is_checking)).await?;
        let Some(account) = of(&page, &asking.before.id) else { return Err(gone().into()) };
        desk.print(self.form, account, |account, out, paint| {
            let (words, ink) = works(account.state);
            let rests = if account.is_paused { ", paused" } else { "" };
            writeln!(out, "{}@{}: {}{rests}", plain(&account.name), plain(&account.host), paint.ink(ink, words))?;
            account.may.iter().try_for_each(|may| writeln!(out, "  May {}", plain(may)))?;
            trouble(account).try_for_each(|words| writeln!(out, "  {}", plain(&words)))
        })?;
        if account.state == AccountState::Connected {
            return Ok(());
        }
        // Said already, with everything else.
        Err(Failure::Shown(ApiError::new(Code::Refused, &account.message)))
    }
}

impl Revoke {
    pub(super) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let mut asking = Asking::begin(&self.account, desk).await?;
        let before = asking.before.clone();
        let receipt = asking.engine.call(RevokeAccount { account: before.id.clone() }).await?;
        let is_settled = |account: Option<&AccountView>| account.is_none_or(|now| now.last_error != before.last_error);
        let page = asking.until(is_settled).await?;
        if let Some(account) = of(&page, &before.id) {
            let why = account.last_error.clone().unwrap_or_else(|| "The service does not answer.".to_owned());
            let error =
                ApiError::new(Code::Refused, format!("{}@{} is still connected. {why}", before.name, before.host));
            return Err(error.hint("Try again, or revoke it at the service.").into());
        }
        let label = format!("Revoked {}@{}", before.name, before.host);
        let what = what_happened(&asking.engine, &before).await?;
        let stays = page.services.into_iter().find(|service| service.id == before.service).map(|it| it.what_stays);
        // What stays at a service that was told; at another one the credentials may stay, too.
        let stays = stays.filter(|words| what.contains(WAS_TOLD) && !words.is_empty());
        let consequences = Some(what).filter(|words| !words.is_empty()).into_iter().chain(stays).collect();
        let receipt = Receipt { label, consequences, ..receipt };
        desk.said(self.form, &receipt)
    }
}

/// What the history says of an account that was revoked just now, as a sentence.
async fn what_happened(engine: &Client, account: &AccountView) -> Result<String, Failure> {
    let changes = engine.call(ListAccountChanges { limit: Some(20) }).await?;
    let is_its = |change: &&AccountChangeView| (&change.name, &change.host) == (&account.name, &account.host);
    let latest = changes.iter().find(is_its).and_then(|change| change.what.strip_prefix("Revoked; "));
    Ok(latest.map_or_else(String::new, |what| {
        let mut letters = what.chars();
        letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
    }))
}

/// One account, and the engine that is asked about it.
struct Asking {
    engine: Client,
    events: EventStream,
    before: AccountView,
}

impl Asking {
    async fn begin(named: &str, desk: &Desk<'_>) -> Result<Self, Failure> {
        let engine = desk.engine_as(Hello::of("cli").watching()).await?;
        let events = engine.events().await?;
        let page = engine.call(GetAccounts {}).await?;
        let before = known::account(&page, named)?.clone();
        Ok(Self { engine, events, before })
    }

    /// The page once it is settled with the account, or after a minute as it is then.
    async fn until(&mut self, is_settled: impl Fn(Option<&AccountView>) -> bool) -> Result<AccountsPage, Failure> {
        let (engine, id) = (&self.engine, &self.before.id);
        let settled = async {
            loop {
                let page = engine.call(GetAccounts {}).await?;
                if is_settled(of(&page, id)) {
                    return Ok(page);
                }
                accounts_changed(&mut self.events).await?;
            }
        };
        match time::timeout(PATIENCE, settled).await {
            Ok(page) => page,
            Err(_) => Ok(engine.call(GetAccounts {}).await?),
        }
    }
}

fn of<'a>(page: &'a AccountsPage, id: &str) -> Option<&'a AccountView> {
    page.services.iter().flat_map(|service| &service.accounts).find(|account| account.id == id)
}

fn gone() -> ApiError {
    ApiError::new(Code::NotFound, "The account was revoked meanwhile.")
}
