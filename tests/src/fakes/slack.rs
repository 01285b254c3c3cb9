//! Slack, as far as a sign-in by a link sees it: a grant for a public app, proved by PKCE, and errors that come with 200.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use anyhow::Result;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::Url;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate, matchers::any};

use super::{bearer, form};

/// The client id of the one app it knows.
pub const CLIENT_ID: &str = "1234567890.1234567890";

const REDIRECT: &str = "stint://oauth/slack";

/// A running Slack.
pub struct Slack {
    server: MockServer,
    books: Books,
}

#[derive(Clone, Default)]
struct Books(Arc<Mutex<State>>);

/// What it knows now.
#[derive(Default)]
pub struct State {
    /// Codes asked for, answered or not.
    pub exchanges: u32,
    /// Tokens taken back.
    pub revoked: u32,
    /// What its codes and tokens hold, so that a test can look for them.
    pub mark: String,
    /// Codes that may be exchanged, with the challenge that belongs to each.
    codes: BTreeMap<String, String>,
    tokens: BTreeMap<String, String>,
    granted: u32,
}

impl Slack {
    /// Starts one that knows nobody.
    pub async fn start() -> Self {
        let (server, books) = (MockServer::start().await, Books::default());
        Mock::given(any()).respond_with(books.clone()).mount(&server).await;
        Self { server, books }
    }

    /// Where it lies.
    #[must_use]
    pub fn origin(&self) -> String {
        self.server.uri()
    }

    /// What it knows, to be read.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.books.lock()
    }

    /// What the browser brings back once the person has agreed on the page that was opened.
    pub fn agree(&self, page: &str) -> Result<String> {
        let query: BTreeMap<String, String> = Url::parse(page)?.query_pairs().into_owned().collect();
        let asked = |name: &str| query.get(name).cloned().unwrap_or_default();
        if (asked("client_id"), asked("redirect_uri")) != (CLIENT_ID.to_owned(), REDIRECT.to_owned()) {
            return Ok(format!("{REDIRECT}?error=bad_redirect_uri&state={}", asked("state")));
        }
        let mut state = self.state();
        let code = format!("code-{}-{}", state.mark, state.codes.len());
        state.codes.insert(code.clone(), asked("code_challenge"));
        Ok(format!("{REDIRECT}?code={code}&state={}", asked("state")))
    }
}

impl Books {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Respond for Books {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut state = self.lock();
        let answer = match (request.method.as_str(), request.url.path()) {
            ("POST", "/api/oauth.v2.access") => state.exchange(request),
            ("POST", "/api/auth.test") => state.test(request),
            ("POST", "/api/auth.revoke") => state.revoke(request),
            _ => no("unknown_method"),
        };
        ResponseTemplate::new(200).insert_header("X-OAuth-Scopes", state.scopes_of(request)).set_body_json(answer)
    }
}

impl State {
    /// <https://docs.slack.dev/reference/methods/oauth.v2.access>
    fn exchange(&mut self, request: &Request) -> Value {
        self.exchanges += 1;
        let form = form(request);
        let shown = |name: &str| form.get(name).cloned().unwrap_or_default();
        if shown("client_id") != CLIENT_ID {
            return no("invalid_client_id");
        }
        if shown("redirect_uri") != REDIRECT {
            return no("bad_redirect_uri");
        }
        let Some(challenge) = self.codes.remove(&shown("code")) else { return no("invalid_code") };
        if BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(shown("code_verifier"))) != challenge {
            return no("invalid_code_verifier");
        }
        self.granted += 1;
        let (token, scopes) =
            (format!("xoxp-{}-{:010}", self.mark, self.granted), "users.profile:read,users.profile:write");
        self.tokens.insert(token.clone(), scopes.to_owned());
        json!({
            "ok": true,
            "app_id": "A0123456789",
            "team": { "id": "T0123456789", "name": "Acme" },
            "authed_user": { "id": "U0123456789", "scope": scopes, "access_token": token, "token_type": "user" },
        })
    }

    fn test(&self, request: &Request) -> Value {
        if !self.tokens.contains_key(bearer(request)) {
            return no("invalid_auth");
        }
        json!({ "ok": true, "team": "Acme", "user": "mona", "team_id": "T0123456789", "user_id": "U0123456789" })
    }

    fn revoke(&mut self, request: &Request) -> Value {
        if self.tokens.remove(bearer(request)).is_none() {
            return no("invalid_auth");
        }
        self.revoked += 1;
        json!({ "ok": true, "revoked": true })
    }

    fn scopes_of(&self, request: &Request) -> &str {
        self.tokens.get(bearer(request)).map_or("", String::as_str)
    }
}

fn no(error: &str) -> Value {
    json!({ "ok": false, "error": error })
}
