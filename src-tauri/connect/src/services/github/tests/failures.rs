//! What may go wrong at GitHub, and what is made of it.

use jiff::SignedDuration;
use serde_json::{Value, json};
use stint_core::work::Why;
use wiremock::ResponseTemplate;

use super::stage::{Stage, node, ok, page, searches};
use crate::{conformance::now, connector::Depth, error::Error};

fn status(status: u16) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(json!({ "message": "no" }))
}

#[tokio::test]
async fn at_the_first_refused_token_nothing_more_is_asked() {
    let mut stage = Stage::empty().await;
    stage.rest("/notifications", status(401)).await;
    assert!(matches!(stage.fetch(0).await, Err(Error::SignInAgain)));
    assert_eq!(stage.asked().await, ["GET /notifications"]);
}

#[tokio::test]
async fn what_an_organisation_leaves_out_is_not_gone() {
    let mut stage = Stage::empty().await;
    let partial = ok(json!([])).insert_header("X-GitHub-SSO", "partial-results; organizations=1,2");
    stage.rest("/issues", partial).await;
    let saml = json!({ "type": "FORBIDDEN", "message": "SAML", "extensions": { "saml_failure": true } });
    let found = searches([node("PullRequest", 7, json!({}))]);
    stage.answers(1, "Searches", ok(json!({ "data": found, "errors": [saml] }))).await;
    let batch = stage.fetch(0).await.unwrap();
    assert_eq!(batch.batch.items[0].reference, "acme/api#7");
    assert!(batch.complete.is_empty(), "{:?}", batch.complete);
    let warning = batch.warning.unwrap();
    assert!(warning.contains("single sign-on") && warning.contains("2 organisations leave"), "{warning}");
}

#[tokio::test]
async fn the_head_alone_may_say_that_an_organisation_is_left_out() {
    let mut stage = Stage::empty().await;
    let partial = ok(json!({ "data": searches([]) })).insert_header("X-GitHub-SSO", "partial-results; organizations=1");
    stage.answers(1, "Searches", partial).await;
    let batch = stage.fetch(0).await.unwrap();
    assert!(!batch.complete.contains(&Why::ReviewRequested) && batch.warning.is_some(), "{batch:?}");
}

#[tokio::test]
async fn a_missing_single_sign_on_names_the_organisation_and_is_asked_again() {
    let mut stage = Stage::empty().await;
    let sso = "required; url=https://github.com/orgs/acme/sso?authorization_request=s3cr3t";
    stage.rest("/notifications", status(403).insert_header("X-GitHub-SSO", sso)).await;
    let warning = stage.fetch(0).await.unwrap().warning.unwrap();
    assert!(warning.contains("the organisation acme") && warning.contains("at github.com"), "{warning}");
    assert!(!warning.contains("s3cr3t"), "{warning}");
    stage.asked().await;
    assert!(stage.fetch(60).await.is_ok());
    assert_eq!(stage.asked().await, ["GET /notifications"]);
}

#[tokio::test]
async fn every_kind_of_limit_says_until_when() {
    let reset = (now().as_second() + 600).to_string();
    let used_up = |answer: ResponseTemplate| {
        let answer = answer.insert_header("X-RateLimit-Limit", "5000").insert_header("X-RateLimit-Remaining", "0");
        answer.insert_header("X-RateLimit-Reset", reset.as_str()).insert_header("Date", "Mon, 02 Mar 2026 09:00:00 GMT")
    };
    let second = ResponseTemplate::new(403).set_body_string("You have exceeded a secondary rate limit.");
    let graphql = ok(json!({ "data": null, "errors": [{ "type": "RATE_LIMITED", "message": "no" }] }));
    let table = [
        ("/issues", status(403).insert_header("Retry-After", "120"), 120),
        ("/issues", used_up(status(403)), 601),
        ("/issues", second, 60),
        ("/issues", status(429), 60),
        ("graphql", graphql.clone(), 60),
        ("graphql", used_up(graphql), 601),
        ("graphql", status(403).insert_header("Retry-After", "30"), 30),
    ];
    for (path, answer, expected) in table {
        let mut stage = Stage::empty().await;
        match path {
            "graphql" => stage.answers(1, "Searches", answer).await,
            path => stage.rest(path, answer).await,
        }
        let error = stage.fetch(0).await.unwrap_err();
        let expected = now() + SignedDuration::from_secs(expected);
        assert!(matches!(error, Error::ComeBackLater { at: Some(at) } if at == expected), "{path}: {error:?}");
    }
}

