//! The connector against a fake of GitHub.

mod failures;
mod fake;
mod follows;
mod look_up;
mod notifications;
mod searches;
mod stage;
mod unseen;

use jiff::SignedDuration;
use stint_core::secret::secret;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

use self::fake::FakeGitHub;
use super::*;
use crate::{
    conformance::{SECRET, connector_tests, credentials, session},
    error::Error,
};

connector_tests!(github_conforms, FakeGitHub);

fn user() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(include_str!("fixtures/user.json"), "application/json")
}

async fn answering(answer: ResponseTemplate) -> (MockServer, Session) {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let session = session(&GitHub, &server.uri());
    (server, session)
}

#[tokio::test]
async fn the_head_of_the_answer_says_what_was_granted_and_when_it_ends() {
    let head = [
        ("X-OAuth-Scopes", "notifications, repo"),
        ("GitHub-Authentication-Token-Expiration", "2027-10-12 09:00:00 UTC"),
    ];
    let answer = head.into_iter().fold(user(), |answer, (name, value)| answer.insert_header(name, value));
    let (_server, session) = answering(answer).await;
    let expected = Identity {
        remote_id: "583231".to_owned(),
        name: "octocat".to_owned(),
        scopes: Some(vec!["notifications".to_owned(), "repo".to_owned()]),
        expires_at: Some("2027-10-12T09:00:00Z".parse().unwrap()),
    };
    assert_eq!(GitHub.identify(&session).await.unwrap(), expected);
}

#[tokio::test]
async fn a_refusal_says_whether_to_wait_to_authorise_or_to_ask_somebody() {
    let no = || ResponseTemplate::new(403);
    let table = [
        (no().insert_header("X-GitHub-SSO", "required; url=https://github.com/orgs/acme/sso"), "single sign-on"),
        (
            no().insert_header("X-RateLimit-Limit", "60")
                .insert_header("X-RateLimit-Remaining", "0")
                .insert_header("X-RateLimit-Reset", "1772442060"),
            "come back later",
        ),
        (no().insert_header("Retry-After", "60"), "come back later"),
        (no().set_body_string(r#"{"message":"You have exceeded a secondary rate limit."}"#), "come back later"),
        (no().insert_header("X-RateLimit-Remaining", "4999"), "does not let this token in"),
    ];
    for (answer, expected) in table {
        let (_server, session) = answering(answer).await;
        let error = GitHub.identify(&session).await.unwrap_err();
        assert!(error.to_string().contains(expected), "{error} is not about: {expected}");
    }
}

#[tokio::test]
async fn a_limit_says_until_when_and_is_a_minute_where_it_does_not() {
    let second = r#"{"message":"You have exceeded a secondary rate limit. Please wait a few minutes."}"#;
    let table = [
        (ResponseTemplate::new(403).insert_header("Retry-After", "120"), 120),
        (ResponseTemplate::new(403).set_body_string(second), 60),
    ];
    for (answer, expected) in table {
        let (_server, session) = answering(answer).await;
        let error = GitHub.identify(&session).await.unwrap_err();
        let expected = session.now + SignedDuration::from_secs(expected);
        assert!(matches!(error, Error::ComeBackLater { at: Some(at) } if at == expected), "{error:?}");
    }
}

#[tokio::test]
async fn both_tokens_of_a_grant_are_revoked_and_nothing_proves_who_asks() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(202)).mount(&server).await;
    let granted = Credentials { refresh: Some(secret("ghr_x")), ..credentials() };
    assert_eq!(GitHub.revoke(&session(&GitHub, &server.uri()), &granted).await.unwrap(), Revoked::Forgotten);
    let request = &server.received_requests().await.unwrap()[0];
    assert!(!request.headers.contains_key("authorization"));
    assert_eq!(request.body_json::<serde_json::Value>().unwrap(), json!({ "credentials": [SECRET, "ghr_x"] }));
}

#[tokio::test]
async fn enterprise_offers_no_revocation() {
    for status in [401, 403, 404, 422] {
        let (_server, session) = answering(ResponseTemplate::new(status)).await;
        assert_eq!(GitHub.revoke(&session, &credentials()).await.unwrap(), Revoked::NotOffered, "{status}");
    }
}
