//! Notifications: what they are about is looked up, and their reason is not believed.

use serde_json::{Value, json};
use stint_core::work::{Kind, Why};
use wiremock::{
    Mock, ResponseTemplate,
    matchers::{method, path, query_param},
};

use super::{
    super::GitHub,
    stage::{Stage, by, known, node, ok},
};
use crate::{
    conformance::{ME, session},
    connector::Connector,
    error::Error,
};

fn thread(id: u32, kind: &str, url: Option<&str>, reason: &str) -> Value {
    json!({
        "id": id.to_string(), "reason": reason, "unread": true, "updated_at": "2026-03-02T08:30:00Z",
        "subject": { "title": "x", "type": kind, "url": url }, "repository": { "full_name": "acme/api" },
    })
}

/// What the ten places of the question hold, the first of them.
fn subjects<const N: usize>(nodes: [Value; N]) -> Value {
    let mut all = json!({ "viewer": { "login": ME } });
    for (slot, node) in nodes.into_iter().enumerate() {
        all[format!("s{slot}")] = json!({ "issueOrPullRequest": node });
    }
    all
}

const ISSUE: Option<&str> = Some("https://api.github.com/repos/acme/api/issues/7");

#[tokio::test]
async fn the_subject_says_why_and_not_the_thread() {
    let mine = json!({ "nodes": [{ "login": ME }] });
    let asked_of_me = json!({ "nodes": [{ "requestedReviewer": { "__typename": "User", "login": "MONA" } }] });
    let a_team = json!({ "nodes": [{ "requestedReviewer": null }] });
    let mentioned = by("actor", ME, "2026-03-02T08:00:00Z");
    let table = [
        ("subscribed", "Issue", json!({ "assignees": mine }), vec![Why::Assigned]),
        ("assign", "Issue", json!({}), vec![]),
        ("mention", "Issue", json!({}), vec![]),
        ("author", "Issue", json!({ "mentions": mentioned }), vec![Why::Mentioned]),
        ("author", "PullRequest", json!({ "author": { "login": ME } }), vec![Why::Authored]),
        ("ci_activity", "PullRequest", json!({ "reviewRequests": asked_of_me }), vec![Why::ReviewRequested]),
        ("review_requested", "PullRequest", json!({ "reviewRequests": a_team }), vec![Why::ReviewRequested]),
        ("comment", "PullRequest", json!({ "reviewRequests": a_team }), vec![]),
    ];
    for (reason, kind, more, expected) in table {
        let mut stage = Stage::empty().await;
        stage.rest("/notifications", ok(json!([thread(1, kind, ISSUE, reason)]))).await;
        stage.graphql("Subjects", subjects([node(kind, 7, more.clone())])).await;
        stage.graphql("Checks", json!({ "nodes": [] })).await;
        let items = stage.fetch(0).await.unwrap().batch.items;
        let whys: Vec<Why> = items.iter().flat_map(|it| it.whys.iter().copied()).collect();
        assert_eq!(whys, expected, "{reason} {more}");
        assert!(items.iter().all(|it| it.thread.as_deref() == Some("1") && it.body.is_some()));
    }
}

#[tokio::test]
async fn what_is_neither_an_issue_nor_a_pull_request_is_passed_over() {
    let mut stage = Stage::empty().await;
    let threads = json!([
        thread(1, "Release", Some("https://api.github.com/repos/acme/api/releases/1"), "subscribed"),
        thread(2, "CheckSuite", None, "ci_activity"),
        thread(3, "Discussion", None, "mention"),
        thread(4, "Issue", None, "mention"),
        { "id": null }, null, 7,
    ]);
    stage.rest("/notifications", ok(threads)).await;
    let batch = stage.fetch(0).await.unwrap();
    assert_eq!((batch.batch.items, batch.warning), (vec![], None));
    assert!(!stage.asked().await.contains(&"Subjects".to_owned()));
}