#[tokio::test]
async fn a_permission_that_is_missing_is_named_and_not_asked_for_until_tomorrow() {
    let mut stage = Stage::empty().await;
    let refused = status(403).insert_header("X-Accepted-OAuth-Scopes", "notifications, repo");
    stage.rest("/notifications", refused).await;
    let batch = stage.fetch(0).await.unwrap();
    assert!(batch.warning.unwrap().contains("notifications, repo"));
    assert!(stage.asked().await.contains(&"SearchesMentions".to_owned()), "the searches take their place at once");
    let batch = stage.fetch(120).await.unwrap();
    assert_eq!(batch.warning, None);
    assert_eq!(stage.asked().await, ["GET /issues", "SearchesMentions"]);
    stage.fetch_so(Depth::All, 180).await.unwrap();
    assert!(stage.asked().await.contains(&"GET /notifications".to_owned()), "the person asked for everything");
    stage.fetch(180 + 24 * 3_600).await.unwrap();
    assert!(stage.asked().await.contains(&"GET /notifications".to_owned()));
}

#[tokio::test]
async fn a_question_refused_alone_later_costs_no_cursor() {
    let mut stage = Stage::empty().await;
    stage.fetch(0).await.unwrap();
    stage.rest("/notifications", status(422)).await;
    assert!(stage.fetch(60).await.unwrap().warning.is_some());
    stage.asked().await;
    stage.fetch(120).await.unwrap();
    assert!(!stage.asked().await.contains(&"GET /notifications".to_owned()));
}

#[tokio::test]
async fn a_server_that_does_not_know_the_version_is_asked_without_it_from_then_on() {
    let mut stage = Stage::empty().await;
    let is_versioned = wiremock::matchers::header_exists("x-github-api-version");
    let refusal = wiremock::Mock::given(is_versioned).respond_with(status(400)).with_priority(1);
    refusal.mount(&stage.server).await;
    assert_eq!(stage.fetch(0).await.unwrap().warning, None);
    let notifications = |all: Vec<String>| all.into_iter().filter(|it| it == "GET /notifications").count();
    assert_eq!(notifications(stage.asked().await), 2);
    stage.fetch(60).await.unwrap();
    assert_eq!(notifications(stage.asked().await), 1);
}

#[tokio::test]
async fn a_question_that_takes_too_long_is_halved_and_stays_so() {
    let mut stage = Stage::empty().await;
    let is_large = |request: &wiremock::Request| {
        let body: Value = request.body_json().unwrap_or_default();
        body["variables"]["first"].as_u64().is_some_and(|first| first > 20)
    };
    let trouble = wiremock::Mock::given(is_large).respond_with(status(502)).with_priority(1);
    trouble.mount(&stage.server).await;
    let batch = stage.fetch(0).await.unwrap();
    assert!(batch.complete.contains(&Why::ReviewRequested), "{batch:?}");
    assert_eq!(stage.asked().await.iter().filter(|it| *it == "Searches").count(), 3);
    stage.fetch(300).await.unwrap();
    assert_eq!(stage.asked().await.iter().filter(|it| *it == "Searches").count(), 1);
}

#[tokio::test]
async fn one_question_in_trouble_costs_no_other() {
    let html = ResponseTemplate::new(200).set_body_raw("<title>Unicorn!</title>", "text/html");
    for trouble in [status(500), html, ResponseTemplate::new(200).set_body_string("{")] {
        let mut stage = Stage::empty().await;
        stage.rest("/issues", trouble).await;
        stage.graphql("Searches", searches([node("PullRequest", 7, json!({}))])).await;
        let batch = stage.fetch(0).await.unwrap();
        assert_eq!(batch.batch.items.len(), 1);
        assert!(!batch.complete.contains(&Why::Assigned) && batch.complete.contains(&Why::ReviewRequested));
        assert!(batch.warning.unwrap().starts_with("Assigned to you"));
    }
}

#[tokio::test]
async fn where_the_list_is_refused_the_search_tells_of_the_assigned() {
    let mut stage = Stage::empty().await;
    stage.rest("/issues", status(404)).await;
    let batch = stage.fetch(0).await.unwrap();
    assert!(batch.complete.contains(&Why::Assigned) && batch.warning.is_some(), "{batch:?}");
}

