//! The connector against a fake of GitLab.

mod fake;
mod hour;
mod stage;
mod trouble;
mod work;

use stint_core::secret::secret;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, body_string_contains, method, path},
};

use self::fake::FakeGitLab;
use super::*;
use crate::conformance::{FakeService, connector_tests, credentials, session};

fn json(body: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(body, "application/json")
}

connector_tests!(gitlab_conforms, FakeGitLab);

async fn gitlab() -> (MockServer, Session) {
    let server = MockServer::start().await;
    FakeGitLab::default().answer_on(&server).await;
    let session = session(&GitLab, &server.uri());
    (server, session)
}

#[tokio::test]
async fn a_pasted_token_says_what_it_may_do_and_when_it_ends() {
    let (_server, session) = gitlab().await;
    let identity = GitLab.identify(&session).await.unwrap();
    assert_eq!((identity.remote_id.as_str(), identity.name.as_str()), ("17", "mona"));
    assert_eq!(identity.scopes, Some(vec!["read_api".to_owned(), "read_user".to_owned()]));
    assert_eq!(identity.expires_at, Some("2026-11-18T00:00:00Z".parse().unwrap()));
}

#[tokio::test]
async fn a_grant_says_what_it_may_do_and_its_end_is_nobodys_concern() {
    let (_server, session) = gitlab().await;
    let identity = GitLab.identify(&Session { is_pasted: false, ..session }).await.unwrap();
    assert_eq!(identity.scopes, Some(vec!["read_user".to_owned(), "read_api".to_owned()]));
    assert_eq!(identity.expires_at, None);
}

#[tokio::test]
async fn an_older_gitlab_that_tells_nothing_of_a_token_takes_it_all_the_same() {
    for status in [400, 403, 404] {
        let server = MockServer::start().await;
        let user = json(include_str!("fixtures/user.json"));
        Mock::given(path("/api/v4/user")).respond_with(user).mount(&server).await;
        Mock::given(any()).respond_with(ResponseTemplate::new(status)).mount(&server).await;
        let identity = GitLab.identify(&session(&GitLab, &server.uri())).await.unwrap();
        assert_eq!((identity.scopes, identity.expires_at), (None, None), "{status}");
    }
}

#[tokio::test]
async fn a_token_that_may_not_say_whose_it_is_or_is_nobodys_is_refused_in_words() {
    let bot = include_str!("fixtures/user.json").replace(r#""bot": false"#, r#""bot": true"#);
    let table = [
        (ResponseTemplate::new(403).set_body_string(r#"{"error":"insufficient_scope"}"#), "read_user or read_api"),
        (json(&bot), "belongs to a project or group"),
    ];
    for (answer, expected) in table {
        let server = MockServer::start().await;
        Mock::given(any()).respond_with(answer).mount(&server).await;
        let error = GitLab.identify(&session(&GitLab, &server.uri())).await.unwrap_err();
        assert!(error.to_string().contains(expected), "{error} is not about: {expected}");
    }
}

#[tokio::test]
async fn a_grant_is_revoked_as_the_standard_says() {
    let server = MockServer::start().await;
    let revoke = Mock::given(method("POST")).and(path("/oauth/revoke"));
    let revoke = revoke.and(body_string_contains("token=refreshing&")).and(body_string_contains("client_id=stint"));
    revoke.respond_with(json("{}")).expect(1).mount(&server).await;
    Mock::given(path("/oauth/revoke")).respond_with(json("{}")).with_priority(9).mount(&server).await;
    let granted =
        Credentials { refresh: Some(secret("refreshing")), client_id: Some("stint".to_owned()), ..credentials() };
    let session = Session { is_pasted: false, ..session(&GitLab, &server.uri()) };
    assert_eq!(GitLab.revoke(&session, &granted).await.unwrap(), Revoked::Forgotten);
}

#[tokio::test]
async fn a_token_that_is_gone_already_counts_as_forgotten_and_one_that_cannot_revoke_itself_does_not() {
    for (status, expected) in [(401, Revoked::Forgotten), (403, Revoked::NotOffered), (404, Revoked::NotOffered)] {
        let server = MockServer::start().await;
        Mock::given(any()).respond_with(ResponseTemplate::new(status)).mount(&server).await;
        let said = GitLab.revoke(&session(&GitLab, &server.uri()), &credentials()).await.unwrap();
        assert_eq!(said, expected, "{status}");
    }
}
