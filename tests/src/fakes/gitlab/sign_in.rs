//! How GitLab signs people in (<https://docs.gitlab.com/api/oauth2/>, <https://docs.gitlab.com/api/personal_access_tokens/>).

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{CLIENT_ID, State, Token, USER_CODE};
use crate::fakes::spoken::{Answer, Asked};

impl State {
    /// Answers what has to do with signing in; nothing where it is about something else.
    pub(super) fn sign_in(&mut self, asked: &Asked) -> Option<Answer> {
        Some(match (asked.method.as_str(), asked.url.path()) {
            ("GET", "/api/v4/personal_access_tokens/self") => self.token(asked),
            ("DELETE", "/api/v4/personal_access_tokens/self") => self.revoke(&shown(asked)),
            ("GET", "/oauth/token/info") => self.grant(asked),
            ("GET", "/oauth/authorize") => self.authorize(asked),
            ("GET", "/oauth/device") => Answer::page("<!doctype html><title>Type the code</title>"),
            ("POST", "/oauth/authorize_device") => self.device(asked),
            ("POST", "/oauth/token") => self.exchange(asked),
            ("POST", "/oauth/revoke") => {
                let token = asked.form().remove("token").unwrap_or_default();
                self.revoke(&token)
            }
            _ => return None,
        })
    }

    /// The token that is shown; one that was granted is shown as a bearer only.
    pub(super) fn shown(&self, asked: &Asked) -> Option<&Token> {
        let token = self.tokens.get(&shown(asked))?;
        (!token.is_granted || asked.header("private-token").is_empty()).then_some(token)
    }

    fn token(&self, asked: &Asked) -> Answer {
        match self.shown(asked) {
            Some(token) if !token.is_granted => {
                let Token { scopes, expires_at, .. } = token;
                Answer::json(
                    200,
                    &json!({ "id": 42, "name": "Stint", "active": true, "scopes": scopes, "expires_at": expires_at }),
                )
            }
            Some(_) => Answer::json(400, &json!({ "message": "400 Bad request" })),
            None => unauthorized(),
        }
    }

    fn grant(&self, asked: &Asked) -> Answer {
        match self.shown(asked) {
            Some(token) => Answer::json(
                200,
                &json!({ "resource_owner_id": 1, "scope": token.scopes, "application": { "uid": CLIENT_ID } }),
            ),
            None => unauthorized(),
        }
    }

    fn revoke(&mut self, token: &str) -> Answer {
        if self.keeps_tokens {
            return Answer::json(503, &json!({ "message": "GitLab is not responding" }));
        }
        if self.refresh.as_deref() == Some(token) {
            self.refresh = None;
            self.tokens.retain(|_, token| !token.is_granted);
        }
        match self.tokens.remove(token) {
            Some(made) if !made.is_granted => Answer::empty(204),
            _ => Answer::json(200, &json!({})),
        }
    }

    /// The person agrees at once.
    fn authorize(&mut self, asked: &Asked) -> Answer {
        let redirect = asked.query("redirect_uri").unwrap_or_default();
        let is_sound = asked.query("client_id").as_deref() == Some(CLIENT_ID)
            && asked.query("response_type").as_deref() == Some("code")
            && asked.query("code_challenge_method").as_deref() == Some("S256")
            && redirect.starts_with("http://127.0.0.1:");
        let (Some(state), Some(challenge), true) = (asked.query("state"), asked.query("code_challenge"), is_sound)
        else {
            return Answer::page("<!doctype html><title>The request is invalid</title>");
        };
        self.challenge = challenge;
        let back = format!("{redirect}?code={}&state={state}", self.grants.code);
        Answer::empty(302).with("location", back)
    }

    fn device(&mut self, asked: &Asked) -> Answer {
        if asked.form().get("client_id").is_none_or(|id| id != CLIENT_ID) {
            return Answer::json(401, &json!({ "error": "invalid_client" }));
        }
        Answer::json(
            200,
            &json!({
                "device_code": self.grants.device_code,
                "user_code": USER_CODE,
                "verification_uri": format!("{}/oauth/device", asked.origin()),
                "expires_in": 300,
                "interval": 1,
            }),
        )
    }

    fn exchange(&mut self, asked: &Asked) -> Answer {
        let form = asked.form();
        let given = |name: &str| form.get(name).map_or("", String::as_str);
        match given("grant_type") {
            _ if given("client_id") != CLIENT_ID => Answer::json(401, &json!({ "error": "invalid_client" })),
            "authorization_code" => {
                let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(given("code_verifier")));
                self.grant_if(given("code") == self.grants.code && challenge == self.challenge)
            }
            "urn:ietf:params:oauth:grant-type:device_code" if !self.is_agreed => {
                Answer::json(400, &json!({ "error": "authorization_pending" }))
            }
            "urn:ietf:params:oauth:grant-type:device_code" => {
                self.grant_if(given("device_code") == self.grants.device_code)
            }
            "refresh_token" => {
                let is_current = self.refresh.as_deref() == Some(given("refresh_token"));
                self.renewed += u32::from(is_current);
                self.grant_if(is_current)
            }
            _ => Answer::json(400, &json!({ "error": "unsupported_grant_type" })),
        }
    }

    /// A new pair; the one before is worth nothing any more.
    fn grant_if(&mut self, is_sound: bool) -> Answer {
        if !is_sound {
            return Answer::json(
                400,
                &json!({ "error": "invalid_grant", "error_description": "The grant is invalid." }),
            );
        }
        self.granted += 1;
        let (number, scopes) = (self.granted, vec!["read_user", "read_api"]);
        let (access, refresh) =
            (format!("{}-{number}", self.grants.access), format!("{}-{number}", self.grants.refresh));
        self.tokens.retain(|_, token| !token.is_granted);
        let granted = Token { owner: "mona".to_owned(), scopes, expires_at: None, is_granted: true };
        self.tokens.insert(access.clone(), granted);
        self.refresh = Some(refresh.clone());
        Answer::json(
            200,
            &json!({
                "access_token": access,
                "refresh_token": refresh,
                "token_type": "Bearer",
                "expires_in": self.grants.life,
                "scope": "read_user read_api",
            }),
        )
    }
}

/// GitLab takes any token as a bearer, and personal ones in a header of their own.
fn shown(asked: &Asked) -> String {
    let own = asked.header("private-token");
    if own.is_empty() { asked.authorization("Bearer").unwrap_or_default().to_owned() } else { own.to_owned() }
}

pub(super) fn unauthorized() -> Answer {
    Answer::json(401, &json!({ "message": "401 Unauthorized" }))
}
