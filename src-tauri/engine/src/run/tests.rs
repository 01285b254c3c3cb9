//! The end of the loop: what came of errands is written down, and nobody waits longer than needed.

use std::future::{pending, ready};

use stint_api::command::{BeginSignIn, OpenWindow};
use stint_connect::connector::Revoked;
use stint_core::{
    account::{Account, Health, Way},
    gap::ClockReading,
    ids::AccountId,
    secret::secret,
};
use stint_store::table;
use tempfile::TempDir;
use tokio::time::Instant;
use uuid::Uuid;

use super::*;
use crate::{Facts, Notice, Page, TrayMenu, conduct::Told};

struct Mute;

impl Shell for Mute {
    fn draw(&mut self, _menu: &TrayMenu) {}

    fn notify(&mut self, _notice: Notice) {}

    fn withdraw(&mut self, _key: &str) {}

    fn open_window(&mut self, _spot: &OpenWindow) {
        panic!("no window is opened at the end");
    }

    fn open_page(&mut self, _page: &Page) -> std::result::Result<(), String> {
        panic!("no page is opened at the end");
    }

    fn start_at_login(&mut self, _wanted: bool) -> std::result::Result<(), String> {
        Ok(())
    }

    fn facts(&self) -> Facts {
        Box::pin(ready(Vec::new()))
    }
}

struct Noon;

impl Clock for Noon {
    fn read(&self) -> ClockReading {
        let wall = "2026-11-20T12:00:00Z".parse().unwrap();
        ClockReading { wall, boot_ms: 1, monotonic_ms: 1, boot_id: "one".into() }
    }

    fn zone(&self) -> String {
        "UTC".into()
    }
}

/// A loop, its vault, and the way for what its hands tell.
struct Loop {
    run: Run<Noon, Mute>,
    vault: Vault,
    inputs: mpsc::UnboundedSender<Input>,
    from_jobs: Option<mpsc::UnboundedReceiver<Input>>,
    _folder: TempDir,
}

impl Loop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (outside, paths) = (crate::tests::outside(), crate::tests::paths(&folder));
        let (door, _) = Door::new(outside.tickets.clone());
        let (inputs, from_jobs) = mpsc::unbounded_channel();
        let vault = Vault::open(vault::Kind::Memory, "test");
        let read: Arc<dyn Fn() -> Timestamp + Send + Sync> = Arc::new(|| Noon.read().wall);
        let conduct = Conduct::new(outside.clone(), vault.clone(), "unused".into(), read, inputs.clone());
        let engine = Engine::open(paths, outside, "UTC", Noon.read().wall);
        let doing = Doing::new(Mute, door, inputs.clone(), conduct);
        let run = Run { engine, clock: Arc::new(Noon), doing, wake_at: None };
        Self { run, vault, inputs, from_jobs: Some(from_jobs), _folder: folder }
    }

    /// A sign-in begins; its hands are played by the test.
    fn begin(&mut self, attempt: &str) {
        let ticket = self.run.engine.accounts.outside.tickets.put(secret("octo_1")).unwrap();
        let begin = BeginSignIn {
            attempt: attempt.to_owned(),
            service: "octo".to_owned(),
            way: stint_api::view::WayKind::Token,
            ticket: Some(ticket),
            ..BeginSignIn::default()
        };
        self.run.engine.handle(begin.into(), Noon.read().wall).unwrap();
    }

    fn tell(&self, told: Told) {
        self.inputs.send(Input::Accounts(told)).ok().unwrap();
    }

    async fn end(&mut self) {
        let from_jobs = self.from_jobs.take().unwrap();
        self.run.end(from_jobs).await;
    }

    fn rows(&self) -> Vec<AccountId> {
        let accounts = table::account::list(self.run.engine.conn().unwrap()).unwrap();
        accounts.iter().map(|account| account.id).collect()
    }

    fn has_item(&self, account: &Account) -> bool {
        self.vault.read(&account.id.vault_item()).unwrap().is_some()
    }
}

fn account() -> Account {
    Account {
        id: AccountId(Uuid::from_u128(7)),
        service: "octo".to_owned(),
        origin: "https://octo.example.org".to_owned(),
        remote_id: "7".to_owned(),
        name: "mona".to_owned(),
        way: Way::Token,
        granted: None,
        expires_at: None,
        is_renewed: false,
        connected_at: Noon.read().wall,
        checked_at: None,
        last_used_at: None,
        health: Health::Fine,
        last_error: None,
        allowance: None,
    }
}

fn connected(attempt: &str) -> Told {
    let account = Box::new(account());
    Told::Connected { attempt: attempt.to_owned(), account, replaced: false, requests: 1, quota: None }
}

#[tokio::test]
async fn an_account_that_was_connected_in_the_last_moment_has_its_row() {
    let mut end = Loop::new();
    end.vault.write(&account().id.vault_item(), &secret("{}")).unwrap();
    end.begin("one");
    end.tell(connected("one"));
    end.end().await;
    assert_eq!(end.rows(), [account().id]);
    assert!(end.has_item(&account()));
}

#[tokio::test]
async fn credentials_of_a_sign_in_nobody_knows_any_more_are_wiped_before_the_end() {
    let mut end = Loop::new();
    end.vault.write(&account().id.vault_item(), &secret("{}")).unwrap();
    end.tell(connected("one"));
    end.end().await;
    assert_eq!(end.rows(), []);
    assert!(!end.has_item(&account()));
}

#[tokio::test]
async fn an_account_that_was_revoked_in_the_last_moment_has_no_row() {
    let mut end = Loop::new();
    end.begin("one");
    end.tell(connected("one"));
    end.tell(Told::Revoked { account: account().id, result: Ok(Revoked::Forgotten), untold: None });
    end.end().await;
    assert_eq!(end.rows(), []);
}

#[tokio::test]
async fn no_page_is_opened_at_the_end() {
    let mut end = Loop::new();
    end.begin("one");
    let page = Page::new("https://octo.example.org/authorize");
    let stage = crate::conduct::Stage::Waiting { page, expires_at: Noon.read().wall };
    end.tell(Told::Stage { attempt: "one".to_owned(), stage });
    end.end().await;
}

#[tokio::test(start_paused = true)]
async fn the_end_takes_long_only_for_credentials_that_would_be_lost() {
    let begun = Instant::now();
    farewell(ready(()), ready(())).await;
    assert_eq!(begun.elapsed(), Duration::ZERO);
    farewell(pending(), ready(())).await;
    assert_eq!(begun.elapsed(), USUAL_FAREWELL);
    let begun = Instant::now();
    let late = async { drop(time::timeout(Duration::from_secs(9), pending::<()>()).await) };
    farewell(pending(), late).await;
    assert_eq!(begun.elapsed(), USUAL_FAREWELL + Duration::from_secs(9));
    let begun = Instant::now();
    farewell(pending(), pending()).await;
    assert_eq!(begun.elapsed(), LONGEST_FAREWELL);
}
