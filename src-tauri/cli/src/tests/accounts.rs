//! Accounts: listed, checked.

use insta::assert_snapshot;
use stint_api::{
    command::CheckAccount,
    question::GetAccounts,
    view::{
        AccountState, AccountView, AccountsPage, MissingView, ServiceView, SyncView, VaultState, VaultView, WayKind,
        WayView,
    },
};

use super::{desk::Fake, views::did};

pub(super) fn service(id: &str, name: &str, ways: &[WayKind], accounts: Vec<AccountView>) -> ServiceView {
    let ways = ways.iter().map(|kind| WayView { kind: *kind, is_ready: true, ..WayView::default() }).collect();
    ServiceView { id: id.into(), name: name.into(), ways, accounts, ..ServiceView::default() }
}

pub(super) fn account(id: &str, service: &str, name: &str, host: &str) -> AccountView {
    AccountView {
        id: id.into(),
        service: service.into(),
        name: name.into(),
        host: host.into(),
        ..AccountView::default()
    }
}

fn broken() -> AccountView {
    AccountView {
        state: AccountState::NeedsSignIn,
        message: "GitLab wants you to sign in again.".into(),
        last_error: Some("The token was revoked.".into()),
        is_renewed: true,
        ..account("two", "gitlab", "octocat", "git.acme.example:8443")
    }
}

pub(super) fn page() -> AccountsPage {
    let mona = AccountView {
        expires_at: Some("2026-12-01T00:00:00Z".into()),
        last_used_at: Some("2026-11-20T12:52:00Z".into()),
        may: vec!["read issues".into()],
        missing: vec![MissingView { scope: "notifications".into(), purpose: "your notifications".into() }],
        ..account("one", "github", "mona", "github.com")
    };
    let github = ServiceView {
        what_stays: "GitHub keeps its own log.".into(),
        ..service("github", "GitHub", &[WayKind::Device, WayKind::Token], vec![mona])
    };
    let gitlab = service("gitlab", "GitLab", &[WayKind::Browser, WayKind::Token], vec![broken()]);
    let clockify = service("clockify", "Clockify", &[WayKind::Token], Vec::new());
    let vault = VaultView { state: VaultState::Ready, ..VaultView::default() };
    AccountsPage { vault, services: vec![github, gitlab, clockify], is_online: true, ..AccountsPage::default() }
}

/// A second account at GitHub.
pub(super) fn two_at_github() -> AccountsPage {
    let mut page = page();
    page.services[0].accounts.push(account("three", "github", "octocat", "github.com"));
    page
}

