//! A service that signs people in every way, rotates refresh tokens and counts.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use stint_core::{credentials::Credentials, secret::secret};
use wiremock::{
    Mock, MockServer, Request, ResponseTemplate,
    matchers::{method, path},
};

/// What the service knows and saw.
#[derive(Default)]
pub struct State {
    /// Tokens it takes, and whose they are.
    pub people: BTreeMap<String, Value>,
    pub refresh: String,
    pub renewals: u32,
    pub revoked: BTreeSet<String>,
    /// Threads that were marked as read, in this order.
    pub read: Vec<String>,
    /// What it says to the next renewals, or to what is marked as read, instead.
    pub instead: VecDeque<ResponseTemplate>,
    /// What happens while it renews.
    pub meanwhile: Option<Box<dyn FnMut() + Send>>,
    /// What happens while it exchanges what the person brought, or renews.
    pub when_granting: Option<Box<dyn FnMut() + Send>>,
    /// What happens while it looks whose a token is.
    pub when_asked: Option<Box<dyn FnMut() + Send>>,
    count: u32,
}

/// The service.
pub struct FakeService {
    pub server: MockServer,
    state: Arc<Mutex<State>>,
}

impl FakeService {
    pub async fn start() -> Self {
        let (server, state) = (MockServer::start().await, Arc::new(Mutex::new(State::default())));
        let fake = Self { server, state };
        fake.answer("GET", "/me", |state, request| state.me(request)).await;
        fake.answer("POST", "/token", |state, request| state.token(request)).await;
        let page = format!("{}/activate", fake.origin());
        fake.answer("POST", "/device", move |_, _| ResponseTemplate::new(200).set_body_json(device(&page))).await;
        fake.answer("POST", "/revoke", |state, request| state.revoke(request)).await;
        fake.answer("POST", "/read", |state, request| state.read(request)).await;
        fake
    }

    pub fn origin(&self) -> String {
        self.server.uri()
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Takes this token for octocat's.
    pub fn know(&self, token: &str) {
        self.know_as(token, json!({ "id": "1", "name": "octocat", "scopes": ["read"], "expires_at": null }));
    }

    pub fn know_as(&self, token: &str, me: Value) {
        self.state().people.insert(token.to_owned(), me);
    }

    /// A pair of an hour.
    pub fn grant(&self, now: Timestamp) -> Credentials {
        let (access, refresh) = self.state().issue();
        Credentials {
            refresh: Some(secret(refresh)),
            client_id: Some("stint".to_owned()),
            expires_at: Some(now + SignedDuration::from_hours(1)),
            ..Credentials::pasted(secret(access), None, now)
        }
    }

    pub async fn count_of(&self, at: &str) -> usize {
        let all = self.server.received_requests().await.unwrap();
        all.iter().filter(|request| request.url.path() == at).count()
    }

    async fn answer(
        &self,
        verb: &'static str,
        at: &'static str,
        reply: impl Fn(&mut State, &Request) -> ResponseTemplate + Send + Sync + 'static,
    ) {
        let state = Arc::clone(&self.state);
        let reply = move |request: &Request| reply(&mut state.lock().unwrap(), request);
        Mock::given(method(verb)).and(path(at)).respond_with(reply).mount(&self.server).await;
    }
}

impl State {
    fn issue(&mut self) -> (String, String) {
        self.count += 1;
        let (access, refresh) = (format!("access-{}", self.count), format!("refresh-{}", self.count));
        let me = json!({ "id": "1", "name": "octocat", "scopes": ["read"], "expires_at": null });
        self.people.insert(access.clone(), me);
        self.refresh.clone_from(&refresh);
        (access, refresh)
    }

    fn me(&mut self, request: &Request) -> ResponseTemplate {
        if let Some(when_asked) = &mut self.when_asked {
            when_asked();
        }
        let head = request.headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
        match self.people.get(head.trim_start_matches("Bearer ")) {
            Some(me) => ResponseTemplate::new(200).set_body_json(me),
            None => ResponseTemplate::new(401),
        }
    }

    fn token(&mut self, request: &Request) -> ResponseTemplate {
        let form = String::from_utf8_lossy(&request.body).into_owned();
        if form.contains("grant_type=refresh_token") {
            self.renewals += 1;
            if let Some(meanwhile) = &mut self.meanwhile {
                meanwhile();
            }
            if let Some(instead) = self.instead.pop_front() {
                return instead;
            }
            if !form.contains(&format!("refresh_token={}", self.refresh)) {
                return refusal();
            }
        }
        if let Some(when_granting) = &mut self.when_granting {
            when_granting();
        }
        let (access, refresh) = self.issue();
        ResponseTemplate::new(200).set_body_json(json!({
            "access_token": access, "refresh_token": refresh, "token_type": "bearer", "expires_in": 3600,
        }))
    }

    fn read(&mut self, request: &Request) -> ResponseTemplate {
        if let Some(instead) = self.instead.pop_front() {
            return instead;
        }
        let reply = self.me(request);
        self.read.extend(String::from_utf8(request.body.clone()));
        reply
    }

    fn revoke(&mut self, request: &Request) -> ResponseTemplate {
        let token = String::from_utf8_lossy(&request.body).into_owned();
        self.people.remove(&token);
        self.revoked.insert(token);
        ResponseTemplate::new(200)
    }
}

/// What a spent refresh token is answered with.
pub fn refusal() -> ResponseTemplate {
    ResponseTemplate::new(400).set_body_json(json!({ "error": "invalid_grant" }))
}

fn device(page: &str) -> Value {
    json!({
        "device_code": "device", "user_code": "WDJB-MJHT", "verification_uri": page,
        "expires_in": 900, "interval": 5,
    })
}
