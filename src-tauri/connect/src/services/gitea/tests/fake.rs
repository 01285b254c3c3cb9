//! A made-up Gitea: one repository, the issues assigned to the person, and whoever they are.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, Request, ResponseTemplate,
    matchers::{bearer_token, method, path, path_regex, query_param},
};

use super::super::Gitea;
use crate::{
    conformance::{FakeService, Fate, Issue, SECRET},
    connector::Connector,
    services::work::held::Held,
};

#[derive(Clone, Default)]
pub(super) struct FakeGitea(Arc<Mutex<Held>>);

impl FakeService for FakeGitea {
    fn connector(&self) -> Box<dyn Connector> {
        Box::new(Gitea)
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
        self.0.lock().unwrap().origin = server.uri();
        let user = super::json(include_str!("../fixtures/user.json"));
        Mock::given(path("/api/v1/user")).and(bearer_token(SECRET)).respond_with(user).mount(server).await;
        let (lists, ones, threads) = (self.clone(), self.clone(), self.clone());
        let inbox = Mock::given(method("GET")).and(path("/api/v1/notifications")).and(bearer_token(SECRET));
        inbox.respond_with(move |request: &Request| threads.threads(request)).mount(server).await;
        let list = Mock::given(path("/api/v1/repos/issues/search")).and(bearer_token(SECRET));
        let assigned = list.and(query_param("assigned", "true"));
        assigned.respond_with(move |request: &Request| lists.list(request)).mount(server).await;
        let others = Mock::given(path("/api/v1/repos/issues/search")).and(bearer_token(SECRET));
        others.respond_with(super::json("[]")).with_priority(9).mount(server).await;
        let one = Mock::given(path_regex("^/api/v1/repos/acme/api/issues/[0-9]+$")).and(bearer_token(SECRET));
        one.respond_with(move |request: &Request| ones.one(request)).mount(server).await;
    }
}

impl FakeGitea {
    fn list(&self, request: &Request) -> ResponseTemplate {
        let held = self.0.lock().unwrap();
        let mut all: Vec<Value> = held.open().into_iter().map(|issue| shown(issue, None)).collect();
        if held.has_odd {
            all.extend([json!(null), json!({}), odd()]);
        }
        held.page(request, all)
    }

    /// Whatever is assigned was assigned by somebody else.
    fn threads(&self, request: &Request) -> ResponseTemplate {
        let held = self.0.lock().unwrap();
        let thread = |issue: &Issue| {
            let url = format!("{}/api/v1/repos/acme/api/issues/{}", held.origin, issue.number);
            json!({ "id": 500 + issue.number, "updated_at": "2026-03-02T08:00:00Z",
                "repository": { "id": 3, "full_name": "acme/api" }, "subject": { "type": "Issue", "url": url } })
        };
        held.page(request, held.open().into_iter().rev().map(thread).collect())
    }

    fn one(&self, request: &Request) -> ResponseTemplate {
        self.0.lock().unwrap().one(request, shown)
    }
}

/// An issue as lists and single ends show it; its id is not its number.
fn shown(issue: &Issue, fate: Option<Fate>) -> Value {
    let Issue { number, title, body } = issue;
    let is_mine = fate != Some(Fate::Unassigned);
    json!({
        "id": 9_000 + number, "number": number, "title": title, "body": body, "pull_request": null,
        "state": if fate == Some(Fate::Closed) { "closed" } else { "open" },
        "labels": [{ "id": 1, "name": "bug" }], "milestone": { "id": 1, "title": "1.0" },
        "assignees": if is_mine { json!([{ "id": 7, "login": "mona" }]) } else { Value::Null },
        "user": { "id": 8, "login": "hubot" }, "updated_at": "2026-03-02T08:00:00Z",
        "html_url": format!("https://git.acme.example/acme/api/issues/{number}"),
        "repository": { "id": 3, "full_name": "acme/api" },
    })
}

fn odd() -> Value {
    json!({
        "id": 1, "number": 1_000, "title": 7, "state": "hovering", "labels": [null, 7], "assignees": [null], "user": null,
        "milestone": "x", "updated_at": "soon", "repository": { "id": 3, "full_name": "acme/api" },
    })
}
