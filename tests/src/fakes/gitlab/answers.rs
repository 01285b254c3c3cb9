//! What GitLab answers (<https://docs.gitlab.com/api/oauth2/>, <https://docs.gitlab.com/api/personal_access_tokens/>).

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use wiremock::{Request, ResponseTemplate};

use super::{CLIENT_ID, State, Token, USER_CODE, Weather};
use crate::fakes::{bearer, form};

const READS: [&str; 3] = ["read_user", "read_api", "api"];

impl State {
    pub(super) fn answer(&mut self, request: &Request) -> ResponseTemplate {
        match self.weather {
            Weather::Portal => return page("<!doctype html><title>Welcome to the network</title>"),
            Weather::Broken => return say(503, &json!({ "message": "GitLab is not responding" })),
            Weather::Fine => {}
        }
        match (request.method.as_str(), request.url.path()) {
            ("GET", "/api/v4/user") => self.user(request),
            ("GET", "/api/v4/personal_access_tokens/self") => self.token(request),
            ("DELETE", "/api/v4/personal_access_tokens/self") => self.revoke(bearer(request)),
            ("GET", "/oauth/token/info") => self.grant(request),
            ("GET", "/oauth/authorize") => self.authorize(request),
            ("GET", "/oauth/device") => page("<!doctype html><title>Type the code</title>"),
            ("POST", "/oauth/authorize_device") => self.device(request),
            ("POST", "/oauth/token") => self.exchange(request),
            ("POST", "/oauth/revoke") => {
                let token = form(request).remove("token").unwrap_or_default();
                self.revoke(&token)
            }
            _ => say(404, &json!({ "error": "404 Not Found" })),
        }
    }

    fn shown(&self, request: &Request) -> Option<&Token> {
        self.tokens.get(bearer(request))
    }

    fn user(&self, request: &Request) -> ResponseTemplate {
        match self.shown(request) {
            Some(token) if token.scopes.iter().any(|scope| READS.contains(scope)) => {
                let id = token.owner.bytes().map(u32::from).sum::<u32>();
                say(200, &json!({ "id": id, "username": token.owner, "state": "active", "bot": false }))
            }
            Some(_) => say(403, &json!({ "error": "insufficient_scope" })),
            None => unauthorized(),
        }
    }

    fn token(&self, request: &Request) -> ResponseTemplate {
        match self.shown(request) {
            Some(token) if !token.is_granted => {
                let Token { scopes, expires_at, .. } = token;
                say(
                    200,
                    &json!({ "id": 42, "name": "Stint", "active": true, "scopes": scopes, "expires_at": expires_at }),
                )
            }
            Some(_) => say(400, &json!({ "message": "400 Bad request" })),
            None => unauthorized(),
        }
    }

    fn grant(&self, request: &Request) -> ResponseTemplate {
        match self.shown(request) {
            Some(token) => {
                say(200, &json!({ "resource_owner_id": 1, "scope": token.scopes, "application": { "uid": CLIENT_ID } }))
            }
            None => unauthorized(),
        }
    }

    fn revoke(&mut self, token: &str) -> ResponseTemplate {
        if self.keeps_tokens {
            return say(503, &json!({ "message": "GitLab is not responding" }));
        }
        if self.refresh.as_deref() == Some(token) {
            self.refresh = None;
            self.tokens.retain(|_, token| !token.is_granted);
        }
        match self.tokens.remove(token) {
            Some(made) if !made.is_granted => ResponseTemplate::new(204),
            _ => say(200, &json!({})),
        }
    }

    /// The person agrees at once.
    fn authorize(&mut self, request: &Request) -> ResponseTemplate {
        let asked = |name: &str| request.url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value);
        let redirect = asked("redirect_uri").unwrap_or_default();
        let is_sound = asked("client_id").as_deref() == Some(CLIENT_ID)
            && asked("response_type").as_deref() == Some("code")
            && asked("code_challenge_method").as_deref() == Some("S256")
            && redirect.starts_with("http://127.0.0.1:");
        let (Some(state), Some(challenge), true) = (asked("state"), asked("code_challenge"), is_sound) else {
            return page("<!doctype html><title>The request is invalid</title>");
        };
        self.challenge = challenge.into_owned();
        let back = format!("{redirect}?code={}&state={state}", self.grants.code);
        ResponseTemplate::new(302).insert_header("location", back)
    }

    fn device(&mut self, request: &Request) -> ResponseTemplate {
        if form(request).get("client_id").is_none_or(|id| id != CLIENT_ID) {
            return say(401, &json!({ "error": "invalid_client" }));
        }
        let host = request.headers.get("host").and_then(|value| value.to_str().ok()).unwrap_or_default();
        say(
            200,
            &json!({
                "device_code": self.grants.device_code,
                "user_code": USER_CODE,
                "verification_uri": format!("http://{host}/oauth/device"),
                "expires_in": 300,
                "interval": 1,
            }),
        )
    }

    fn exchange(&mut self, request: &Request) -> ResponseTemplate {
        let form = form(request);
        let given = |name: &str| form.get(name).map_or("", String::as_str);
        match given("grant_type") {
            _ if given("client_id") != CLIENT_ID => say(401, &json!({ "error": "invalid_client" })),
            "authorization_code" => {
                let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(given("code_verifier")));
                self.grant_if(given("code") == self.grants.code && challenge == self.challenge)
            }
            "urn:ietf:params:oauth:grant-type:device_code" if !self.is_agreed => {
                say(400, &json!({ "error": "authorization_pending" }))
            }
            "urn:ietf:params:oauth:grant-type:device_code" => {
                self.grant_if(given("device_code") == self.grants.device_code)
            }
            "refresh_token" => {
                let is_current = self.refresh.as_deref() == Some(given("refresh_token"));
                self.renewed += u32::from(is_current);
                self.grant_if(is_current)
            }
            _ => say(400, &json!({ "error": "unsupported_grant_type" })),
        }
    }

    /// A new pair; the one before is worth nothing any more.
    fn grant_if(&mut self, is_sound: bool) -> ResponseTemplate {
        if !is_sound {
            return say(400, &json!({ "error": "invalid_grant", "error_description": "The grant is invalid." }));
        }
        self.granted += 1;
        let (number, scopes) = (self.granted, vec!["read_user", "read_api"]);
        let (access, refresh) =
            (format!("{}-{number}", self.grants.access), format!("{}-{number}", self.grants.refresh));
        self.tokens.retain(|_, token| !token.is_granted);
        let granted = Token { owner: "mona".to_owned(), scopes, expires_at: None, is_granted: true };
        self.tokens.insert(access.clone(), granted);
        self.refresh = Some(refresh.clone());
        say(
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

fn say(status: u16, body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body.to_string(), "application/json")
}

fn unauthorized() -> ResponseTemplate {
    say(401, &json!({ "message": "401 Unauthorized" }))
}

fn page(html: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(html, "text/html; charset=utf-8")
}