#[tokio::test]
async fn what_is_odd_is_unknown_and_costs_nothing_else() {
    let mut stage = Stage::empty().await;
    let odd =
        json!({ "pullState": "SUSPENDED", "reviewDecision": "MAYBE", "author": null, "labels": null, "title": null });
    let found = page([node("PullRequest", 7, odd), json!({ "__typename": "Discussion" }), Value::Null]);
    stage.graphql("Searches", json!({ "assigned": null, "reviews": found, "authored": page([]) })).await;
    let batch = stage.fetch(0).await.unwrap();
    let item = &batch.batch.items[0];
    assert_eq!((batch.batch.items.len(), item.title.as_str()), (1, "acme/api#7"));
    assert_eq!(item.state, stint_core::work::State::Unknown);
    assert_eq!(item.review, Some(stint_core::work::Review::Unknown));
    assert!(!batch.complete.contains(&Why::ReviewRequested), "two of three were not understood");
    assert!(batch.complete.contains(&Why::Authored));
}

#[tokio::test]
async fn an_older_enterprise_server_that_does_not_know_the_question_is_told_as_such() {
    let mut stage = Stage::empty().await;
    let error = json!({ "message": "Field 'x' doesn't exist", "extensions": { "code": "undefinedField" } });
    stage.answers(1, "Searches", ok(json!({ "errors": [error] }))).await;
    let batch = stage.fetch(0).await.unwrap();
    assert!(batch.warning.unwrap().contains("this version of Enterprise Server"));
    assert!(batch.complete.contains(&Why::Assigned));
}

#[tokio::test]
async fn a_list_that_is_never_complete_is_not_charged_again_and_again() {
    for (head, more) in [("partial-results; organizations=1", json!([])), ("", json!([{ "node_id": null }]))] {
        let mut stage = Stage::empty().await;
        let list = ok(more).insert_header("X-GitHub-SSO", head).insert_header("ETag", "\"1\"");
        stage.rest("/issues", list).await;
        let same = wiremock::Mock::given(wiremock::matchers::header("If-None-Match", "\"1\""));
        same.respond_with(ResponseTemplate::new(304)).with_priority(1).mount(&stage.server).await;
        for minute in 0..60 {
            assert!(!stage.fetch(minute * 60).await.unwrap().complete.contains(&Why::Assigned));
        }
        let all = stage.server.received_requests().await.unwrap();
        let charged =
            all.iter().filter(|it| it.url.path().ends_with("/issues") && !it.headers.contains_key("if-none-match"));
        assert!(charged.count() <= 2, "{head}");
    }
}

#[tokio::test]
async fn a_page_that_stays_away_is_not_asked_for_every_other_minute() {
    let mut stage = Stage::empty().await;
    let next = format!("<{}/api/v3/missing>; rel=\"next\"", stage.server.uri());
    stage.rest("/issues", ok(json!([])).insert_header("Link", next)).await;
    stage.rest("/missing", status(500)).await;
    for minute in 0..60 {
        assert!(!stage.fetch(minute * 60).await.unwrap().complete.contains(&Why::Assigned));
    }
    let asked = stage.asked().await.into_iter().filter(|it| it == "GET /missing").count();
    assert!(asked <= 6, "{asked}");
}

#[tokio::test]
async fn a_search_whose_pages_lead_in_a_circle_ends() {
    let mut stage = Stage::empty().await;
    let turn =
        |end: &str| json!({ "issueCount": 9, "pageInfo": { "hasNextPage": true, "endCursor": end }, "nodes": [] });
    let mut found = searches([]);
    found["reviews"] = turn("a");
    stage.graphql("Searches", found).await;
    let on =
        |after: &str| wiremock::Mock::given(wiremock::matchers::body_string_contains(format!("\"after\":\"{after}\"")));
    let answer = |end: &str| ok(json!({ "data": { "search": turn(end) } }));
    on("a").respond_with(answer("b")).with_priority(1).mount(&stage.server).await;
    on("b").respond_with(answer("a")).with_priority(1).mount(&stage.server).await;
    let batch = tokio::time::timeout(std::time::Duration::from_secs(5), stage.fetch(0)).await.unwrap().unwrap();
    assert!(!batch.complete.contains(&Why::ReviewRequested));
}
