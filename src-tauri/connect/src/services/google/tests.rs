//! The connector against a fake of Google.

use stint_core::secret::secret;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, bearer_token, body_string_contains, method, path},
};

use super::*;
use crate::conformance::{FakeService, SECRET, credentials, session, sign_in_tests};

#[derive(Default)]
struct FakeGoogle;

impl FakeService for FakeGoogle {
    const ONCE_REVOKED: Revoked = Revoked::Forgotten;

    fn connector(&self) -> Box<dyn Connector> {
        Box::new(Google)
    }

    async fn answer_on(&self, server: &MockServer) {
        let person =
            ResponseTemplate::new(200).set_body_raw(include_str!("fixtures/userinfo.json"), "application/json");
        Mock::given(path("/v1/userinfo")).and(bearer_token(SECRET)).respond_with(person).mount(server).await;
        let revoke =
            Mock::given(method("POST")).and(path("/revoke")).and(body_string_contains(format!("token={SECRET}&")));
        revoke.respond_with(ResponseTemplate::new(200)).mount(server).await;
    }
}

sign_in_tests!(google_conforms, FakeGoogle);

#[tokio::test]
async fn the_account_is_named_by_its_address_and_known_by_what_never_changes() {
    let server = MockServer::start().await;
    FakeGoogle.answer_on(&server).await;
    let identity = Google.identify(&session(&Google, &server.uri())).await.unwrap();
    assert_eq!((identity.remote_id.as_str(), identity.name.as_str()), ("110169484474386276334", "mona@example.org"));
}

#[tokio::test]
async fn a_grant_that_is_gone_already_counts_as_forgotten() {
    for (error, is_forgotten) in [("invalid_token", true), ("invalid_request", false)] {
        let server = MockServer::start().await;
        let no = ResponseTemplate::new(400).set_body_json(serde_json::json!({ "error": error }));
        Mock::given(any()).respond_with(no).mount(&server).await;
        let granted = Credentials { refresh: Some(secret("1//refreshing")), ..credentials() };
        let said = Google.revoke(&session(&Google, &server.uri()), &granted).await;
        assert_eq!(said.is_ok_and(|said| said == Revoked::Forgotten), is_forgotten, "{error}");
    }
}
