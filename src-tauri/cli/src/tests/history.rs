//! What happened to accounts, and what went out to the network.

use insta::assert_snapshot;
use stint_api::{
    question::{ListAccountChanges, ListRequests},
    view::{AccountChangeView, RequestView, RequestsPage, RestingView},
};

use super::desk::Fake;

pub(super) fn change(at: &str, what: &str, by: &str) -> AccountChangeView {
    AccountChangeView {
        at: at.into(),
        service: "github".into(),
        name: "mona".into(),
        host: "github.com".into(),
        what: what.into(),
        by: by.into(),
    }
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
