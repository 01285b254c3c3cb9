//! Accounts: from what the person asks to what is written down, with hands that only tell.

mod budgets;
mod checks;
mod clocks;
mod data_files;
mod endings;
mod places;
mod races;
mod sign_ins;

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use stint_api::{
    command::BeginSignIn,
    question::{GetAccounts, ListAccountChanges},
    view::{AccountView, AttemptView, WayKind},
};
use stint_connect::{
    connector::{Connector, Descriptor, Hosts, Identity, Manners, Need, OAuth, Scope, SignIn, Site, TokenForm},
    session::Session,
};
use stint_core::{
    account::{Account, Failure, Health, Way},
    governor::Told as Quota,
    ids::AccountId,
    secret::secret,
};
use uuid::Uuid;

use super::{Bench, clock, paths};
use crate::{Engine, Input, Output, conduct::Told, errand::Errand};

static OCTO: Descriptor = Descriptor {
    id: "octo",
    name: "Octo",
    icon: "octo.svg",
    summary: "Issues to try things with",
    hosts: Hosts { standard: Some("https://octo.example.org"), regions: &[], is_self_hosted: true, takes_path: false },
    sites: &[
        Site { name: "web", standard: "https://octo.example.org", below: "", apart: &[] },
        Site { name: "api", standard: "https://api.octo.example.org", below: "/api", apart: &[] },
    ],
    sign_in: &[
        SignIn::Device(OAuth {
            authorize: None,
            token: ("web", "/token"),
            device: Some(("web", "/device")),
            revoke: None,
            client_id: None,
            client_secret: None,
            app_has_secret: false,
            scope_parameter: "scope",
            scope_separator: " ",
            always: &[],
            parameters: &[],
            takes_any_path: false,
            revokes_all: false,
        }),
        SignIn::Token(TokenForm {
            name: "token",
            page: "/tokens/new?scopes={scopes}",
            steps: &["Make one."],
            looks: "octo_…",
            user: None,
        }),
    ],
    scopes: &[
        Scope { name: "issues", included_in: &["all"], purpose: "issues", need: Need::Required },
        Scope { name: "notices", included_in: &["all"], purpose: "notifications", need: Need::Offered },
        Scope { name: "private", included_in: &["all"], purpose: "private repositories", need: Need::OnRequest },
    ],
    manners: Manners {
        poll_every: std::time::Duration::from_secs(60),
        requests: 30,
        per: std::time::Duration::from_secs(3_600),
    },
    grants_page: "/grants",
    what_stays: "Nothing stays.",
};

struct Octo;

#[async_trait]
impl Connector for Octo {
    fn descriptor(&self) -> &'static Descriptor {
        &OCTO
    }

    async fn identify(&self, _session: &Session) -> stint_connect::Result<Identity> {
        Ok(identity(&["issues"]))
    }
}

pub(super) fn services() -> Arc<[Box<dyn Connector>]> {
    let octo: Box<dyn Connector> = Box::new(Octo);
    let forge: Box<dyn Connector> = Box::new(super::forge::Forge);
    let tracker: Box<dyn Connector> = Box::new(super::work::Tracker);
    vec![octo, forge, tracker].into()
}

fn identity(scopes: &[&str]) -> Identity {
    let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
    Identity { remote_id: "7".to_owned(), name: "mona".to_owned(), scopes: Some(scopes), expires_at: None }
}

/// An account of mona's at the service to try things with.
pub(super) fn account(id: u128, now: Timestamp) -> Account {
    Account {
        id: AccountId(Uuid::from_u128(id)),
        service: "octo".to_owned(),
        origin: "https://octo.example.org".to_owned(),
        remote_id: id.to_string(),
        name: "mona".to_owned(),
        way: Way::Token,
        granted: Some(vec!["issues".to_owned()]),
        expires_at: None,
        is_renewed: false,
        connected_at: now,
        checked_at: Some(now),
        last_used_at: None,
        health: Health::Fine,
        last_error: None,
        allowance: None,
    }
}

impl Bench {
    fn begin(&mut self, attempt: &str) -> Vec<Output> {
        let ticket = self.engine.accounts.outside.tickets.put(secret("octo_1")).unwrap();
        let begin = BeginSignIn {
            attempt: attempt.to_owned(),
            service: "octo".to_owned(),
            way: WayKind::Token,
            ticket: Some(ticket),
            ..BeginSignIn::default()
        };
        self.input(begin.into())
    }

    fn told(&mut self, told: Told) -> Vec<Output> {
        self.input(Input::Accounts(told))
    }

    /// An engine on a data file of its own.
    fn on_file() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let engine = Engine::open(paths(&folder), super::outside(), "Europe/Berlin", clock("08:00"));
        Self { engine, now: clock("08:00"), folder }
    }

    /// Connects an account and returns its id as it travels.
    fn connect(&mut self, number: u128) -> String {
        let attempt = format!("attempt-{number}");
        self.begin(&attempt);
        let account = account(number, self.now);
        let id = account.id.to_string();
        self.connected(&attempt, account, false);
        id
    }

    /// The hands tell that a sign-in ended well.
    fn connected(&mut self, attempt: &str, account: Account, replaced: bool) -> Vec<Output> {
        let (attempt, account) = (attempt.to_owned(), Box::new(account));
        self.told(Told::Connected { attempt, account, replaced, requests: 1, quota: None })
    }

    /// The hands tell what a check of the latest credentials found.
    fn checked(&mut self, account: AccountId, result: Result<Identity, Failure>) -> Vec<Output> {
        let generation = self.generation(account);
        self.told(Told::Checked { account, generation, result, requests: 1, quota: None })
    }

    /// The same, and what the service said of its limit.
    fn checked_and_told(&mut self, account: AccountId, quota: Quota) -> Vec<Output> {
        let (generation, result) = (self.generation(account), Ok(identity(&["all"])));
        self.told(Told::Checked { account, generation, result, requests: 1, quota: Some(quota) })
    }

    fn generation(&self, account: AccountId) -> u64 {
        self.engine.accounts.watched[&account].generation
    }

    /// Time passes until then.
    fn tick(&mut self, time: &str) -> Vec<Output> {
        let reading = self.at(time).reading();
        self.input(Input::Tick { reading })
    }

    fn attempts(&mut self) -> Vec<AttemptView> {
        self.ask(GetAccounts {}).attempts
    }

    fn history(&mut self) -> Vec<String> {
        let changes = self.ask(ListAccountChanges::default());
        changes.into_iter().map(|change| format!("{} by {}", change.what, change.by)).collect()
    }

    fn only_account(&mut self) -> AccountView {
        let mut accounts = self.ask(GetAccounts {}).services.remove(0).accounts;
        assert_eq!(accounts.len(), 1);
        accounts.remove(0)
    }
}

fn sign_in(outputs: &[Output]) -> &crate::errand::SignIn {
    for output in outputs {
        if let Output::Errand(Errand::SignIn(plan)) = output {
            return plan;
        }
    }
    panic!("no sign-in: {outputs:?}");
}

fn notices(outputs: &[Output]) -> Vec<&str> {
    let mut titles = Vec::new();
    for output in outputs {
        if let Output::Notify(notice) = output {
            titles.push(notice.title.as_str());
        }
    }
    titles
}

fn checks(outputs: &[Output]) -> usize {
    outputs.iter().filter(|output| matches!(output, Output::Errand(Errand::Check { .. }))).count()
}

fn wake(outputs: &[Output]) -> Timestamp {
    let woken = outputs.iter().find_map(|output| if let Output::WakeAt(at) = output { Some(*at) } else { None });
    woken.unwrap()
}
