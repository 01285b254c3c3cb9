//! Signing in with the browser, as it is meant to go.

use std::{
    net::{Ipv4Addr, TcpListener},
    time::Duration,
};

use reqwest::Url;
use stint_core::secret::ExposeSecret;

use super::{
    place::{ANY_PATH, OAUTH, SERVICE, app, now, own_app, scopes, sites},
    server::{Server, fields, no},
    visitor::{go, host},
};
use crate::oauth::{
    App, SignInError,
    attempt::openable,
    browser::{self, Browser},
};

async fn begin(server: &Server, app: &App) -> Result<Browser, SignInError> {
    browser::begin(&SERVICE, None, &OAUTH, &sites(&server.origin()), app, &scopes(), now()).await
}

#[tokio::test]
async fn the_browser_is_sent_out_and_comes_back_with_credentials() {
    let server = Server::start().await;
    let browser = begin(&server, &app()).await.unwrap();
    // O1: an address for the system's browser, no page of our own.
    assert!(browser.url.as_str().starts_with(&format!("{}/oauth/authorize?", server.origin())));
    assert_eq!(browser.expires_at, "2026-03-02T09:05:00Z".parse().unwrap());
    let asked = fields(browser.url.query().unwrap());
    // O2, O3
    assert_eq!((asked["code_challenge_method"].as_str(), asked["code_challenge"].len()), ("S256", 43));
    assert_eq!(asked["state"].len(), 43);
    assert_eq!(asked["scope"], "read_user read_api offline_access");
    assert_eq!((asked["client_id"].as_str(), asked["prompt"].as_str()), ("stint", "consent"));
    let (back, redirect) = (server.approve(&browser.url), browser.redirect.clone());
    let finished = tokio::spawn(browser.finish(|| "2026-03-02T09:01:00Z".parse().unwrap()));
    let page = go(&back).await;
    let credentials = finished.await.unwrap().unwrap();
    assert!(credentials.access.expose_secret().starts_with("access-hunter2"));
    assert!(credentials.refresh.is_some());
    assert_eq!(credentials.client_id.as_deref(), Some("stint"));
    // From when the answer came.
    assert_eq!(credentials.expires_at, Some("2026-03-02T11:01:00Z".parse().unwrap()));
    assert_eq!(credentials.scopes.unwrap(), ["read_user", "read_api", "offline_access"]);
    // O7: byte for byte the redirect that the browser was sent with.
    let exchanged = server.asked("/oauth/token").await;
    assert_eq!(exchanged.len(), 1);
    assert_eq!(exchanged[0]["redirect_uri"], redirect);
    // O18: a public client has no secret to send.
    assert!(!exchanged[0].contains_key("client_secret"));
    // O12
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n") && page.contains("You can close this page"));
    assert!(page.contains("Cache-Control: no-store\r\nReferrer-Policy: no-referrer"));
    for secret in [asked["state"].as_str(), "hunter2", "code", "Location"] {
        assert!(!page.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn no_two_attempts_have_anything_in_common() {
    let server = Server::start().await;
    let asked = |browser: Browser| fields(browser.url.query().unwrap());
    let (one, other) = (begin(&server, &app()).await.unwrap(), begin(&server, &app()).await.unwrap());
    let (one, other) = (asked(one), asked(other));
    for fresh in ["state", "code_challenge", "redirect_uri"] {
        assert_ne!(one[fresh], other[fresh], "{fresh}"); // O2, O3, O6
    }
}

#[tokio::test]
async fn the_way_back_is_this_services_own_on_a_port_of_this_computer_that_nobody_shares() {
    let server = Server::start().await;
    let browser = begin(&server, &app()).await.unwrap();
    let host = host(&browser.redirect);
    assert_eq!(browser.redirect, format!("http://{host}/gitlab")); // O6
    let port: u16 = host.strip_prefix("127.0.0.1:").unwrap().parse().unwrap(); // O8
    assert!(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err());
    assert!(TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).is_err());
    let own = Some("https://git.example.org:8443");
    let elsewhere = browser::begin(&SERVICE, own, &OAUTH, &sites(&server.origin()), &app(), &[], now()).await.unwrap();
    assert!(elsewhere.redirect.ends_with("/gitlab/git.example.org/8443")); // not that of the usual place: O6
    let any = browser::begin(&SERVICE, None, &ANY_PATH, &sites(&server.origin()), &app(), &[], now()).await.unwrap();
    let (_, random) = any.redirect.split_once("/gitlab/").unwrap();
    assert_eq!(random.len(), 22);
    assert!(!fields(any.url.query().unwrap())["scope"].contains("read"));
}

#[tokio::test]
async fn the_port_is_open_from_the_beginning_of_the_sign_in_to_its_end_only() {
    let server = Server::start().await;
    let browser = begin(&server, &app()).await.unwrap();
    let host = host(&browser.redirect);
    let is_open = || std::net::TcpStream::connect(&host).is_ok();
    assert!(is_open()); // O9
    drop(browser);
    assert!(!is_open());
    let browser = begin(&server, &app()).await.unwrap();
    let back = server.approve(&browser.url);
    let finished = tokio::spawn(browser.finish(now));
    go(&back).await;
    finished.await.unwrap().unwrap();
    assert_eq!(go(&back).await, "");
}

#[tokio::test]
async fn a_browser_that_never_comes_back_ends_the_sign_in() {
    let server = Server::start().await;
    let browser = begin(&server, &app()).await.unwrap();
    let host = host(&browser.redirect);
    let short = Duration::from_millis(50);
    let error = browser.hurried(short, short).finish(now).await.unwrap_err(); // O9
    assert!(matches!(error, SignInError::TimedOut));
    assert!(std::net::TcpStream::connect(host).is_err());
    assert!(server.asked("/oauth/token").await.is_empty());
}

#[tokio::test]
async fn a_sign_in_that_was_declined_is_told_so_and_nothing_is_exchanged() {
    let server = Server::start().await;
    let browser = begin(&server, &app()).await.unwrap();
    let mut back = server.approve(&browser.url);
    let state = fields(back.query().unwrap())["state"].clone();
    back.set_query(Some(&format!("error=access_denied&error_description=hunter2&state={state}")));
    let finished = tokio::spawn(browser.finish(now));
    let page = go(&back).await;
    assert!(matches!(finished.await.unwrap(), Err(SignInError::Declined)));
    assert!(page.contains("Nothing was connected") && !page.contains("hunter2") && !page.contains("access_denied"));
    assert!(server.asked("/oauth/token").await.is_empty());
}

#[test]
fn only_a_web_page_is_opened_and_plain_http_on_this_computer_alone() {
    for good in ["https://git.example.org/x", "http://127.0.0.1:8080/x", "http://localhost/x", "http://[::1]:1/x"] {
        assert!(openable(Url::parse(good).unwrap()).is_ok(), "{good}"); // O13
    }
    for bad in [
        "http://git.example.org/x",
        "http://10.0.0.1/x",
        "http://127.0.0.1.example.org/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "smb://git.example.org/x",
        "data:text/html,x",
        "stint://x",
    ] {
        assert!(openable(Url::parse(bad).unwrap()).is_err(), "{bad}");
    }
}

#[tokio::test]
async fn the_secret_of_an_app_goes_to_the_token_end_point_and_never_into_the_browser() {
    let server = Server::start().await;
    server.wants_secret("app-hunter2");
    let browser = begin(&server, &own_app()).await.unwrap();
    assert!(!browser.url.as_str().contains("hunter2")); // O18
    let back = server.approve(&browser.url);
    let finished = tokio::spawn(browser.finish(now));
    go(&back).await;
    finished.await.unwrap().unwrap();
    let browser = begin(&server, &app()).await.unwrap();
    let back = server.approve(&browser.url);
    let finished = tokio::spawn(browser.finish(now));
    go(&back).await;
    assert!(matches!(finished.await.unwrap(), Err(SignInError::AppRefused)));
}

#[tokio::test]
async fn what_github_says_with_status_200_is_an_error_all_the_same() {
    for (error, words) in [
        ("bad_verification_code", "the service did not accept the code it gave"),
        ("incorrect_client_credentials", "the service does not accept the OAuth app"),
        ("redirect_uri_mismatch", "the OAuth app may not come back to Stint"),
        ("hunter2", "it refused: for a reason of its own"),
    ] {
        let server = Server::start().await;
        let browser = begin(&server, &app()).await.unwrap();
        let back = server.approve(&browser.url);
        server.answers_next(no(200, error));
        let finished = tokio::spawn(browser.finish(now));
        go(&back).await;
        assert_eq!(finished.await.unwrap().unwrap_err().to_string(), words);
    }
}

#[tokio::test]
async fn nothing_of_an_attempt_is_printed() {
    let server = Server::start().await;
    let browser = begin(&server, &own_app()).await.unwrap();
    let asked = fields(browser.url.query().unwrap());
    let printed = format!("{browser:?} {:?}", own_app());
    for secret in [asked["state"].as_str(), asked["code_challenge"].as_str(), "hunter2"] {
        assert!(!printed.contains(secret)); // O2, O3
    }
}
