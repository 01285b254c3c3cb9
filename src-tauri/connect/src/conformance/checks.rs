//! The checks themselves: each asks one thing of a connector and its fake server.

use std::time::Duration;

use jiff::SignedDuration;
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

use super::{
    FakeService, SECRET, credentials, now, session,
    work::{asked, issue, known},
};
use crate::{connector::Revoked, error::Error};

pub(crate) async fn the_account_is_named<F: FakeService>() {
    let (fake, server) = start::<F>(0).await;
    let identity = fake.connector().identify(&session(fake.connector().as_ref(), &server.uri())).await.unwrap();
    assert!(!identity.remote_id.is_empty() && !identity.name.is_empty(), "{identity:?}");
}

pub(crate) async fn revoking_says_what_became_of_the_credentials<F: FakeService>() {
    let (fake, server) = start::<F>(0).await;
    let connector = fake.connector();
    let said = connector.revoke(&session(connector.as_ref(), &server.uri()), &credentials()).await;
    assert_eq!(said.unwrap(), F::ONCE_REVOKED);
}

pub(crate) async fn refused_credentials_mean_sign_in_again<F: FakeService>() {
    for error in errors::<F>(ResponseTemplate::new(401)).await {
        assert!(matches!(error, Error::SignInAgain), "{error:?}");
    }
}

pub(crate) async fn too_many_requests_mean_come_back_later<F: FakeService>() {
    let expected = now() + SignedDuration::from_secs(120);
    for error in errors::<F>(ResponseTemplate::new(429).insert_header("Retry-After", "120")).await {
        assert!(matches!(error, Error::ComeBackLater { at: Some(at) } if at == expected), "{error:?}");
    }
}

pub(crate) async fn a_server_in_trouble_is_unreachable<F: FakeService>() {
    let slow = ResponseTemplate::new(200).set_delay(Duration::from_secs(60));
    for trouble in [ResponseTemplate::new(500), ResponseTemplate::new(502), slow] {
        for error in errors::<F>(trouble).await {
            assert!(matches!(error, Error::Unreachable(_)), "{error:?}");
        }
    }
    for error in errors_at::<F>("http://127.0.0.1:9").await {
        assert!(matches!(error, Error::Unreachable(_)), "{error:?}");
    }
}

pub(crate) async fn a_broken_answer_is_not_understood<F: FakeService>() {
    let deep = "[".repeat(100_000);
    for body in ["", "{", "<html>Maintenance</html>", "7", r#""text""#, r#"{"items": 7, "id": {}}"#, "\u{0}", &deep] {
        for error in errors::<F>(ResponseTemplate::new(200).set_body_string(body)).await {
            assert!(matches!(error, Error::NotUnderstood { .. }), "{error:?}");
        }
    }
}

pub(crate) async fn a_sign_in_page_of_the_network_is_not_the_service<F: FakeService>() {
    for page in portal() {
        for error in errors::<F>(page).await {
            assert!(matches!(error, Error::Unreachable(_) | Error::NotUnderstood { .. }), "{error:?}");
        }
    }
}

pub(crate) async fn nothing_counts_as_forgotten_unheard<F: FakeService>() {
    let trouble = [500, 502, 503, 429].map(ResponseTemplate::new);
    for answer in trouble.into_iter().chain(portal()) {
        let server = MockServer::start().await;
        Mock::given(any()).respond_with(answer).mount(&server).await;
        let connector = F::default().connector();
        let said = connector.revoke(&session(connector.as_ref(), &server.uri()), &credentials()).await;
        assert!(!matches!(said, Ok(Revoked::Forgotten)), "{said:?}");
    }
}

/// What a network that wants a sign-in of its own answers in the place of the service.
fn portal() -> [ResponseTemplate; 3] {
    let page = "<!doctype html><title>Welcome to our network</title>";
    let away = ResponseTemplate::new(302).insert_header("Location", "https://portal.example.org/");
    let required = ResponseTemplate::new(511).set_body_raw(page, "text/html");
    [ResponseTemplate::new(200).set_body_raw(page, "text/html; charset=utf-8"), away, required]
}

pub(crate) async fn no_secret_is_printed<F: FakeService>() {
    let echo = |status| {
        move |request: &Request| ResponseTemplate::new(status).set_body_string(format!("{:?}", request.headers))
    };
    for status in [200, 301, 400, 401, 403, 404, 429, 500] {
        let server = MockServer::start().await;
        Mock::given(any()).respond_with(echo(status)).mount(&server).await;
        let session = session(F::default().connector().as_ref(), &server.uri());
        let mut errors = errors_at::<F>(&server.uri()).await;
        errors.extend(F::default().connector().revoke(&session, &credentials()).await.err());
        for error in errors {
            let said = format!("{error} {error:?} {session:?}");
            assert!(!said.contains(SECRET), "{said}");
        }
    }
}

pub(super) async fn start<F: FakeService>(issues: usize) -> (F, MockServer) {
    let (fake, server) = (F::default(), MockServer::start().await);
    (0..issues).for_each(|number| fake.add(issue(number)));
    fake.answer_on(&server).await;
    (fake, server)
}

/// What the connector makes of a server that gives this answer to everything.
async fn errors<F: FakeService>(answer: ResponseTemplate) -> Vec<Error> {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    errors_at::<F>(&server.uri()).await
}

pub(super) async fn errors_at<F: FakeService>(origin: &str) -> Vec<Error> {
    let connector = F::default().connector();
    let session = &session(connector.as_ref(), origin);
    let mut errors = vec![connector.identify(session).await.unwrap_err()];
    if let Some(work) = connector.work() {
        errors.push(work.fetch(session, &asked(None, &[])).await.unwrap_err());
        // That it is not there is an answer, too.
        errors.extend(work.look_up(session, &asked(None, &[]), &[known("1")]).await.err());
    }
    errors
}
