//! Searches, checks, and what is looked up because it is new.

use serde_json::{Value, json};
use stint_core::work::{Checks, Kind, Review, Why};
use wiremock::ResponseTemplate;

use super::stage::{Stage, by, known, node, ok, page, searches};
use crate::{conformance::ME, connector::Depth};

fn more(count: u32, after: Option<&str>, nodes: Vec<Value>) -> Value {
    let info = json!({ "hasNextPage": after.is_some(), "endCursor": after });
    json!({ "issueCount": count, "pageInfo": info, "nodes": nodes })
}

fn pulls(range: std::ops::Range<u32>) -> Vec<Value> {
    range.map(|number| node("PullRequest", number, json!({}))).collect()
}

#[tokio::test]
async fn a_search_goes_on_to_its_end() {
    let mut stage = Stage::empty().await;
    let first = more(60, Some("c1"), pulls(0..50));
    stage.graphql("Searches(", json!({ "assigned": null, "reviews": first, "authored": page([]) })).await;
    stage.graphql("Search(", json!({ "search": more(60, None, pulls(50..60)) })).await;
    let batch = stage.fetch(0).await.unwrap();
    assert_eq!(batch.batch.items.len(), 60);
    assert!(batch.complete.contains(&Why::ReviewRequested));
    let asked: Value = stage.latest("Search").await.body_json().unwrap();
    assert_eq!(asked["variables"]["after"], "c1");
}

#[tokio::test]
async fn a_search_that_is_cut_or_breaks_off_completes_nothing() {
    let answers = [
        ok(json!({ "data": { "search": more(1_200, None, pulls(50..60)) } })),
        ok(json!({ "data": { "search": null }, "errors": [{ "message": "Something went wrong" }] })),
        ok(json!({ "data": { "search": more(1_200, Some("c1"), pulls(50..60)) } })),
        ResponseTemplate::new(500),
    ];
    for answer in answers {
        let mut stage = Stage::empty().await;
        let first = more(1_200, Some("c1"), pulls(0..50));
        stage.graphql("Searches(", json!({ "assigned": null, "reviews": first, "authored": page([]) })).await;
        stage.answers(1, "Search(", answer).await;
        let batch = stage.fetch(0).await.unwrap();
        assert!(batch.batch.items.len() >= 50 && !batch.complete.contains(&Why::ReviewRequested));
        assert!(batch.complete.contains(&Why::Authored));
    }
}

#[tokio::test]
async fn a_count_that_changed_makes_the_list_be_read_again() {
    let mut stage = Stage::empty().await;
    stage.rest("/issues", ok(json!([])).insert_header("ETag", "\"a\"")).await;
    stage.fetch(0).await.unwrap();
    stage.fetch(120).await.unwrap();
    assert!(stage.latest("GET /issues").await.headers.contains_key("if-none-match"));
    let assigned = json!({ "assigned": page([node("Issue", 1, json!({}))]), "reviews": null, "authored": null });
    stage.answers(1, "Searches", ok(json!({ "data": assigned }))).await;
    stage.graphql("Nodes", json!({ "nodes": [null] })).await;
    stage.rest("/repos/acme/api/issues/1", ResponseTemplate::new(404)).await;
    stage.fetch(300).await.unwrap();
    stage.fetch(1_980).await.unwrap();
    assert!(!stage.latest("GET /issues").await.headers.contains_key("if-none-match"));
}

#[tokio::test]
async fn what_is_new_is_looked_up_before_it_is_told_and_what_the_search_lags_behind_with_is_not() {
    let mut stage = Stage::empty().await;
    stage.fetch(0).await.unwrap();
    stage
        .answers(
            1,
            "Searches",
            ok(json!({ "data": searches([
        node("PullRequest", 1, json!({ "body": null })),
        node("PullRequest", 2, json!({ "body": null })),
        node("PullRequest", 3, json!({ "body": null })),
    ]) })),
        )
        .await;
    stage.known = vec![known(Kind::PullRequest, 3, [Why::ReviewRequested])];
    let of_me = json!({ "nodes": [{ "requestedReviewer": { "login": ME } }] });
    let mine = json!({ "reviewRequests": of_me, "doings": by("actor", ME, "2026-03-02T08:00:00Z") });
    let of_nobody = json!({ "reviewRequests": { "nodes": [] } });
    let nodes = json!([node("PullRequest", 1, mine), node("PullRequest", 2, of_nobody)]);
    stage.graphql("Nodes", json!({ "viewer": { "login": ME }, "nodes": nodes })).await;
    stage.graphql("Checks", json!({ "nodes": [] })).await;
    let items = stage.fetch(300).await.unwrap().batch.items;
    let told: Vec<_> = items.iter().map(|it| (it.reference.as_str(), it.is_own_doing, it.body.is_some())).collect();
    assert_eq!(told, [("acme/api#1", true, true), ("acme/api#3", false, false)]);
}

