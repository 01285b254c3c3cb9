//! Accounts: from what the person asks to what is written down, with hands that only tell.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use stint_api::{
    Topic,
    command::{BeginSignIn, CancelSignIn, CheckAccount, OpenSignInPage, OpenUrl, Place, RevokeAccount, SetVault},
    question::{GetAccounts, ListAccountChanges},
    view::{AccountState, AttemptView, SignInStage, VaultKind, VaultState, VaultView, WayKind},
};
use stint_connect::{
    connector::{
        Connector, Descriptor, Hosts, Identity, Manners, Need, OAuth, Revoked, Scope, SignIn, Site, TokenForm,
    },
    session::Session,
};
use stint_core::{
    account::{Account, Failure, Health, Way},
    governor::Told as Quota,
    ids::AccountId,
    secret::secret,
};
use uuid::Uuid;

use super::Bench;
use crate::{
    Input, Output, Page, Presence,
    conduct::{Ended, Stage, Told},
    errand::Errand,
};

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
    vec![octo].into()
}

fn identity(scopes: &[&str]) -> Identity {
    let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
    Identity { remote_id: "7".to_owned(), name: "mona".to_owned(), scopes: Some(scopes), expires_at: None }
}

fn account(id: u128, now: Timestamp) -> Account {
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

    /// Connects an account and returns its id as it travels.
    fn connect(&mut self, number: u128) -> String {
        let attempt = format!("attempt-{number}");
        self.begin(&attempt);
        let account = account(number, self.now);
        let id = account.id.to_string();
        self.told(Told::Connected { attempt, account: Box::new(account), replaced: false, requests: 1, quota: None });
        id
    }

    fn attempts(&mut self) -> Vec<AttemptView> {
        self.ask(GetAccounts {}).attempts
    }

    fn history(&mut self) -> Vec<String> {
        let changes = self.ask(ListAccountChanges::default());
        changes.into_iter().map(|change| format!("{} by {}", change.what, change.by)).collect()
    }

    fn only_account(&mut self) -> stint_api::view::AccountView {
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

#[test]
fn a_sign_in_asks_for_the_required_scopes_and_those_chosen() {
    let mut bench = Bench::new();
    let ticket = bench.engine.accounts.outside.tickets.put(secret("octo_1")).unwrap();
    let begin = BeginSignIn {
        attempt: "a-1".to_owned(),
        service: "octo".to_owned(),
        way: WayKind::Token,
        scopes: vec!["private".to_owned(), "everything".to_owned()],
        ticket: Some(ticket.clone()),
        ..BeginSignIn::default()
    };
    let outputs = bench.input(begin.into());
    let plan = sign_in(&outputs);
    assert_eq!(plan.scopes, ["issues", "private"]);
    assert_eq!((plan.origin.as_str(), plan.is_moved), ("https://octo.example.org", false));
    assert_eq!(plan.ticket, Some(ticket));
    assert_eq!(bench.attempts()[0].stage, SignInStage::Starting);
}

#[test]
fn a_sign_in_that_cannot_begin_says_why() {
    let mut bench = Bench::new();
    let base = BeginSignIn { attempt: "a".to_owned(), service: "octo".to_owned(), ..BeginSignIn::default() };
    let table = [
        (BeginSignIn { service: "nobody".to_owned(), ..base.clone() }, "Stint knows no service “nobody”."),
        (BeginSignIn { way: WayKind::Link, ..base.clone() }, "Octo cannot be signed in to that way."),
        (
            BeginSignIn { way: WayKind::Device, ..base.clone() },
            "This build of Stint has no OAuth app for octo.example.org.",
        ),
        (BeginSignIn { way: WayKind::Token, ..base.clone() }, "No token was pasted."),
        (BeginSignIn { way: WayKind::Token, attempt: "a b".to_owned(), ..base }, "“a b” is no name for a sign-in."),
    ];
    for (begin, message) in table {
        assert_eq!(bench.refused(begin).message, message);
    }
    assert_eq!(bench.attempts(), []);
}

#[test]
fn an_account_is_written_down_once_its_credentials_are_kept() {
    let mut bench = Bench::new();
    let id = bench.connect(7);
    let account = bench.only_account();
    assert_eq!(
        (account.id.as_str(), account.state, account.name.as_str()),
        (id.as_str(), AccountState::Connected, "mona")
    );
    assert_eq!(account.host, "octo.example.org");
    assert_eq!(account.may, ["issues"]);
    assert_eq!(account.missing[0].purpose, "notifications");
    let attempt = &bench.attempts()[0];
    assert_eq!((attempt.stage, attempt.connected.as_deref()), (SignInStage::Done, Some(id.as_str())));
    assert_eq!(bench.history(), ["Connected by you, with a token"]);
}

#[test]
fn a_sign_in_that_was_cancelled_leaves_nothing_even_if_it_succeeds_afterwards() {
    let mut bench = Bench::new();
    bench.begin("late");
    let outputs = bench.input(CancelSignIn { attempt: "late".to_owned() }.into());
    assert!(outputs.contains(&Output::Errand(Errand::Cancel { attempt: "late".to_owned() })));
    let account = account(7, bench.now);
    let forget = Output::Errand(Errand::Forget(account.id));
    let outputs = bench.told(Told::Connected {
        attempt: "late".to_owned(),
        account: Box::new(account),
        replaced: false,
        requests: 1,
        quota: None,
    });
    assert!(outputs.contains(&forget));
    assert_eq!(bench.ask(GetAccounts {}).services[0].accounts, []);
    assert_eq!(bench.history(), Vec::<String>::new());
}

#[test]
fn a_page_is_opened_once_and_again_when_asked_and_no_client_sees_its_query() {
    let mut bench = Bench::new();
    bench.begin("b");
    let page = Page::new("https://octo.example.org/authorize?state=hush");
    let stage = Stage::Waiting { page: page.clone(), expires_at: bench.now };
    let outputs = bench.told(Told::Stage { attempt: "b".to_owned(), stage });
    assert!(outputs.contains(&Output::OpenPage(page.clone())));
    let view = bench.attempts().remove(0);
    assert_eq!((view.stage, view.page.as_str()), (SignInStage::Waiting, "octo.example.org/authorize"));
    assert!(!format!("{outputs:?} {view:?}").contains("hush"));
    let again = bench.input(OpenSignInPage { attempt: "b".to_owned() }.into());
    assert!(again.contains(&Output::OpenPage(page)));
}

#[test]
fn a_failed_sign_in_says_how_and_can_be_tried_again() {
    let mut bench = Bench::new();
    bench.begin("c");
    let hint = Some("Make another.".to_owned());
    bench.told(Told::Failed { attempt: "c".to_owned(), message: "Nothing was stored.".to_owned(), hint });
    let view = bench.attempts().remove(0);
    assert_eq!((view.stage, view.message.as_str()), (SignInStage::Failed, "Nothing was stored."));
    bench.begin("d");
    assert_eq!(bench.attempts().len(), 1);
}

#[test]
fn a_person_who_must_sign_in_again_is_told_once() {
    let mut bench = Bench::new();
    let id = bench.connect(7).parse().unwrap();
    let failed =
        || Told::Checked { account: id, generation: 0, result: Err(Failure::SignInAgain), requests: 1, quota: None };
    assert_eq!(notices(&bench.told(failed())), ["Octo wants you to sign in again"]);
    assert_eq!(notices(&bench.told(failed())), Vec::<&str>::new());
    let account = bench.only_account();
    assert_eq!(account.state, AccountState::NeedsSignIn);
    assert_eq!(account.last_error.as_deref(), Some("The service no longer accepts the credentials."));
}

#[test]
fn an_account_whose_credentials_end_rests_and_its_history_says_so() {
    let mut bench = Bench::new();
    let id = bench.connect(7).parse().unwrap();
    let ended = || Told::RenewalEnded {
        account: id,
        generation: 0,
        how: Ended::Suspended,
        why: "It cannot be reached.".to_owned(),
    };
    assert_eq!(notices(&bench.told(ended())), ["Octo could not be renewed"]);
    assert_eq!(notices(&bench.told(ended())), Vec::<&str>::new());
    assert_eq!(bench.only_account().state, AccountState::Suspended);
    assert_eq!(bench.history(), ["Suspended by Stint", "Connected by you, with a token"]);
}

#[test]
fn an_account_is_looked_at_each_hour_and_says_what_is_left() {
    let mut bench = Bench::new();
    let id = bench.connect(7).parse().unwrap();
    let reading = bench.reading();
    let early = bench.at("08:30").input(Input::Tick { reading });
    assert!(!early.iter().any(|output| matches!(output, Output::Errand(_))));
    let reading = bench.reading();
    let due = bench.at("09:10").input(Input::Tick { reading });
    assert!(
        due.iter().any(|output| matches!(output, Output::Errand(Errand::Check { account, .. }) if account.id == id))
    );
    let quota = Quota { limit: 5_000, left: 4_988, resets_at: super::clock("10:00") };
    bench.told(Told::Checked {
        account: id,
        generation: 0,
        result: Ok(identity(&["all"])),
        requests: 1,
        quota: Some(quota),
    });
    let account = bench.only_account();
    assert_eq!(account.missing, []);
    assert_eq!(account.quota.map(|quota| (quota.limit, quota.is_told)), Some((5_000, true)));
    assert!(account.last_used_at.is_some());
}

#[test]
fn nothing_is_asked_while_the_machine_is_offline() {
    let mut bench = Bench::new();
    let id = bench.connect(7);
    bench.input(Input::Presence(Presence::Offline));
    let reading = bench.reading();
    let outputs = bench.at("12:00").input(Input::Tick { reading });
    assert!(!outputs.iter().any(|output| matches!(output, Output::Errand(_))));
    let clicked = bench.input(CheckAccount { account: id }.into());
    assert!(!clicked.iter().any(|output| matches!(output, Output::Errand(_))));
    assert!(!bench.ask(GetAccounts {}).is_online);
    let outputs = bench.input(Input::Presence(Presence::Online));
    let woken = outputs.iter().find_map(|output| if let Output::WakeAt(at) = output { Some(*at) } else { None });
    assert!(woken.unwrap() > bench.now);
}

#[test]
fn a_revoked_account_is_gone_and_its_history_stays() {
    let mut bench = Bench::new();
    let id = bench.connect(7);
    let outputs = bench.input(RevokeAccount { account: id.clone() }.into());
    assert!(outputs.iter().any(|output| matches!(output, Output::Errand(Errand::Revoke(_)))));
    let account = id.parse().unwrap();
    bench.told(Told::Revoked { account, result: Ok(Revoked::Forgotten), untold: None });
    assert_eq!(bench.ask(GetAccounts {}).services[0].accounts, []);
    assert_eq!(bench.history()[0], "Revoked; the service was told and the secret wiped by you");
}

#[test]
fn an_account_whose_secret_could_not_be_wiped_stays_and_says_why() {
    let mut bench = Bench::new();
    let account = bench.connect(7).parse().unwrap();
    bench.told(Told::Revoked { account, result: Err("The keyring is locked.".to_owned()), untold: None });
    assert_eq!(bench.only_account().last_error.as_deref(), Some("The keyring is locked."));
}

#[test]
fn accounts_locked_out_are_asked_again_when_the_vault_opens() {
    let mut bench = Bench::new();
    let id: AccountId = bench.connect(7).parse().unwrap();
    bench.told(Told::Checked {
        generation: 0,
        account: id,
        result: Err(Failure::VaultClosed("it is locked".to_owned())),
        requests: 1,
        quota: None,
    });
    assert_eq!(bench.only_account().state, AccountState::Locked);
    let vault = |state| Told::Vault(VaultView { state, ..VaultView::default() });
    bench.told(vault(VaultState::Locked));
    let outputs = bench.told(vault(VaultState::Ready));
    assert!(outputs.iter().any(|output| matches!(output, Output::Errand(Errand::Check { .. }))));
}

#[test]
fn a_vault_that_is_a_file_needs_a_passphrase_and_takes_every_item_along() {
    let mut bench = Bench::new();
    let id = bench.connect(7);
    assert_eq!(
        bench.refused(SetVault { kind: VaultKind::File, ticket: None }).message,
        "An encrypted file needs a passphrase."
    );
    let outputs = bench.input(SetVault { kind: VaultKind::Memory, ticket: None }.into());
    let items = vec![format!("account:{id}")];
    assert!(outputs.contains(&Output::Errand(Errand::SetVault { kind: VaultKind::Memory, ticket: None, items })));
}

#[test]
fn a_link_shows_the_accounts_or_goes_to_the_sign_in_and_anything_else_is_dropped() {
    let mut bench = Bench::new();
    let mut open = |link: &str| {
        let ticket = bench.engine.accounts.outside.tickets.put(secret(link)).unwrap();
        bench.input(OpenUrl { ticket }.into())
    };
    let shown = open("stint://settings/accounts#octo");
    assert!(shown.iter().any(|output| matches!(output, Output::Show(spot)
        if spot.place == Place::Accounts && spot.section.as_deref() == Some("octo"))));
    let taken = open("stint://oauth/octo?code=hush&state=hush");
    assert!(taken.iter().any(|output| matches!(output, Output::Errand(Errand::TakeLink { .. }))));
    assert!(!format!("{taken:?}").contains("hush"));
    for unknown in ["stint://start/octo", "stint://oauth/nobody?code=1", "https://octo.example.org/"] {
        let outputs = open(unknown);
        assert!(!outputs.iter().any(|output| matches!(output, Output::Errand(_) | Output::Show(_))), "{unknown}");
    }
    let outputs = bench.input(OpenUrl { ticket: "never given out".to_owned() }.into());
    assert!(!outputs.iter().any(|output| matches!(output, Output::Changed(Topic::Accounts))));
}
