//! GitHub, as each test sets it up: nothing waits, but for what the test says.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use stint_core::{
    incoming::Cursor,
    work::{Follow, Kind, LookedUp, Why, WorkBatch},
};
use wiremock::{
    Match, Mock, MockServer, Request, ResponseTemplate,
    matchers::{method, path},
};

use crate::{
    conformance::{asked, now, session},
    connector::{Asked, Connector, Depth, Known},
    error::Result,
    services::github::GitHub,
};

/// GitHub, and what Stint knows of it.
pub(super) struct Stage {
    pub server: MockServer,
    pub known: Vec<Known>,
    pub follows: Vec<Follow>,
    pub cursor: Option<Cursor>,
    heard: usize,
}

/// Whether a request asks this question of GraphQL.
struct Operation(&'static str);

impl Match for Operation {
    fn matches(&self, request: &Request) -> bool {
        let body: Value = request.body_json().unwrap_or_default();
        body["query"].as_str().is_some_and(|it| it.starts_with(&format!("query {}", self.0)))
    }
}

impl Stage {
    /// Nothing waits.
    pub async fn empty() -> Self {
        let stage = Self { server: MockServer::start().await, known: vec![], follows: vec![], cursor: None, heard: 0 };
        for path in ["/notifications", "/issues"] {
            stage.put(9, "GET", path, ok(json!([]))).await;
        }
        stage.answers(9, "Searches", ok(json!({ "data": searches([]) }))).await;
        stage
    }

    /// From now on a path of REST answers so.
    pub async fn rest(&self, path: &str, answer: ResponseTemplate) {
        self.put(1, "GET", path, answer).await;
    }

    /// From now on a question of GraphQL answers with this.
    pub async fn graphql(&self, operation: &'static str, data: Value) {
        self.answers(1, operation, ok(json!({ "data": data }))).await;
    }

    /// From now on a question of GraphQL is answered so, before all that was said with a higher number.
    pub async fn answers(&self, priority: u8, operation: &'static str, answer: ResponseTemplate) {
        let mock = Mock::given(method("POST")).and(path("/api/graphql")).and(Operation(operation));
        mock.respond_with(answer).with_priority(priority).mount(&self.server).await;
    }

    async fn put(&self, priority: u8, verb: &str, at: &str, answer: ResponseTemplate) {
        let mock = Mock::given(method(verb)).and(path(format!("/api/v3{at}")));
        mock.respond_with(answer).with_priority(priority).mount(&self.server).await;
    }

    /// Fetches so many seconds after the first time, and keeps the cursor.
    pub async fn fetch(&mut self, seconds: i64) -> Result<WorkBatch> {
        self.fetch_so(Depth::Due, seconds).await
    }

    pub async fn fetch_so(&mut self, depth: Depth, seconds: i64) -> Result<WorkBatch> {
        let now = now() + jiff::SignedDuration::from_secs(seconds);
        let asked = Asked { depth, now, follows: &self.follows, ..asked(self.cursor.as_ref(), &self.known) };
        let batch = GitHub.work().unwrap().fetch(&session(&GitHub, &self.server.uri()), &asked).await?;
        self.cursor = batch.batch.cursor.clone();
        Ok(batch)
    }

    pub async fn look_up(&self, wanted: &[Known]) -> Result<Vec<LookedUp>> {
        let session = session(&GitHub, &self.server.uri());
        GitHub.work().unwrap().look_up(&session, &asked(self.cursor.as_ref(), wanted), wanted).await
    }

    /// What was asked since this was asked last: `GET /notifications`, `Searches`.
    pub async fn asked(&mut self) -> Vec<String> {
        let all = self.server.received_requests().await.unwrap();
        let fresh = all.iter().skip(self.heard).map(name).collect();
        self.heard = all.len();
        fresh
    }

    /// The latest request to this path, or that asks this question.
    pub async fn latest(&self, what: &str) -> Request {
        self.server.received_requests().await.unwrap().into_iter().rfind(|it| name(it) == what).unwrap()
    }
}

fn name(request: &Request) -> String {
    let body: Value = request.body_json().unwrap_or_default();
    let operation = body["query"].as_str().and_then(|it| it.split(['(', ' ']).nth(1)).map(str::to_owned);
    operation.unwrap_or_else(|| format!("{} {}", request.method, request.url.path().trim_start_matches("/api/v3")))
}

pub(super) fn ok(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

/// What the three searches found.
pub(super) fn searches<const N: usize>(reviews: [Value; N]) -> Value {
    json!({ "assigned": page([]), "reviews": page(reviews), "authored": page([]) })
}

/// The only page of a search.
pub(super) fn page<const N: usize>(nodes: [Value; N]) -> Value {
    json!({ "issueCount": N, "totalCount": N, "pageInfo": { "hasNextPage": false, "endCursor": null }, "nodes": Vec::from(nodes) })
}

/// An item of GraphQL with nothing special about it; `more` says what is.
pub(super) fn node(kind: &str, number: u32, more: Value) -> Value {
    let state = if kind == "Issue" { "state" } else { "pullState" };
    let mut node = json!({
        "__typename": kind, "id": format!("{}_{number}", &kind[..1]), "number": number, "title": format!("Title {number}"),
        state: "OPEN", "repository": { "nameWithOwner": "acme/api" }, "updatedAt": "2026-03-02T08:00:00Z",
        "author": { "login": "hubot" }, "labels": { "nodes": [] }, "body": "Words.",
        "url": format!("https://github.com/acme/api/issues/{number}"),
    });
    node.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    node
}

/// Events of a list, by whom and when.
pub(super) fn by(field: &str, login: &str, at: &str) -> Value {
    json!({ "nodes": [{ "createdAt": at, field: { "login": login } }] })
}

/// An item that is known.
pub(super) fn known<const N: usize>(kind: Kind, number: u32, whys: [Why; N]) -> Known {
    Known {
        remote_id: format!("{}_{number}", if kind == Kind::Issue { "I" } else { "P" }),
        kind,
        reference: format!("acme/api#{number}"),
        whys: BTreeSet::from(whys),
        updated_at: None,
        is_awaited: false,
    }
}
