//! The connector against a fake of Slack.

use serde_json::json;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, bearer_token, method, path},
};

use super::*;
use crate::conformance::{FakeService, SECRET, credentials, session, sign_in_tests};

#[derive(Default)]
struct FakeSlack;

impl FakeService for FakeSlack {
    const ONCE_REVOKED: Revoked = Revoked::Forgotten;

    fn connector(&self) -> Box<dyn Connector> {
        Box::new(Slack)
    }

    async fn answer_on(&self, server: &MockServer) {
        let who = ResponseTemplate::new(200)
            .set_body_raw(include_str!("fixtures/auth.test.json"), "application/json")
            .insert_header("X-OAuth-Scopes", "users.profile:read,users.profile:write, dnd:read");
        let gone = ResponseTemplate::new(200).set_body_json(json!({ "ok": true, "revoked": true }));
        for (place, answer) in [("/api/auth.test", who), ("/api/auth.revoke", gone)] {
            let asked = Mock::given(method("POST")).and(path(place)).and(bearer_token(SECRET));
            asked.respond_with(answer).mount(server).await;
        }
    }
}

sign_in_tests!(slack_conforms, FakeSlack);

async fn saying(word: &str) -> (MockServer, Session) {
    let server = MockServer::start().await;
    let no = ResponseTemplate::new(200).set_body_json(json!({ "ok": false, "error": word }));
    Mock::given(any()).respond_with(no).mount(&server).await;
    let session = session(&Slack, &server.uri());
    (server, session)
}

#[tokio::test]
async fn somebody_is_known_by_workspace_and_member_and_the_head_says_what_was_granted() {
    let server = MockServer::start().await;
    FakeSlack.answer_on(&server).await;
    let identity = Slack.identify(&session(&Slack, &server.uri())).await.unwrap();
    assert_eq!((identity.remote_id.as_str(), identity.name.as_str()), ("T12345678/W12345678", "mona (Acme)"));
    let granted = ["users.profile:read", "users.profile:write", "dnd:read"].map(str::to_owned);
    assert_eq!(identity.scopes, Some(granted.to_vec()));
}

#[tokio::test]
async fn a_no_at_status_200_is_a_no() {
    let (_server, session) = saying("token_revoked").await;
    assert!(matches!(Slack.identify(&session).await, Err(Error::SignInAgain)));
}

#[tokio::test]
async fn a_token_that_is_gone_already_counts_as_forgotten() {
    for (word, is_forgotten) in [("token_revoked", true), ("invalid_auth", true), ("ekm_access_denied", false)] {
        let (_server, session) = saying(word).await;
        let said = Slack.revoke(&session, &credentials()).await;
        assert_eq!(said.is_ok_and(|said| said == Revoked::Forgotten), is_forgotten, "{word}");
    }
}
