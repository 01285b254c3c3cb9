//! Where a service lies, which OAuth app goes there, and with what an account was signed in.

mod apps;

use async_trait::async_trait;
use stint_api::{
    command::{BeginSignIn, OpenGrantsPage, SetOAuthApp, SetVault},
    question::{GetAccounts, ListWays},
    view::{VaultKind, WayKind, WayView},
};
use stint_connect::{
    connector::{Connector, Descriptor, Hosts, Identity, Manners, OAuth, Recalled, SignIn, Site, TokenForm},
    session::Session,
};
use stint_core::{
    account::{Account, Health, Way},
    ids::AccountId,
    secret::secret,
};
use stint_store::table;
use uuid::Uuid;

use super::Bench;
use crate::{
    Output,
    answer::Answer,
    errand::{Errand, SignIn as Plan},
};

const HOME: &str = "https://forge.example.org";
const OURS: &str = "https://git.acme.example:8443";
const MOVED: &str = "http://127.0.0.1:8080";

static FORGE: Descriptor = Descriptor {
    id: "forge",
    name: "Forge",
    icon: "forge.svg",
    summary: "Repositories to try things with",
    hosts: Hosts {
        standard: Some(HOME),
        regions: &[("Home", HOME), ("Far", "https://far.example.net")],
        is_self_hosted: true,
        takes_path: true,
    },
    sites: &[Site { name: "web", standard: HOME, below: "", apart: &[(".example.net", "https://pages.example.net")] }],
    sign_in: &[
        SignIn::Browser(OAuth {
            authorize: Some(("web", "/authorize")),
            token: ("web", "/token"),
            device: None,
            revoke: None,
            client_id: Some("built-in"),
            client_secret: None,
            app_has_secret: true,
            scope_parameter: "scope",
            scope_separator: " ",
            always: &[],
            parameters: &[],
            takes_any_path: false,
            revokes_all: false,
        }),
        SignIn::Token(TokenForm { name: "token", page: "", steps: &[], looks: "", user: Some("User name") }),
    ],
    scopes: &[],
    manners: Manners {
        poll_every: std::time::Duration::from_secs(60),
        requests: 30,
        per: std::time::Duration::from_secs(3_600),
    },
    grants_page: "/grants",
    what_stays: "Nothing stays.",
};

pub(super) struct Forge;

#[async_trait]
impl Connector for Forge {
    fn descriptor(&self) -> &'static Descriptor {
        &FORGE
    }

    fn recall(&self, remote_id: &str) -> Option<Recalled> {
        let (user, path) = remote_id.split_once('@')?;
        Some(Recalled { user: user.to_owned(), path: format!("/{path}") })
    }

    async fn identify(&self, _session: &Session) -> stint_connect::Result<Identity> {
        Err(stint_connect::Error::SignInAgain)
    }
}

impl Bench {
    /// Moves the service, as the configuration does.
    fn moved(mut self) -> Self {
        self.engine.accounts.moved.insert("forge".to_owned(), MOVED.to_owned());
        self
    }

    /// Brings an own app with a secret; what is done in the vault for it.
    fn bring(&mut self, host: &str, client_id: &str) -> Vec<Errand> {
        let ticket = (!client_id.is_empty()).then(|| "ticket".to_owned());
        let app = SetOAuthApp { service: "forge".into(), host: host.into(), client_id: client_id.into(), ticket };
        errands(self.input(app.into()))
    }

    /// How a sign-in in the browser is begun at a host: the client id and the item of its secret.
    fn app_at(&mut self, host: &str) -> (String, Option<String>) {
        let begin = BeginSignIn {
            attempt: format!("a-{}", self.engine.accounts.attempts.len()),
            service: "forge".into(),
            host: host.into(),
            ..BeginSignIn::default()
        };
        let app = plan(errands(self.input(begin.into()))).app.unwrap();
        (app.client_id, app.secret_item)
    }

    fn browser_at(&mut self, host: &str) -> WayView {
        self.ask(ListWays { service: "forge".into(), host: host.into() }).remove(0)
    }

