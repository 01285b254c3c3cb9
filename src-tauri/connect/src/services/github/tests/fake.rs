//! A small GitHub that keeps issues, and answers about them over REST and GraphQL in pages of three.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, Request, ResponseTemplate,
    matchers::{bearer_token, body_json, header_exists, method, path, path_regex},
};

use super::{super::GitHub, user};
use crate::{
    conformance::{FakeService, Fate, Issue, ME, SECRET},
    connector::{Connector, Revoked},
};

const PAGE: usize = 3;

/// What it holds.
#[derive(Default)]
struct Held {
    issues: BTreeMap<usize, (Issue, Option<Fate>)>,
    has_odd: bool,
    astray: Option<String>,
}

#[derive(Clone, Default)]
pub(super) struct FakeGitHub(Arc<Mutex<Held>>);

impl FakeService for FakeGitHub {
    const ONCE_REVOKED: Revoked = Revoked::Forgotten;

    fn connector(&self) -> Box<dyn Connector> {
        Box::new(GitHub)
    }

    fn add(&self, issue: Issue) {
        self.0.lock().unwrap().issues.insert(issue.number, (issue, None));
    }

    fn befall(&self, number: usize, fate: Fate) {
        self.0.lock().unwrap().issues.get_mut(&number).unwrap().1 = Some(fate);
    }

    fn add_odd(&self) {
        self.0.lock().unwrap().has_odd = true;
    }

    fn lead_astray(&self, origin: &str) {
        self.0.lock().unwrap().astray = Some(origin.to_owned());
    }

    async fn answer_on(&self, server: &MockServer) {
        let get = |pattern| Mock::given(method("GET")).and(path_regex(pattern)).and(bearer_token(SECRET));
        get("^/api/v3/user$").and(header_exists("x-github-api-version")).respond_with(user()).mount(server).await;
        let nothing = ResponseTemplate::new(200).set_body_json(json!([]));
        get("^/api/v3/notifications$").respond_with(nothing).mount(server).await;
        let fake = self.clone();
        get("^/api/v3/issues$").respond_with(move |it: &Request| fake.list(it)).mount(server).await;
        let fake = self.clone();
        get("^/api/v3/repos/acme/api/issues/").respond_with(move |it: &Request| fake.one(it)).mount(server).await;
        let fake = self.clone();
        let graphql = Mock::given(method("POST")).and(path("/api/graphql")).and(bearer_token(SECRET));
        graphql.respond_with(move |it: &Request| fake.graphql(it)).mount(server).await;
        let told = json!({ "credentials": [SECRET] });
        let revoke = Mock::given(method("POST")).and(path("/api/v3/credentials/revoke")).and(body_json(told));
        revoke.respond_with(ResponseTemplate::new(202)).mount(server).await;
    }
}

impl FakeGitHub {
    /// The open issues of the person, a page of them, with an `ETag` of what is on it.
    fn list(&self, request: &Request) -> ResponseTemplate {
        let held = self.0.lock().unwrap();
        let page = request.url.query_pairs().find(|(key, _)| key == "page").map_or(1, |(_, it)| it.parse().unwrap());
        // The latest first.
        let open = held.issues.values().rev().filter(|(_, fate)| fate.is_none());
        let open: Vec<Value> = open.map(|(issue, _)| rest(issue, None)).collect();
        let mut all: Vec<Value> = open.iter().skip((page - 1) * PAGE).take(PAGE).cloned().collect();
        if held.has_odd {
            all.extend([json!(null), json!({}), json!({ "node_id": "I_odd", "number": "7", "user": null })]);
        }
        let text = Value::from(all).to_string();
        let etag = format!("\"{}-{}\"", text.len(), text.bytes().map(u64::from).sum::<u64>());
        if request.headers.get("if-none-match").is_some_and(|it| it.to_str().unwrap() == etag) {
            return ResponseTemplate::new(304).insert_header("ETag", etag);
        }
        let answer = ResponseTemplate::new(200).set_body_raw(text, "application/json").insert_header("ETag", etag);
        if page * PAGE >= open.len() {
            return answer;
        }
        let own = format!("http://{}", request.headers["host"].to_str().unwrap());
        let origin = held.astray.clone().unwrap_or(own);
        answer.insert_header("Link", format!("<{origin}/api/v3/issues?page={}>; rel=\"next\"", page + 1))
    }

    fn one(&self, request: &Request) -> ResponseTemplate {
        let number: usize = request.url.path().rsplit('/').next().unwrap().parse().unwrap();
        match self.0.lock().unwrap().issues.get(&number) {
            Some((_, Some(Fate::Deleted))) => ResponseTemplate::new(410),
            None | Some((_, Some(Fate::Hidden))) => ResponseTemplate::new(404),
            Some((issue, fate)) => ResponseTemplate::new(200).set_body_json(rest(issue, *fate)),
        }
    }

    fn graphql(&self, request: &Request) -> ResponseTemplate {
        let asked: Value = request.body_json().unwrap();
        let ids = asked["variables"]["ids"].as_array().cloned().unwrap_or_default();
        let nodes: Vec<Value> = ids.iter().map(|id| self.node(id.as_str().unwrap())).collect();
        let nothing = json!({ "issueCount": 0, "pageInfo": { "hasNextPage": false, "endCursor": null }, "nodes": [] });
        let data = if asked["query"].as_str().unwrap().starts_with("query Searches") {
            json!({ "assigned": nothing, "reviews": nothing, "authored": nothing })
        } else {
            json!({ "viewer": { "login": ME }, "nodes": nodes })
        };
        ResponseTemplate::new(200).set_body_json(json!({ "data": data }))
    }

    fn node(&self, id: &str) -> Value {
        let held = self.0.lock().unwrap();
        let number = id.trim_start_matches("I_").parse::<usize>().ok();
        match number.and_then(|number| held.issues.get(&number)) {
            None | Some((_, Some(Fate::Deleted | Fate::Hidden))) => Value::Null,
            Some((issue, fate)) => node(issue, *fate),
        }
    }
}

fn rest(issue: &Issue, fate: Option<Fate>) -> Value {
    let Issue { number, title, body } = issue;
    json!({
        "node_id": format!("I_{number}"), "number": number, "title": title, "body": body,
        "state": if fate == Some(Fate::Closed) { "closed" } else { "open" },
        "html_url": format!("https://github.com/acme/api/issues/{number}"),
        "user": { "login": "hubot" }, "labels": [{ "name": "bug" }], "milestone": null,
        "assignees": if fate == Some(Fate::Unassigned) { json!([]) } else { json!([{ "login": ME }]) },
        "repository": { "full_name": "acme/api" }, "updated_at": "2026-03-02T08:00:00Z",
    })
}

/// An issue as GraphQL writes it.
pub(super) fn node(issue: &Issue, fate: Option<Fate>) -> Value {
    let Issue { number, title, body } = issue;
    let (nobody, mine) = (json!({ "nodes": [] }), json!({ "nodes": [{ "login": ME }] }));
    json!({
        "__typename": "Issue", "id": format!("I_{number}"), "number": number, "title": title, "body": body,
        "state": if fate == Some(Fate::Closed) { "CLOSED" } else { "OPEN" },
        "url": format!("https://github.com/acme/api/issues/{number}"),
        "author": { "login": "hubot" }, "labels": { "nodes": [{ "name": "bug" }] }, "milestone": null,
        "assignees": if fate == Some(Fate::Unassigned) { &nobody } else { &mine },
        "repository": { "nameWithOwner": "acme/api" }, "updatedAt": "2026-03-02T08:00:00Z",
        "comments": nobody, "mentions": nobody, "doings": nobody,
    })
}
