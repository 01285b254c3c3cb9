//! GitHub Enterprise, as far as a sign-in sees it: personal tokens, and the device flow with errors that come with 200.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde_json::{Value, json};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate, matchers::any};

use super::{bearer, form};

/// The client id of the one app it knows.
pub const CLIENT_ID: &str = "Iv1.stint-test";

/// What a person types on its page.
pub const USER_CODE: &str = "WDJB-MJHT";

const DEVICE_CODE: &str = "3584d83530557fdd1f46af8289938c8ef79f9dc5";

/// A running GitHub of one's own.
pub struct GitHub {
    server: MockServer,
    books: Books,
}

#[derive(Clone, Default)]
struct Books(Arc<Mutex<State>>);

/// What it knows now.
#[derive(Default)]
pub struct State {
    /// Whoever shows one of these is let in, as whom, and with which scopes.
    pub tokens: BTreeMap<String, (String, &'static str)>,
    /// What the person did with the code.
    pub person: Person,
    /// How many questions it finds too fast before it is content.
    pub impatience: u32,
    /// What it was told while the person had not decided.
    pub waited: u32,
    /// Tokens taken back.
    pub revoked: u32,
    has_code: bool,
    granted: u32,
    used: u32,
}

/// What the person did with the code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Person {
    /// Nothing so far.
    #[default]
    Waits,
    /// Typed it and agreed.
    Agrees,
    /// Typed it and declined.
    Declines,
    /// Came too late.
    Late,
}

impl GitHub {
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

    /// What it knows, to be read and changed.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.books.lock()
    }

    /// Makes a token of mona's by hand.
    pub fn make_token(&self, token: &str, scopes: &'static str) {
        self.state().tokens.insert(token.to_owned(), ("mona".to_owned(), scopes));
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
        match (request.method.as_str(), request.url.path()) {
            ("POST", "/login/device/code") => state.code(request),
            ("POST", "/login/oauth/access_token") => state.token(request),
            ("GET", "/api/v3/user") => state.user(request),
            ("POST", "/api/v3/credentials/revoke") => state.revoke(request),
            _ => ResponseTemplate::new(404).set_body_json(json!({ "message": "Not Found" })),
        }
    }
}

impl State {
    /// <https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#device-flow>
    fn code(&mut self, request: &Request) -> ResponseTemplate {
        if form(request).get("client_id").map(String::as_str) != Some(CLIENT_ID) {
            return ResponseTemplate::new(404).set_body_json(json!({ "error": "Not Found" }));
        }
        self.has_code = true;
        let host = request.headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or_default();
        said(json!({
            "device_code": DEVICE_CODE,
            "user_code": USER_CODE,
            "verification_uri": format!("http://{host}/login/device"),
            "expires_in": 899,
            "interval": 1,
        }))
    }

    fn token(&mut self, request: &Request) -> ResponseTemplate {
        let form = form(request);
        let is = |name: &str, expected: &str| form.get(name).is_some_and(|value| value == expected);
        let error = |error: &str| said(json!({ "error": error, "error_description": "See the documentation." }));
        if !is("client_id", CLIENT_ID) {
            return error("incorrect_client_credentials");
        }
        if !is("grant_type", "urn:ietf:params:oauth:grant-type:device_code") {
            return error("unsupported_grant_type");
        }
        if !self.has_code || !is("device_code", DEVICE_CODE) {
            return error("incorrect_device_code");
        }
        if self.impatience > 0 {
            self.impatience -= 1;
            return said(json!({ "error": "slow_down", "interval": 6 }));
        }
        match self.person {
            Person::Waits => {
                self.waited += 1;
                error("authorization_pending")
            }
            Person::Declines => error("access_denied"),
            Person::Late => error("expired_token"),
            Person::Agrees => self.grant(),
        }
    }

    /// A code serves once.
    fn grant(&mut self) -> ResponseTemplate {
        self.has_code = false;
        self.granted += 1;
        let token = format!("gho_{:036}", self.granted);
        self.tokens.insert(token.clone(), ("mona".to_owned(), "notifications"));
        said(json!({ "access_token": token, "token_type": "bearer", "scope": "notifications" }))
    }

    fn user(&mut self, request: &Request) -> ResponseTemplate {
        let Some((login, scopes)) = self.tokens.get(bearer(request)) else {
            return ResponseTemplate::new(401).set_body_json(json!({ "message": "Bad credentials" }));
        };
        self.used += 1;
        ResponseTemplate::new(200)
            .insert_header("X-OAuth-Scopes", *scopes)
            .insert_header("X-RateLimit-Limit", "5000")
            .insert_header("X-RateLimit-Remaining", (5000 - self.used).to_string())
            .set_body_json(json!({ "id": 583_231, "login": login, "name": "Mona Lisa" }))
    }

    /// <https://docs.github.com/en/rest/credentials/revoke>
    fn revoke(&mut self, request: &Request) -> ResponseTemplate {
        let body: Value = request.body_json().unwrap_or_default();
        for token in body["credentials"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            self.revoked += u32::from(self.tokens.remove(token).is_some());
        }
        ResponseTemplate::new(202)
    }
}

/// Errors and grants alike.
fn said(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}
