//! Google, as far as a sign-in sees it: a grant for an app that has a secret, and who granted it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use serde_json::{Value, json};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate, matchers::any};

use super::{bearer, form};

/// The client id of the one app it knows.
pub const CLIENT_ID: &str = "1234.apps.example.org";

const SCOPES: &str = "openid https://www.googleapis.com/auth/userinfo.email";

/// A running Google.
pub struct Google {
    server: MockServer,
    books: Books,
}

#[derive(Clone, Default)]
struct Books(Arc<Mutex<State>>);

/// What it knows.
#[derive(Default)]
pub struct State {
    /// The secret of the app.
    pub client_secret: String,
    /// What its codes and tokens hold, so that a test can look for them.
    pub mark: String,
    /// How often a grant was given.
    pub granted: u32,
    /// How often one was taken back.
    pub revoked: u32,
}

impl Google {
    /// Starts one whose person agrees to everything.
    pub async fn start() -> Result<Self> {
        let (server, books) = (MockServer::builder().start().await, Books::default());
        Mock::given(any()).respond_with(books.clone()).mount(&server).await;
        Ok(Self { server, books })
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
            ("GET", "/o/oauth2/v2/auth") => state.authorize(request),
            ("POST", "/token") => state.exchange(request),
            ("GET", "/v1/userinfo") if bearer(request) == state.access() => {
                say(200, &json!({ "sub": "1098765", "email": "mona@example.org" }))
            }
            ("POST", "/revoke") => {
                state.revoked += 1;
                say(200, &json!({}))
            }
            ("GET", "/v1/userinfo") => say(401, &json!({ "error": "invalid_request" })),
            _ => say(404, &json!({})),
        }
    }
}

impl State {
    fn code(&self) -> String {
        format!("4/{}", self.mark)
    }

    fn access(&self) -> String {
        format!("ya29.{}", self.mark)
    }

    fn authorize(&self, request: &Request) -> ResponseTemplate {
        let asked = |name: &str| request.url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value);
        let (redirect, state) = (asked("redirect_uri").unwrap_or_default(), asked("state").unwrap_or_default());
        ResponseTemplate::new(302).insert_header("location", format!("{redirect}?code={}&state={state}", self.code()))
    }

    fn exchange(&mut self, request: &Request) -> ResponseTemplate {
        let form = form(request);
        let given = |name: &str| form.get(name).map_or("", String::as_str);
        if (given("client_id"), given("client_secret")) != (CLIENT_ID, self.client_secret.as_str()) {
            return say(401, &json!({ "error": "invalid_client" }));
        }
        if given("code") != self.code() {
            return say(400, &json!({ "error": "invalid_grant" }));
        }
        self.granted += 1;
        let (access, refresh) = (self.access(), format!("1//{}", self.mark));
        let answer = json!({ "access_token": access, "refresh_token": refresh, "expires_in": 3599, "scope": SCOPES });
        say(200, &answer)
    }
}

fn say(status: u16, body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body.to_string(), "application/json")
}
