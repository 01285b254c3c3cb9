//! Signing in with a code that is typed at the service; time passes only as the server is waited for.

use std::{future, sync::Mutex, time::Duration};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use stint_core::credentials::Credentials;
use wiremock::ResponseTemplate;

use super::{
    place::{OAUTH, app, now, scopes, sites},
    server::{Server, no, yes},
};
use crate::{
    Error,
    oauth::{
        SignInError,
        device::{self, Device},
    },
};

fn offer(server: &Server) -> Value {
    json!({
        "device_code": "device-hunter2", "user_code": "WDJB-MJHT", "expires_in": 900, "interval": 5,
        "verification_uri": format!("{}/device", server.origin()),
        "verification_uri_complete": format!("{}/device?user_code=WDJB-MJHT", server.origin()),
    })
}

async fn begin(server: &Server, answer: ResponseTemplate) -> Result<Device, SignInError> {
    server.answers_next(answer);
    device::begin(&OAUTH, &sites(&server.origin()), &app(), &scopes(), now()).await
}

/// Finishes while `during` is called after each wait with the number of waits so far; gives the waits, too.
async fn finish(device: Device, during: impl Fn(usize)) -> (Result<Credentials, SignInError>, Vec<f64>) {
    let waits = Mutex::new(Vec::new());
    let clock = || {
        let passed: f64 = waits.lock().unwrap().iter().sum();
        now().checked_add(SignedDuration::from_secs_f64(passed)).unwrap()
    };
    let wait = |wait: Duration| {
        waits.lock().unwrap().push(wait.as_secs_f64());
        during(waits.lock().unwrap().len());
        future::ready(())
    };
    let granted = device.finish(clock, wait).await;
    (granted, waits.into_inner().unwrap())
}

#[tokio::test]
async fn the_code_is_shown_and_the_server_is_asked_no_faster_than_it_wants() {
    let server = Server::start().await;
    let device = begin(&server, yes(&offer(&server))).await.unwrap();
    assert_eq!((device.user_code.as_str(), device.expires_at), ("WDJB-MJHT", "2026-03-02T09:15:00Z".parse().unwrap()));
    // O16: the page without the code, so that nobody confirms one that came from elsewhere.
    assert_eq!(device.page.as_str(), format!("{}/device", server.origin()));
    assert!(!format!("{device:?}").contains("hunter2") && !format!("{device:?}").contains("WDJB"));
    let (granted, waits) = finish(device, |nth| {
        if nth == 3 {
            server.is_typed();
        }
    })
    .await;
    let granted = granted.unwrap();
    assert_eq!(waits, [6.0, 6.0, 6.0]);
    assert_eq!(granted.issued_at, "2026-03-02T09:00:18Z".parse::<Timestamp>().unwrap());
    assert_eq!(granted.scopes.unwrap(), ["read_user"]);
    assert_eq!(server.asked("/oauth/authorize_device").await[0]["scope"], "read_user read_api offline_access");
}

#[tokio::test]
async fn slow_down_is_obeyed_also_with_status_200() {
    let server = Server::start().await;
    let device = begin(&server, yes(&offer(&server))).await.unwrap();
    server.answers_next(no(200, "authorization_pending"));
    server.answers_next(no(200, "slow_down"));
    server.answers_next(yes(&json!({ "error": "slow_down", "interval": 20 })));
    server.answers_next(no(400, "slow_down"));
    server.is_typed();
    let (granted, waits) = finish(device, |_| ()).await;
    granted.unwrap();
    assert_eq!(waits, [6.0, 6.0, 14.0, 28.0, 35.0]); // O16
}

#[tokio::test]
async fn a_network_that_fails_for_a_moment_ends_nothing_and_slows_down() {
    let server = Server::start().await;
    let device = begin(&server, yes(&offer(&server))).await.unwrap();
    server.answers_next(ResponseTemplate::new(502));
    server.answers_next(ResponseTemplate::new(429));
    server.is_typed();
    let (granted, waits) = finish(device, |_| ()).await;
    granted.unwrap();
    assert_eq!(waits, [6.0, 12.0, 24.0]);
}

#[tokio::test]
async fn a_code_that_nobody_types_ends_by_its_time_or_by_the_servers_word() {
    let server = Server::start().await;
    let device = begin(&server, yes(&offer(&server))).await.unwrap();
    let (granted, waits) = finish(device, |_| ()).await;
    assert!(matches!(granted, Err(SignInError::CodeExpired)));
    assert_eq!(waits.len(), 150); // O16
    for (error, words) in [
        ("expired_token", "the code has expired"),
        ("token_expired", "the code has expired"),
        ("access_denied", "the sign-in was declined"),
        ("incorrect_device_code", "the service did not accept the code it gave"),
        ("device_flow_disabled", "this server offers no device code"),
        ("unsupported_grant_type", "this server offers no device code"),
        ("hunter2", "it refused: for a reason of its own"),
    ] {
        let device = begin(&server, yes(&offer(&server))).await.unwrap();
        server.answers_next(no(200, error));
        let (granted, waits) = finish(device, |_| ()).await;
        assert_eq!(granted.unwrap_err().to_string(), words, "{error}");
        assert_eq!(waits.len(), 1);
    }
}

#[tokio::test]
async fn a_server_without_device_codes_is_told_from_one_that_is_in_trouble() {
    let server = Server::start().await;
    let page = ResponseTemplate::new(404).set_body_string("<html>Not here</html>");
    let nothing = yes(&json!({ "device_code": "device-hunter2", "user_code": "WDJB-MJHT" }));
    for answer in [
        page,
        nothing,
        no(400, "device_flow_disabled"),
        no(200, "device_flow_disabled"),
        no(400, "unauthorized_client"),
        no(422, "unknown"),
        ResponseTemplate::new(401),
        ResponseTemplate::new(403),
    ] {
        assert!(matches!(begin(&server, answer).await, Err(SignInError::NoDeviceCode)));
    }
    assert!(matches!(begin(&server, no(401, "invalid_client")).await, Err(SignInError::AppRefused)));
    assert!(matches!(begin(&server, no(400, "invalid_scope")).await, Err(SignInError::ScopesRefused)));
    let trouble = begin(&server, ResponseTemplate::new(503)).await;
    assert!(matches!(trouble, Err(SignInError::Service(Error::Unreachable(_)))));
}

#[tokio::test]
async fn nobody_is_sent_to_another_server_to_type_a_code_that_cannot_be_read() {
    let server = Server::start().await;
    for page in ["https://evil.example.org/device", "file:///etc/passwd", "javascript:alert(1)", "//evil.example.org/"]
    {
        let mut offer = offer(&server);
        offer["verification_uri"] = page.into(); // O13, O19
        assert!(
            matches!(begin(&server, yes(&offer)).await, Err(SignInError::Service(Error::Refused { .. }))),
            "{page}"
        );
    }
    for code in ["", "call 555\u{202e}", "a\nb", &"x".repeat(33)] {
        let mut offer = offer(&server);
        offer["user_code"] = code.into();
        assert!(begin(&server, yes(&offer)).await.is_err(), "{code}");
    }
}
