//! Accounts: listed, checked, revoked; their history.

use insta::assert_snapshot;
use stint_api::{
    command::{CheckAccount, RevokeAccount},
    question::{GetAccounts, ListAccountChanges, ListRequests},
    view::{
        AccountChangeView, AccountState, AccountView, AccountsPage, MissingView, RequestView, RequestsPage,
        RestingView, ServiceView, VaultState, VaultView, WayKind, WayView,
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
    Service  Account  Host                   State          Ends              Last used
    GitHub   mona     github.com             connected      2026-12-01 01:00  13:52
      Not granted: notifications (your notifications).
    GitLab   octocat  git.acme.example:8443  sign in again  renewed
      GitLab wants you to sign in again.
      The token was revoked.
    Not connected: clockify
    [exit 0]
    ");
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
    [exit 1]
    ");
}

fn change(at: &str, what: &str, by: &str) -> AccountChangeView {
    AccountChangeView {
        at: at.into(),
        service: "github".into(),
        name: "mona".into(),
        host: "github.com".into(),
        what: what.into(),
        by: by.into(),
    }
}

fn revoked(what: &str) -> Fake {
    let mut after = page();
    after.services[0].accounts.clear();
    Fake::engine()
        .answer::<RevokeAccount>(did("Revoking"))
        .answer::<GetAccounts>(page())
        .answer::<GetAccounts>(page())
        .answer::<GetAccounts>(after)
        .answer::<ListAccountChanges>(vec![change("2026-11-20T12:52:00Z", what, "you")])
}

#[tokio::test]
async fn a_revocation_is_waited_for_and_says_what_stays() {
    let fake = revoked("Revoked; the service was told and the secret wiped");
    assert_snapshot!(fake.run("accounts revoke github").await, @"
    Revoked mona@github.com
      The service was told and the secret wiped.
      GitHub keeps its own log.
    [exit 0]
    ");
}

#[tokio::test]
async fn a_service_that_was_not_told_is_said_and_nothing_is_promised() {
    let fake = revoked("Revoked; the secret was wiped, but the service could not be told");
    assert_snapshot!(fake.run("accounts revoke github").await, @"
    Revoked mona@github.com
      The secret was wiped, but the service could not be told.
    [exit 0]
    ");
}

#[tokio::test]
async fn an_account_that_stays_is_a_failure_with_the_reason() {
    let mut after = page();
    after.services[0].accounts[0].last_error = Some("The keyring is locked.".into());
    let fake = Fake::engine()
        .answer::<RevokeAccount>(did("Revoking"))
        .answer::<GetAccounts>(page())
        .answer::<GetAccounts>(after);
    assert_snapshot!(fake.run("accounts revoke github").await, @"
    [stderr]
    mona@github.com is still connected. The keyring is locked.
    Hint: Try again, or revoke it at the service.
    [exit 1]
    ");
}

#[tokio::test]
async fn the_history_is_listed() {
    let changes = vec![
        change("2026-11-20T12:52:00Z", "Rotated", "you, with a token"),
        change("2026-11-19T08:00:00Z", "Connected", "you, with a code"),
    ];
    let fake = Fake::engine().answer::<ListAccountChanges>(changes).answer::<ListAccountChanges>(Vec::new());
    assert_snapshot!(fake.run("accounts log --limit 2").await, @"
    13:52             github  mona@github.com  Rotated    by you, with a token
    2026-11-19 09:00  github  mona@github.com  Connected  by you, with a code
    [exit 0]
    ");
    assert_snapshot!(fake.run("accounts log").await, @"
    Nothing happened to accounts so far.
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    listAccountChanges {"limit":2}
    listAccountChanges {}
    "#);
}

#[tokio::test]
async fn requests_are_listed_without_query_and_body() {
    let request = |path: &str, status, failure: &str| RequestView {
        at: "2026-11-20T12:52:00Z".into(),
        method: "GET".into(),
        host: "api.github.com".into(),
        path: path.into(),
        status,
        failure: failure.into(),
        bytes: 1200.0,
        took_ms: 140,
    };
    let rows =
        vec![request("/user", Some(200), ""), request("/issues", Some(502), ""), request("/user", None, "no answer")];
    let resting = vec![RestingView { host: "api.github.com".into(), until: "2026-11-20T14:20:00Z".into() }];
    let fake = Fake::engine()
        .answer::<ListRequests>(RequestsPage { since: "2026-11-20T08:00:00Z".into(), count: 42.0, rows, resting })
        .answer::<ListRequests>(RequestsPage { since: "2026-11-20T08:00:00Z".into(), ..RequestsPage::default() });
    assert_snapshot!(fake.run("accounts requests").await, @"
    13:52  GET  api.github.com/user    200        1200 B  140 ms
    13:52  GET  api.github.com/issues  502        1200 B  140 ms
    13:52  GET  api.github.com/user    no answer  1200 B  140 ms
    api.github.com failed again and again, and is left alone until 15:20.
    42 since 09:00
    [exit 0]
    ");
    assert_snapshot!(fake.run("accounts requests").await, @"
    Nothing went out since 09:00.
    [exit 0]
    ");
}