#[tokio::test]
async fn own_pull_requests_bring_their_reviews_and_checks() {
    let mut stage = Stage::empty().await;
    stage.known = vec![known(Kind::PullRequest, 7, [Why::Authored])];
    let rollup = |state: &str| json!({ "nodes": [{ "commit": { "statusCheckRollup": { "state": state } } }] });
    let said = |state: &str| json!({ "nodes": [{ "state": state }] });
    let table = [
        (json!({ "commits": rollup("FAILURE"), "reviewDecision": "APPROVED" }), Checks::Failing, Review::Approved),
        (
            json!({ "commits": rollup("EXPECTED"), "latestOpinionatedReviews": said("CHANGES_REQUESTED") }),
            Checks::Pending,
            Review::ChangesRequested,
        ),
        (
            json!({ "commits": rollup("NEW"), "latestOpinionatedReviews": said("APPROVED") }),
            Checks::Unknown,
            Review::Approved,
        ),
        (
            json!({ "commits": { "nodes": [{ "commit": { "statusCheckRollup": null } }] }, "reviewDecision": "NEW" }),
            Checks::Absent,
            Review::Unknown,
        ),
    ];
    for (number, (more, checks, review)) in (0_i64..).zip(table) {
        let fresh = Stage::empty().await;
        stage.server = fresh.server;
        stage.graphql("Checks", json!({ "nodes": [node("PullRequest", 7, more)] })).await;
        let items = stage.fetch_so(Depth::All, number).await.unwrap().batch.items;
        assert_eq!((items[0].checks, items[0].review), (Some(checks), Some(review)));
    }
}

#[tokio::test]
async fn checks_that_may_not_be_seen_are_not_absent_and_reviews_go_on_without_them() {
    let mut stage = Stage::empty().await;
    stage.known = vec![known(Kind::PullRequest, 7, [Why::Authored])];
    let path = json!(["nodes", 0, "commits", "nodes", 0, "commit", "statusCheckRollup"]);
    let forbidden =
        json!({ "type": "FORBIDDEN", "message": "Resource not accessible by personal access token", "path": path });
    let hidden =
        json!({ "commits": { "nodes": [{ "commit": { "statusCheckRollup": null } }] }, "reviewDecision": "APPROVED" });
    let data = json!({ "nodes": [node("PullRequest", 7, hidden.clone())] });
    stage.answers(1, "Checks", ok(json!({ "data": data, "errors": [forbidden] }))).await;
    stage
        .graphql("Reviews", json!({ "nodes": [node("PullRequest", 7, json!({ "reviewDecision": "APPROVED" }))] }))
        .await;
    let batch = stage.fetch(0).await.unwrap();
    assert_eq!((batch.batch.items[0].checks, batch.batch.items[0].review), (None, Some(Review::Approved)));
    assert!(batch.warning.unwrap().contains("may not see checks"));
    stage.asked().await;
    let batch = stage.fetch(300).await.unwrap();
    assert_eq!((batch.batch.items[0].checks, batch.warning), (None, None));
    assert!(stage.asked().await.ends_with(&["Reviews".to_owned()]));
}

#[tokio::test]
async fn a_search_that_lags_behind_does_not_put_back_what_the_list_dropped() {
    let mut stage = Stage::empty().await;
    stage.known = vec![known(Kind::Issue, 7, [Why::Assigned])];
    let found = json!({ "assigned": page([node("Issue", 7, json!({}))]), "reviews": page([]), "authored": page([]) });
    stage.graphql("Searches(", found).await;
    let batch = stage.fetch(0).await.unwrap();
    assert!(batch.complete.contains(&Why::Assigned));
    assert_eq!(batch.batch.items, [], "so that it is looked up");
}
