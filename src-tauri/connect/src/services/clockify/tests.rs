//! The connector against a fake of Clockify.

use serde_json::json;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, header, path},
};

use super::*;
use crate::conformance::{FakeService, SECRET, session, sign_in_tests};

#[derive(Default)]
struct FakeClockify;

impl FakeService for FakeClockify {
    fn connector(&self) -> Box<dyn Connector> {
        Box::new(Clockify)
    }

    async fn answer_on(&self, server: &MockServer) {
        let user = ResponseTemplate::new(200).set_body_raw(include_str!("fixtures/user.json"), "application/json");
        Mock::given(path("/api/v1/user")).and(header("X-Api-Key", SECRET)).respond_with(user).mount(server).await;
    }
}

sign_in_tests!(clockify_conforms, FakeClockify);

#[tokio::test]
async fn an_unknown_key_and_none_at_all_are_told_alike() {
    for code in [1000, 4003] {
        let server = MockServer::start().await;
        let no = ResponseTemplate::new(401).set_body_json(json!({ "message": "Api key does not exist", "code": code }));
        Mock::given(any()).respond_with(no).mount(&server).await;
        let said = Clockify.identify(&session(&Clockify, &server.uri())).await;
        assert!(matches!(said, Err(Error::SignInAgain)), "{code}: {said:?}");
    }
}

#[tokio::test]
async fn a_person_without_a_name_is_named_by_their_address() {
    let server = MockServer::start().await;
    let user = json!({ "id": "5a0ab5acb07987125438b60f", "name": "", "email": "mona@example.org" });
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(user)).mount(&server).await;
    let identity = Clockify.identify(&session(&Clockify, &server.uri())).await.unwrap();
    assert_eq!(identity.name, "mona@example.org");
}
