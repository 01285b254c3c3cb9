//! Repositories that are followed and cannot be seen.

use serde_json::json;
use stint_core::work::Why;
use wiremock::ResponseTemplate;

use super::{
    follows::{follow, followed, issues},
    stage::{Stage, ok, page},
};
use crate::conformance::now;

const GONE: &str =
    "There is no such repository, or this account may not see it. Check its name, and what the account may see.";

#[tokio::test]
async fn one_that_cannot_be_seen_is_said_and_looked_for_tomorrow() {
    let sso =
        ResponseTemplate::new(403).insert_header("X-GitHub-SSO", "required; url=https://github.com/orgs/acme/sso");
    for answer in [ResponseTemplate::new(404), sso] {
        let mut stage = Stage::empty().await;
        stage.follows = vec![follow("acme/api", None)];
        stage.rest("/repos/acme/api", answer).await;
        let batch = stage.fetch(0).await.unwrap();
        assert!(batch.warning.unwrap().contains("acme/api") && !batch.complete.contains(&Why::Followed));
        stage.asked().await;
        stage.fetch(300).await.unwrap();
        assert!(!stage.asked().await.contains(&"GET /repos/acme/api".to_owned()));
        stage.fetch(24 * 3_600).await.unwrap();
        assert!(stage.asked().await.contains(&"GET /repos/acme/api".to_owned()));
    }
}

#[tokio::test]
async fn one_that_cannot_be_seen_is_said_each_time_until_it_can() {
    let mut stage = Stage::empty().await;
    stage.follows = vec![follow("acme/api", None), follow("acme/api/deep", None)];
    stage.rest("/repos/acme/api", ResponseTemplate::new(404)).await;
    let first = stage.fetch(0).await.unwrap().unseen;
    assert_eq!(first["acme/api"], GONE);
    assert_eq!(first["acme/api/deep"], "A repository is named by its owner and name, such as acme/api.");
    for seconds in [60, 300] {
        let beat = stage.fetch(seconds).await.unwrap();
        assert_eq!((beat.unseen, beat.warning), (first.clone(), None), "though nobody asked about it");
    }
    let mut open = Stage::empty().await;
    (open.cursor, open.follows) = (stage.cursor, stage.follows);
    open.rest("/repos/acme/api", ok(json!({ "node_id": "R_1" }))).await;
    open.graphql("Follow(", json!({ "node": issues(page([])) })).await;
    let found = open.fetch(24 * 3_600).await.unwrap().unseen;
    assert_eq!(found.into_keys().collect::<Vec<_>>(), ["acme/api/deep"]);
    open.follows.clear();
    assert_eq!(open.fetch(25 * 3_600).await.unwrap().unseen, [].into());
}

#[tokio::test]
async fn one_that_is_gone_or_left_out_by_its_organisation_is_said_after_it_was_read() {
    let gone = json!({ "nodes": [null] });
    let left_out = json!({ "message": "Resource protected by organization SAML enforcement.", "type": "FORBIDDEN",
        "extensions": { "saml_failure": true } });
    let not_found = json!({ "message": "Could not resolve to a node.", "type": "NOT_FOUND" });
    for (error, words) in [(not_found, GONE), (left_out, "authorised for single sign-on")] {
        let mut stage = followed(None).await;
        let answer = ok(json!({ "data": gone, "errors": [error] }));
        stage.answers(1, "Follows", answer).await;
        let unseen = stage.fetch(300).await.unwrap().unseen;
        assert!(unseen["acme/api"].contains(words), "{unseen:?}");
        assert_eq!(stage.fetch(360).await.unwrap().unseen, unseen);
    }
}

#[tokio::test]
async fn one_that_is_new_or_followed_once_more_is_asked_about_at_once() {
    let mut stage = followed(None).await;
    stage.graphql("Follows", json!({ "nodes": [issues(page([]))] })).await;
    stage.follows.push(follow("acme/gone", None));
    stage.rest("/repos/acme/gone", ResponseTemplate::new(404)).await;
    assert_eq!(stage.fetch(5).await.unwrap().unseen["acme/gone"], GONE);
    stage.asked().await;
    stage.fetch(10).await.unwrap();
    assert_eq!(stage.asked().await, Vec::<String>::new());
    stage.follows[1].followed_at = now() + jiff::SignedDuration::from_secs(15);
    stage.fetch(15).await.unwrap();
    let asked = stage.asked().await;
    assert!(asked.contains(&"GET /repos/acme/gone".to_owned()), "{asked:?}");
}
