//! Which way a sign-in goes: the one of before, the easiest, the one that is named.

use insta::assert_snapshot;
use stint_api::{
    command::{BeginSignIn, CancelSignIn},
    question::GetAccounts,
};

use super::{accounts::page, desk::Fake, sign_in::done, views::did};

#[tokio::test]
async fn an_account_is_rotated_the_way_and_at_the_place_it_was_connected() {
    let mut before = page();
    before.services[1].accounts[0].way = stint_api::view::WayKind::Browser;
    let fake = Fake::engine()
        .answer::<BeginSignIn>(did("Signing in at GitLab"))
        .answer::<CancelSignIn>(did("Ended the sign-in"))
        .answer::<GetAccounts>(before)
        .answer::<GetAccounts>(done());
    assert_eq!(fake.run("accounts rotate octocat").await.code, 0);
    assert_snapshot!(fake.heard(), @r#"
    getAccounts {}
    beginSignIn {"account":"two","attempt":"cli-7-1795184160000000000","host":"git.acme.example:8443","service":"gitlab","way":"browser"}
    getAccounts {}
    cancelSignIn {"attempt":"cli-7-1795184160000000000"}
    "#);
}

#[tokio::test]
async fn where_only_a_token_will_do_the_command_line_says_so() {
    let fake = Fake::engine().answer::<GetAccounts>(page());
    assert_snapshot!(fake.run("accounts connect clockify").await, @"
    [stderr]
    Say how to sign in to Clockify: with a token, --token-stdin < FILE.
    Hint: Make one at the service.
    [exit 2]
    ");
    let mut unready = page();
    unready.services[0].ways[0].is_ready = false;
    let hub = Fake::engine().answer::<GetAccounts>(unready);
    assert_snapshot!(hub.run("accounts connect github").await, @"
    [stderr]
    Say how to sign in to GitHub: with a token, --token-stdin < FILE.
    Hint: Make one at the service. With an OAuth app of your own, entered in the settings: --device.
    [exit 2]
    ");
    assert_snapshot!(fake.run("accounts connect hub").await, @"
    [stderr]
    There is no service “hub”.
    Hint: Stint knows github, gitlab, clockify.
    [exit 1]
    ");
    assert_eq!(fake.run("accounts connect github --device --browser").await.code, 2);
}
