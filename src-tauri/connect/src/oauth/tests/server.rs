//! An honest authorization server: it checks the verifier, compares redirects byte by byte, takes codes and refresh tokens once, and ends the family of one that is used twice.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Arc, Mutex},
};

use oauth2::{PkceCodeChallenge, PkceCodeVerifier};
use reqwest::Url;
use serde_json::{Value, json};
use url::form_urlencoded;
use wiremock::{
    Mock, MockServer, Request, Respond, ResponseTemplate,
    matchers::{method, path},
};

/// The fields of a form or a query.
pub(super) type Fields = BTreeMap<String, String>;

/// The server, and what it remembers.
pub(super) struct Server {
    http: MockServer,
    memory: Arc<Mutex<Memory>>,
}

#[derive(Default)]
struct Memory {
    codes: BTreeMap<String, Fields>,
    families: BTreeMap<String, u32>,
    used: BTreeSet<String>,
    revoked: Vec<String>,
    count: u32,
    secret: Option<String>,
    is_typed: bool,
    /// What is answered before anything else, at the token end point.
    moods: VecDeque<ResponseTemplate>,
}

impl Server {
    pub(super) async fn start() -> Self {
        let server = Self { http: MockServer::start().await, memory: Arc::default() };
        for (end, answer) in [
            ("/oauth/token", Memory::token as fn(&mut Memory, &Fields) -> ResponseTemplate),
            ("/oauth/revoke", Memory::revoke),
            ("/oauth/authorize_device", Memory::device),
        ] {
            let end = Mock::given(method("POST")).and(path(end)).respond_with(End(server.memory.clone(), answer));
            end.mount(&server.http).await;
        }
        server
    }

    pub(super) fn origin(&self) -> String {
        self.http.uri()
    }

    /// Says of itself what `metadata` says.
    pub(super) async fn says(&self, place: &str, metadata: ResponseTemplate) {
        Mock::given(method("GET")).and(path(place)).respond_with(metadata).mount(&self.http).await;
    }

    /// Wants this secret of the app.
    pub(super) fn wants_secret(&self, secret: &str) {
        self.memory.lock().unwrap().secret = Some(secret.to_owned());
    }

    /// Answers this next at the token end point, whatever it is asked.
    pub(super) fn answers_next(&self, answer: ResponseTemplate) {
        self.memory.lock().unwrap().moods.push_back(answer);
    }

    /// The person types the code.
    pub(super) fn is_typed(&self) {
        self.memory.lock().unwrap().is_typed = true;
    }

    pub(super) fn revoked(&self) -> Vec<String> {
        self.memory.lock().unwrap().revoked.clone()
    }

    /// The person says yes in the browser: where the browser is sent then.
    pub(super) fn approve(&self, page: &Url) -> Url {
        let asked = fields(page.query().unwrap());
        assert_eq!((asked["response_type"].as_str(), asked["code_challenge_method"].as_str()), ("code", "S256"));
        let mut memory = self.memory.lock().unwrap();
        memory.count += 1;
        let code = format!("code-hunter2-{}", memory.count);
        let mut back = Url::parse(&asked["redirect_uri"]).unwrap();
        back.query_pairs_mut().append_pair("code", &code).append_pair("state", &asked["state"]);
        memory.codes.insert(code, asked);
        back
    }

    /// The requests that came to an end point, as their fields.
    pub(super) async fn asked(&self, end: &str) -> Vec<Fields> {
        let requests = self.http.received_requests().await.unwrap();
        let there = requests.iter().filter(|request| request.url.path() == end);
        there.map(|request| fields(std::str::from_utf8(&request.body).unwrap())).collect()
    }
}

struct End(Arc<Mutex<Memory>>, fn(&mut Memory, &Fields) -> ResponseTemplate);

impl Respond for End {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let asked = fields(std::str::from_utf8(&request.body).unwrap());
        (self.1)(&mut self.0.lock().unwrap(), &asked)
    }
}

impl Memory {
    fn token(&mut self, asked: &Fields) -> ResponseTemplate {
        if let Some(mood) = self.moods.pop_front() {
            return mood;
        }
        if asked.get("client_id").map(String::as_str) != Some("stint")
            || asked.get("client_secret") != self.secret.as_ref()
        {
            return no(401, "invalid_client");
        }
        match asked["grant_type"].as_str() {
            "authorization_code" => self.exchange(asked),
            "refresh_token" => self.renew(&asked["refresh_token"]),
            "urn:ietf:params:oauth:grant-type:device_code" if asked["device_code"] != "device-hunter2" => {
                no(400, "invalid_grant")
            }
            "urn:ietf:params:oauth:grant-type:device_code" if self.is_typed => self.grant(None, "read_user"),
            "urn:ietf:params:oauth:grant-type:device_code" => no(400, "authorization_pending"),
            _ => no(400, "unsupported_grant_type"),
        }
    }

    fn exchange(&mut self, asked: &Fields) -> ResponseTemplate {
        let Some(begun) = self.codes.remove(&asked["code"]) else { return no(400, "invalid_grant") };
        let challenge =
            PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(asked["code_verifier"].clone()));
        if begun["code_challenge"] != challenge.as_str() || begun["redirect_uri"] != asked["redirect_uri"] {
            return no(400, "invalid_grant");
        }
        let scope = begun.get("scope").or_else(|| begun.get("user_scope")).cloned().unwrap_or_default();
        self.grant(None, &scope)
    }

    /// RFC 9700 §4.14: each refresh token is used once; twice, and all that came of it is worth nothing.
    fn renew(&mut self, refresh: &str) -> ResponseTemplate {
        let Some(&family) = self.families.get(refresh) else { return no(400, "invalid_grant") };
        if !self.used.insert(refresh.to_owned()) {
            self.families.retain(|_, other| *other != family);
            return no(400, "invalid_grant");
        }
        self.grant(Some(family), "read_user read_api")
    }

    fn grant(&mut self, family: Option<u32>, scope: &str) -> ResponseTemplate {
        self.count += 1;
        let refresh = format!("refresh-hunter2-{}", self.count);
        self.families.insert(refresh.clone(), family.unwrap_or(self.count));
        let access = format!("access-hunter2-{}", self.count);
        yes(&json!({
            "access_token": access, "token_type": "Bearer", "expires_in": 7_200, "refresh_token": refresh, "scope": scope,
        }))
    }

    fn revoke(&mut self, asked: &Fields) -> ResponseTemplate {
        let token = asked["token"].clone();
        if let Some(family) = self.families.get(&token).copied() {
            self.families.retain(|_, other| *other != family);
        }
        self.revoked.push(token);
        yes(&json!({}))
    }

    fn device(&mut self, _asked: &Fields) -> ResponseTemplate {
        self.moods.pop_front().unwrap_or_else(|| no(404, "not_found"))
    }
}

/// An answer of the kind that is meant.
pub(super) fn yes(body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

/// An error, at a status.
pub(super) fn no(status: u16, error: &str) -> ResponseTemplate {
    let words = "the words of the service, with hunter2 in them";
    ResponseTemplate::new(status).set_body_json(json!({ "error": error, "error_description": words }))
}

pub(super) fn fields(query: &str) -> Fields {
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}
