//! Accounts that are revoked: waited for, and said what stays.

use insta::assert_snapshot;
use stint_api::{
    command::RevokeAccount,
    question::{GetAccounts, ListAccountChanges},
};

use super::{accounts::page, desk::Fake, history::change, views::did};

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