#[tokio::test]
async fn only_what_is_new_is_looked_up_and_the_beat_is_githubs() {
    let mut stage = Stage::empty().await;
    let modified = "Mon, 02 Mar 2026 08:30:00 GMT";
    let list = ok(json!([thread(1, "Issue", ISSUE, "mention")])).insert_header("Last-Modified", modified);
    stage.rest("/notifications", list.insert_header("X-Poll-Interval", "120")).await;
    stage.graphql("Subjects", subjects([Value::Null])).await;
    stage.fetch(0).await.unwrap();
    assert!(stage.asked().await.contains(&"Subjects".to_owned()));
    stage.fetch(60).await.unwrap();
    assert_eq!(stage.asked().await, Vec::<String>::new());
    stage.fetch(120).await.unwrap();
    assert_eq!(stage.asked().await, ["GET /notifications", "GET /issues"]);
    let condition = |request: wiremock::Request| request.headers.get("if-modified-since").cloned();
    assert_eq!(condition(stage.latest("GET /notifications").await).unwrap(), modified);
    stage.fetch(1_020).await.unwrap();
    assert_eq!(condition(stage.latest("GET /notifications").await), None, "now and then without a condition");
}

#[tokio::test]
async fn a_known_item_is_told_of_even_where_it_waits_no_more() {
    let mut stage = Stage::empty().await;
    stage.known = vec![known(Kind::Issue, 7, [Why::Assigned])];
    stage.rest("/notifications", ok(json!([thread(1, "Issue", ISSUE, "state_change")]))).await;
    stage.graphql("Subjects", subjects([node("Issue", 7, json!({ "state": "CLOSED" }))])).await;
    let items = stage.fetch(0).await.unwrap().batch.items;
    assert!(items.len() == 1 && items[0].state.is_done());
}

#[tokio::test]
async fn a_thread_is_marked_read_and_one_that_is_gone_was_read() {
    let work = GitHub;
    let work = work.work().unwrap();
    assert!(work.can_mark_read());
    for (status, is_fine) in [(205, true), (304, true), (404, true), (403, false), (500, false)] {
        let server = wiremock::MockServer::start().await;
        Mock::given(method("PATCH")).respond_with(ResponseTemplate::new(status)).mount(&server).await;
        let session = session(&GitHub, &server.uri());
        assert_eq!(work.mark_read(&session, "42").await.is_ok(), is_fine, "{status}");
        let path = server.received_requests().await.unwrap()[0].url.path().to_owned();
        assert_eq!(path, "/api/v3/notifications/threads/42");
        for odd in ["", "42/../../user", "x"] {
            assert!(matches!(work.mark_read(&session, odd).await, Err(Error::Refused { .. })), "{odd}");
        }
        assert_eq!(server.received_requests().await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn after_a_holiday_every_thread_is_looked_at_however_many_there_are() {
    let mut stage = Stage::empty().await;
    stage.fetch(0).await.unwrap();
    let start = crate::conformance::now();
    for page in 1..=9_u32 {
        let of = |slot: u32| {
            let number = 450 - ((page - 1) * 50 + slot);
            let url = format!("https://api.github.com/repos/acme/api/issues/{number}");
            let mut thread = thread(number, "Issue", Some(&url), "mention");
            thread["updated_at"] = json!(start + jiff::SignedDuration::from_secs(i64::from(number)));
            thread
        };
        let mut answer = ok((0..50).map(of).collect::<Vec<_>>().into());
        if page < 9 {
            let next = format!("{}/api/v3/notifications?page={}", stage.server.uri(), page + 1);
            answer = answer.insert_header("Link", format!("<{next}>; rel=\"next\""));
        }
        let list = Mock::given(path("/api/v3/notifications"));
        let list = if page == 1 { list } else { list.and(query_param("page", page.to_string())) };
        list.respond_with(answer).with_priority(if page == 1 { 2 } else { 1 }).mount(&stage.server).await;
    }
    stage.graphql("Subjects", subjects([Value::Null])).await;
    for minute in 60..64 {
        stage.fetch(minute * 60).await.unwrap();
    }
    let mut seen = std::collections::BTreeSet::new();
    for request in stage.server.received_requests().await.unwrap() {
        let body: Value = request.body_json().unwrap_or_default();
        let numbers = (0..10).filter_map(|slot| body["variables"][format!("k{slot}")].as_u64());
        seen.extend(numbers);
    }
    assert_eq!(seen.len(), 450);
}