#[tokio::test]
async fn accounts_are_listed_with_what_is_wrong_with_them() {
    let fake = Fake::engine().answer::<GetAccounts>(page());
    assert_snapshot!(fake.run("accounts").await, @"
    Service  Account  Host                   State          Asked again  Last used  Ends
    GitHub   mona     github.com             connected                   13:52      2026-12-01 01:00
      Not granted: notifications (your notifications).
    GitLab   octocat  git.acme.example:8443  sign in again                          renewed
      GitLab wants you to sign in again.
      The token was revoked.
      Sign in again with `stint accounts rotate octocat@git.acme.example:8443`, or in Settings → Accounts.
    Not connected: clockify
    [exit 0]
    ");
}

#[tokio::test]
async fn the_list_says_when_each_is_asked_again() {
    let sync = |is_running, next_at: &str| SyncView {
        is_running,
        next_at: Some(next_at.into()).filter(|at: &String| !at.is_empty()),
        ..SyncView::default()
    };
    let syncs = [
        (sync(false, "2026-11-20T14:17:00Z"), "15:17"),
        (sync(false, "2026-11-21T08:00:00Z"), "2026-11-21 09:00"),
        (sync(true, "2026-11-20T14:17:00Z"), "now"),
        (sync(false, ""), ""),
    ];
    for (sync, expected) in syncs {
        let mut page = page();
        page.services[0].accounts[0].sync = Some(sync);
        let listed = Fake::engine().answer::<GetAccounts>(page).run("accounts").await.out;
        let row = listed.lines().nth(1).unwrap();
        let said = row.split_once("connected ").unwrap().1.split("13:52").next().unwrap();
        assert_eq!(said.trim(), expected, "{listed}");
    }
}

#[tokio::test]
async fn what_mends_an_account_is_said_with_its_command() {
    let cases = [
        (AccountState::NeedsSignIn, false, "Sign in again with `stint accounts rotate mona@github.com`"),
        (AccountState::NeedsSignIn, true, "Sign in again with `stint accounts rotate mona@github.com`"),
        (AccountState::Suspended, false, "Try it with `stint accounts check mona@github.com`"),
        (AccountState::Locked, false, "Open it with `stint vault unlock`"),
        (AccountState::Connected, true, "Resume it with `stint accounts resume mona@github.com`."),
    ];
    for (state, is_paused, words) in cases {
        let mut page = page();
        let account = &mut page.services[0].accounts[0];
        (account.state, account.is_paused) = (state, is_paused);
        let listed = Fake::engine().answer::<GetAccounts>(page).run("accounts").await.out;
        assert!(listed.lines().any(|line| line.starts_with(&format!("  {words}"))), "{state:?}: {listed}");
    }
}

#[tokio::test]
async fn without_accounts_the_list_says_how_to_connect_one() {
    let vault = VaultView {
        state: VaultState::Absent,
        message: "There is no keyring on this desktop.".into(),
        hint: Some("Keep secrets in an encrypted file.".into()),
        ..VaultView::default()
    };
    let fake = Fake::engine().answer::<GetAccounts>(AccountsPage { vault, ..AccountsPage::default() });
    assert_snapshot!(fake.run("accounts list").await, @"
    No account is connected. Connect one with `stint accounts connect` and a service.
    [stderr]
    There is no keyring on this desktop.
    Hint: Keep secrets in an encrypted file.
    [exit 0]
    ");
}

#[tokio::test]
async fn a_name_that_means_more_than_one_account_is_asked_about() {
    let fake = Fake::engine().answer::<GetAccounts>(two_at_github());
    assert_snapshot!(fake.run("accounts check github").await, @"
    [stderr]
    “github” may mean 2 accounts.
    Hint: Name one of them: mona@github.com, octocat@github.com.
    [exit 1]
    ");
    assert_snapshot!(fake.run("accounts revoke nobody").await, @"
    [stderr]
    There is no account “nobody”.
    Hint: See `stint accounts`; name one as mona@github.com, or by its service.
    [exit 1]
    ");
    assert_snapshot!(fake.heard(), @"
    getAccounts {}
    getAccounts {}
    ");
}

#[tokio::test]
async fn a_check_waits_for_the_service_and_says_what_the_account_may_do() {
    let mut checking = page();
    checking.services[0].accounts[0].is_checking = true;
    let fake = Fake::engine()
        .answer::<CheckAccount>(did("Checking mona at github.com"))
        .answer::<GetAccounts>(page())
        .answer::<GetAccounts>(checking)
        .answer::<GetAccounts>(page());
    assert_snapshot!(fake.run("accounts check MONA@github.com").await, @"
    mona@github.com: connected
      May read issues
      Not granted: notifications (your notifications).
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    getAccounts {}
    checkAccount {"account":"one"}
    getAccounts {}
    getAccounts {}
    "#);
}

#[tokio::test]
async fn a_check_that_finds_trouble_is_a_failure() {
    let fake = Fake::engine().answer::<CheckAccount>(did("Checking")).answer::<GetAccounts>(page());
    assert_snapshot!(fake.run("accounts check gitlab").await, @"
    octocat@git.acme.example:8443: sign in again
      GitLab wants you to sign in again.
      The token was revoked.
      Sign in again with `stint accounts rotate octocat@git.acme.example:8443`, or in Settings → Accounts.
    [exit 1]
    ");
}
