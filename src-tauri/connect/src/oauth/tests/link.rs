//! Signing in with a link to come back by.

use serde_json::json;
use stint_core::secret::{ExposeSecret, secret};

use super::{
    place::{SERVICE, USER_SCOPES, app, now, scopes, sites},
    server::{Server, fields, no, yes},
};
use crate::oauth::{
    Code, Judged, SignInError,
    link::{self, Link},
};

async fn begin(server: &Server) -> (Link, String) {
    let link = link::begin(&SERVICE, &USER_SCOPES, &sites(&server.origin()), &app(), &scopes(), now()).await.unwrap();
    let back = server.approve(&link.url).to_string();
    (link, back)
}

fn code(link: &Link, back: &str) -> Code {
    match link.answer(&secret(back)) {
        Judged::Ours(code) => code,
        other @ (Judged::Over(_) | Judged::NotOurs) => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_link_brings_the_code_of_its_own_attempt_once() {
    let server = Server::start().await;
    let (link, back) = begin(&server).await;
    assert!(back.starts_with("stint://oauth/gitlab?code="));
    let asked = fields(link.url.query().unwrap());
    assert_eq!((asked["user_scope"].as_str(), asked.get("scope")), ("read_user,read_api", None));
    let (other, _) = begin(&server).await;
    assert!(matches!(other.answer(&secret(&*back)), Judged::NotOurs));
    for stray in ["stint://oauth/gitlab?code=x&state=y", "stint://oauth/slack?code=x", "stint://start/42", "%00"] {
        assert!(matches!(link.answer(&secret(stray)), Judged::NotOurs), "{stray}");
    }
    let code = code(&link, &back);
    assert!(matches!(link.answer(&secret(&*back)), Judged::NotOurs)); // O3
    let printed = format!("{link:?} {code:?}");
    assert!(!printed.contains("hunter2") && !printed.contains(&asked["state"]));
    let credentials = link.finish(code, now).await.unwrap();
    assert_eq!(credentials.scopes.unwrap(), ["read_user", "read_api"]);
    assert_eq!(server.asked("/oauth/token").await[0]["redirect_uri"], "stint://oauth/gitlab"); // O7
}

#[tokio::test]
async fn a_code_that_another_program_caught_is_worth_nothing_without_the_verifier() {
    let server = Server::start().await;
    let ((_victim, back), (thief, own)) = (begin(&server).await, begin(&server).await);
    let state = |link: &str| fields(link.split_once('?').unwrap().1)["state"].clone();
    let stolen = back.replace(&state(&back), &state(&own));
    let code = code(&thief, &stolen);
    assert!(matches!(thief.finish(code, now).await, Err(SignInError::CodeRefused))); // O2
}

#[tokio::test]
async fn what_slack_grants_to_the_person_is_taken_and_its_no_at_status_200_is_a_no() {
    let server = Server::start().await;
    let (link, back) = begin(&server).await;
    server.answers_next(yes(&json!({
        "ok": true, "app_id": "A1", "access_token": "xoxb-bot-hunter2", "scope": "commands",
        "authed_user": {
            "id": "U1", "scope": "users:read,dnd:write", "access_token": "xoxe.xoxp-hunter2", "token_type": "user",
            "refresh_token": "xoxe-hunter2", "expires_in": 43_200,
        },
    })));
    let code_of_person = code(&link, &back);
    let credentials = link.finish(code_of_person, now).await.unwrap();
    assert_eq!(credentials.access.expose_secret(), "xoxe.xoxp-hunter2");
    assert_eq!(credentials.refresh.unwrap().expose_secret(), "xoxe-hunter2");
    assert_eq!(credentials.scopes.unwrap(), ["users:read", "dnd:write"]);
    assert_eq!(credentials.expires_at, Some("2026-03-02T21:00:00Z".parse().unwrap()));
    for (answer, words) in [
        (json!({ "ok": false, "error": "invalid_code" }), "the service did not accept the code it gave"),
        (json!({ "ok": false, "error": "pkce_not_allowed" }), "the service does not accept the OAuth app"),
        (json!({ "ok": false }), "it refused: for a reason of its own"),
        (json!({ "ok": true }), "its answer was not understood: no access token"),
    ] {
        let (link, back) = begin(&server).await;
        let code = code(&link, &back);
        server.answers_next(yes(&answer));
        assert_eq!(link.finish(code, now).await.unwrap_err().to_string(), words);
    }
    let (link, back) = begin(&server).await;
    let code = code(&link, &back);
    server.answers_next(no(400, "invalid_grant"));
    let error = link.finish(code, now).await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}