    fn with_account(&mut self, origin: &str) -> String {
        let account = Account {
            id: AccountId(Uuid::from_u128(7)),
            service: "forge".to_owned(),
            origin: origin.to_owned(),
            remote_id: "mona@team/app.git".to_owned(),
            name: "mona (team/app.git)".to_owned(),
            way: Way::Token,
            granted: None,
            expires_at: None,
            is_renewed: false,
            connected_at: self.now,
            checked_at: None,
            last_used_at: None,
            health: Health::Fine,
            last_error: None,
            allowance: None,
        };
        self.engine.storage.as_mut().unwrap().write(|tx| table::account::put(tx, &account)).unwrap();
        account.id.to_string()
    }
}

fn errands(outputs: Vec<Output>) -> Vec<Errand> {
    outputs.into_iter().filter_map(|it| if let Output::Errand(errand) = it { Some(errand) } else { None }).collect()
}

fn plan(errands: Vec<Errand>) -> Plan {
    let plan = errands.into_iter().find_map(|it| if let Errand::SignIn(plan) = it { Some(*plan) } else { None });
    plan.unwrap()
}

fn item(origin: &str, client_id: &str) -> String {
    format!("app:forge {origin} {client_id}")
}

fn keep(item: String, ticket: Option<&str>) -> Errand {
    Errand::KeepAppSecret { item, ticket: ticket.map(str::to_owned) }
}

#[test]
fn new_credentials_go_by_the_name_and_the_path_of_before() {
    let mut bench = Bench::new();
    let account = bench.with_account(OURS);
    let ticket = bench.engine.accounts.outside.tickets.put(secret("t0ken")).unwrap();
    // As every client sends it: the host alone.
    let begin = BeginSignIn {
        attempt: "again".into(),
        service: "forge".into(),
        way: WayKind::Token,
        host: "git.acme.example:8443".into(),
        account: Some(account),
        ticket: Some(ticket),
        ..BeginSignIn::default()
    };
    let outputs = bench.input(begin.into());
    let plan = plan(errands(outputs));
    assert_eq!(
        (plan.origin.as_str(), plan.user.as_deref(), plan.path.as_deref()),
        (OURS, Some("mona"), Some("/team/app.git"))
    );
    let services = bench.ask(GetAccounts {}).services;
    let forge = services.iter().find(|service| service.id == "forge").unwrap();
    assert_eq!(forge.accounts[0].user, "mona");
}

#[test]
fn what_the_person_types_goes_before_what_is_known() {
    let mut bench = Bench::new();
    let account = Some(bench.with_account(OURS));
    let ticket = Some(bench.engine.accounts.outside.tickets.put(secret("t0ken")).unwrap());
    let begin = BeginSignIn {
        attempt: "again".into(),
        service: "forge".into(),
        way: WayKind::Token,
        host: "git.acme.example:8443/other/app.git".into(),
        user: " octocat ".into(),
        account,
        ticket,
        ..BeginSignIn::default()
    };
    let plan = plan(errands(bench.input(begin.into())));
    assert_eq!((plan.user.as_deref(), plan.path.as_deref()), (Some("octocat"), Some("/other/app.git")));
}

#[test]
fn a_host_that_will_not_do_is_refused_in_words() {
    let mut bench = Bench::new();
    let ticket = Some(bench.engine.accounts.outside.tickets.put(secret("octo_1")).unwrap());
    let at = |host: &str| BeginSignIn {
        attempt: "a".into(),
        service: "forge".into(),
        way: WayKind::Token,
        host: host.into(),
        ticket: ticket.clone(),
        ..BeginSignIn::default()
    };
    let table = [
        ("http://git.acme.example", "Stint speaks https only, so that no token travels in the open."),
        ("not a host", "“not a host” is no host: it holds spaces, and a host has none."),
        ("git.acme.example", "Name a private repository on it, such as https://git.example.org/team/app.git."),
    ];
    for (host, message) in table {
        assert_eq!(bench.refused(at(host)).message, message);
    }
}
