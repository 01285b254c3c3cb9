//! The connector against a fake of Gitea.

mod fake;
mod work;

use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

use self::fake::FakeGitea;
use super::*;
use crate::conformance::{FakeService, connector_tests, session};

fn json(body: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(body, "application/json")
}

connector_tests!(gitea_conforms, FakeGitea);

#[tokio::test]
async fn what_the_token_may_do_stays_unknown() {
    let server = MockServer::start().await;
    FakeGitea::default().answer_on(&server).await;
    let identity = Gitea.identify(&session(&Gitea, &server.uri())).await.unwrap();
    let expected = Identity { remote_id: "9".to_owned(), name: "mona".to_owned(), scopes: None, expires_at: None };
    assert_eq!(identity, expected);
}

#[tokio::test]
async fn a_token_that_may_not_say_whose_it_is_is_refused_with_the_scope_it_needs() {
    let server = MockServer::start().await;
    let no = ResponseTemplate::new(403)
        .set_body_string(r#"{"message":"token does not have at least one of required scope(s): [read:user]"}"#);
    Mock::given(any()).respond_with(no).mount(&server).await;
    let error = Gitea.identify(&session(&Gitea, &server.uri())).await.unwrap_err();
    assert!(error.to_string().ends_with("it needs the scope read:user"), "{error}");
}
