//! Renewals, revocations, and token end points that are not what they should be.

use jiff::Timestamp;
use serde_json::json;
use stint_core::{
    credentials::Credentials,
    secret::{ExposeSecret, secret},
};
use wiremock::ResponseTemplate;

use super::{
    place::{NOT_REVOKED, OAUTH, SERVICE, app, now, scopes, sites},
    server::{Server, no, yes},
    visitor::go,
};
use crate::{
    Error,
    connector::Revoked,
    error::Result,
    oauth::{App, browser, refresh, revoke},
};

async fn signed_in(server: &Server) -> Credentials {
    let sites = sites(&server.origin());
    let browser = browser::begin(&SERVICE, None, &OAUTH, &sites, &app(), &scopes(), now()).await.unwrap();
    let back = server.approve(&browser.url);
    let finished = tokio::spawn(browser.finish(now));
    go(&back).await;
    finished.await.unwrap().unwrap()
}

async fn renew(server: &Server, credentials: &Credentials) -> Result<Credentials> {
    refresh(&sites(&server.origin()), &OAUTH, &app(), credentials, now).await
}

fn refresh_token(credentials: &Credentials) -> &str {
    credentials.refresh.as_ref().unwrap().expose_secret()
}

#[tokio::test]
async fn a_renewal_gives_a_new_pair_and_a_refresh_token_used_twice_ends_all_that_came_of_it() {
    let server = Server::start().await; // O15
    let first = Credentials { user: Some("mona".to_owned()), ..signed_in(&server).await };
    let second = renew(&server, &first).await.unwrap();
    assert_ne!(refresh_token(&second), refresh_token(&first));
    assert_ne!(second.access.expose_secret(), first.access.expose_secret());
    assert_eq!((second.user.as_deref(), second.client_id.as_deref()), (Some("mona"), Some("stint")));
    let third = renew(&server, &second).await.unwrap();
    for used_up in [&first, &third, &second] {
        assert!(matches!(renew(&server, used_up).await, Err(Error::SignInAgain)));
    }
}

#[tokio::test]
async fn what_a_renewal_does_not_name_stays_as_it_was() {
    let server = Server::start().await;
    let before = signed_in(&server).await;
    server.answers_next(yes(&json!({ "access_token": "access-2", "expires_in": 60 })));
    let later: Timestamp = "2026-03-02T10:00:00Z".parse().unwrap();
    let after = refresh(&sites(&server.origin()), &OAUTH, &app(), &before, || later).await.unwrap();
    assert_eq!(refresh_token(&after), refresh_token(&before));
    assert_eq!(after.scopes, before.scopes);
    assert_eq!((after.issued_at, after.expires_at), (later, Some("2026-03-02T10:01:00Z".parse().unwrap())));
}

#[tokio::test]
async fn only_the_word_that_the_grant_is_gone_asks_the_person_to_sign_in_again() {
    let server = Server::start().await;
    let credentials = signed_in(&server).await;
    for (answer, is_gone) in [
        (no(400, "invalid_grant"), true),
        (no(401, "invalid_grant"), true),
        (no(200, "bad_refresh_token"), true),
        (yes(&json!({ "ok": false, "error": "invalid_refresh_token" })), true),
        (no(401, "invalid_client"), false),
        (ResponseTemplate::new(401), false),
        (ResponseTemplate::new(403), false),
        (no(400, "hunter2"), false),
        (no(500, "hunter2"), false),
        (no(429, "hunter2"), false),
        (no(400, "temporarily_unavailable"), false),
        (yes(&json!({ "access_token": "" })), false),
        (yes(&json!([])), false),
        (ResponseTemplate::new(200).set_body_raw("<html>Please sign in</html>", "text/html"), false),
        (ResponseTemplate::new(302).insert_header("Location", "https://evil.example.org/"), false),
    ] {
        server.answers_next(answer);
        let error = renew(&server, &credentials).await.unwrap_err();
        assert_eq!(matches!(error, Error::SignInAgain), is_gone, "{error}");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
    }
    renew(&server, &credentials).await.unwrap();
}

#[tokio::test]
async fn a_token_end_point_leads_nowhere_else_and_is_not_read_without_end() {
    let server = Server::start().await; // O14
    let credentials = signed_in(&server).await;
    let asked = server.asked("/oauth/token").await.len();
    server.answers_next(ResponseTemplate::new(307).insert_header("Location", "/oauth/token"));
    assert!(renew(&server, &credentials).await.is_err());
    assert_eq!(server.asked("/oauth/token").await.len(), asked + 1);
    server.answers_next(yes(&json!({ "access_token": "x".repeat(65 << 10) })));
    assert!(matches!(renew(&server, &credentials).await, Err(Error::NotUnderstood { .. })));
}

#[tokio::test]
async fn a_refresh_token_is_shown_to_its_own_app_only() {
    let server = Server::start().await; // O19
    let credentials = signed_in(&server).await;
    let asked = server.asked("/oauth/token").await.len();
    let other = App { client_id: "another".to_owned(), client_secret: None };
    let renewed = refresh(&sites(&server.origin()), &OAUTH, &other, &credentials, now).await;
    assert!(matches!(renewed, Err(Error::SignInAgain)));
    let pasted = Credentials::pasted(secret("pasted"), None, now());
    assert!(matches!(renew(&server, &pasted).await, Err(Error::SignInAgain)));
    assert_eq!(server.asked("/oauth/token").await.len(), asked);
}

#[tokio::test]
async fn revoked_credentials_are_forgotten_both_and_renewed_no_more() {
    let server = Server::start().await;
    let credentials = signed_in(&server).await;
    let sites = sites(&server.origin());
    let revoked = revoke(&sites, &OAUTH, &app(), &credentials, now()).await.unwrap();
    assert_eq!(revoked, Revoked::Forgotten);
    assert_eq!(server.revoked(), [refresh_token(&credentials), credentials.access.expose_secret()]);
    assert!(matches!(renew(&server, &credentials).await, Err(Error::SignInAgain)));
    let told = revoke(&sites, &NOT_REVOKED, &app(), &credentials, now()).await.unwrap();
    assert_eq!(told, Revoked::NotOffered);
}
