//! What a server says of itself before the browser is sent there.

use serde_json::json;
use wiremock::ResponseTemplate;

use super::{
    place::{OAUTH, SERVICE, app, now, scopes, sites},
    server::{Server, yes},
    visitor::go,
};
use crate::{
    Error,
    oauth::{
        SignInError,
        browser::{self, Browser},
    },
};

const METADATA: &str = "/.well-known/oauth-authorization-server";

async fn begin(server: &Server) -> Result<Browser, SignInError> {
    browser::begin(&SERVICE, None, &OAUTH, &sites(&server.origin()), &app(), &scopes(), now()).await
}

#[tokio::test]
async fn a_server_that_says_it_lacks_s256_is_not_signed_in_at() {
    for methods in [json!(["plain"]), json!([])] {
        let server = Server::start().await; // O4
        let says = json!({ "issuer": server.origin(), "code_challenge_methods_supported": methods });
        server.says(METADATA, yes(&says)).await;
        assert!(matches!(begin(&server).await, Err(SignInError::NotSafe)), "{methods}");
    }
}

#[tokio::test]
async fn a_server_that_says_nothing_of_itself_is_taken_as_it_is() {
    let page = || ResponseTemplate::new(200).set_body_string("<html>Not here</html>");
    let redirect = || ResponseTemplate::new(302).insert_header("Location", "/users/sign_in");
    for answer in [page(), redirect(), ResponseTemplate::new(404), yes(&json!({ "issuer": 1 }))] {
        let server = Server::start().await; // O4
        server.says(METADATA, answer).await;
        begin(&server).await.unwrap();
    }
    let server = Server::start().await;
    server.says(METADATA, ResponseTemplate::new(503)).await;
    assert!(matches!(begin(&server).await, Err(SignInError::Service(Error::Unreachable(_)))));
}

#[tokio::test]
async fn a_missing_or_different_issuer_ends_the_sign_in_before_anything_is_exchanged() {
    let server = Server::start().await;
    let says = json!({
        "issuer": server.origin(),
        "token_endpoint": "https://evil.example.org/token",
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    });
    server.says("/.well-known/openid-configuration", yes(&says)).await;
    for issuer in [None, Some("https://evil.example.org".to_owned()), Some(format!("{}/", server.origin()))] {
        let browser = begin(&server).await.unwrap(); // O5
        let mut back = server.approve(&browser.url);
        back.query_pairs_mut().extend_pairs(issuer.iter().map(|issuer| ("iss", issuer)));
        let finished = tokio::spawn(browser.finish(now));
        go(&back).await;
        assert!(matches!(finished.await.unwrap(), Err(SignInError::OtherServer)), "{issuer:?}");
    }
    assert!(server.asked("/oauth/token").await.is_empty());
    let browser = begin(&server).await.unwrap();
    let mut back = server.approve(&browser.url);
    // O6: whatever an answer names as its end points.
    back.query_pairs_mut()
        .append_pair("iss", &server.origin())
        .append_pair("token_endpoint", "https://evil.example.org");
    let finished = tokio::spawn(browser.finish(now));
    go(&back).await;
    finished.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_server_that_names_another_issuer_than_itself_is_not_signed_in_at() {
    let server = Server::start().await;
    let says = json!({
        "issuer": "https://git.example.org",
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    });
    server.says(METADATA, yes(&says)).await;
    assert!(matches!(begin(&server).await, Err(SignInError::OtherServer))); // O5
}
