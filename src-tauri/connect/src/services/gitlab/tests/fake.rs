//! A made-up GitLab: one project, the issues assigned to the person, and whoever they are.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, Request, ResponseTemplate,
    matchers::{bearer_token, method, path, path_regex},
};

use super::super::GitLab;
use crate::{
    conformance::{FakeService, Fate, Issue, SECRET},
    connector::{Connector, Revoked},
    services::work::held::Held,
};

#[derive(Clone, Default)]
pub(super) struct FakeGitLab(Arc<Mutex<Held>>);

impl FakeService for FakeGitLab {
    const ONCE_REVOKED: Revoked = Revoked::Forgotten;

    fn connector(&self) -> Box<dyn Connector> {
        Box::new(GitLab)
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
        let answers = [
            ("/api/v4/user", include_str!("../fixtures/user.json")),
            ("/api/v4/personal_access_tokens/self", include_str!("../fixtures/token.json")),
            ("/oauth/token/info", include_str!("../fixtures/grant.json")),
            ("/api/v4/merge_requests", "[]"),
        ];
        for (place, body) in answers {
            let asked = Mock::given(method("GET")).and(path(place)).and(bearer_token(SECRET));
            asked.respond_with(super::json(body)).mount(server).await;
        }
        let itself = Mock::given(method("DELETE")).and(path("/api/v4/personal_access_tokens/self"));
        itself.and(bearer_token(SECRET)).respond_with(ResponseTemplate::new(204)).mount(server).await;
        let (lists, ones, todos) = (self.clone(), self.clone(), self.clone());
        let inbox = Mock::given(path("/api/v4/todos")).and(bearer_token(SECRET));
        inbox.respond_with(move |request: &Request| todos.todos(request)).mount(server).await;
        let list = Mock::given(path("/api/v4/issues")).and(bearer_token(SECRET));
        list.respond_with(move |request: &Request| lists.list(request)).mount(server).await;
        let one = Mock::given(path_regex("^/api/v4/projects/acme%2Fapi/issues/[0-9]+$")).and(bearer_token(SECRET));
        one.respond_with(move |request: &Request| ones.one(request)).mount(server).await;
    }
}

impl FakeGitLab {
    fn list(&self, request: &Request) -> ResponseTemplate {
        let held = self.0.lock().unwrap();
        let mut all: Vec<Value> = held.open().into_iter().map(|issue| shown(issue, None)).collect();
        if held.has_odd {
            all.extend([json!(null), json!({}), odd()]);
        }
        held.page(request, all)
    }

    /// Whatever is assigned was assigned by somebody else.
    fn todos(&self, request: &Request) -> ResponseTemplate {
        let held = self.0.lock().unwrap();
        let todo = |issue: &Issue| {
            json!({ "id": 500 + issue.number, "action_name": "assigned", "target_type": "Issue",
                "target": shown(issue, None), "author": { "id": 8 } })
        };
        held.page(request, held.open().into_iter().rev().map(todo).collect())
    }

    fn one(&self, request: &Request) -> ResponseTemplate {
        self.0.lock().unwrap().one(request, shown)
    }
}

/// An issue as lists and single ends show it; its id is not its number.
fn shown(issue: &Issue, fate: Option<Fate>) -> Value {
    let Issue { number, title, body } = issue;
    let is_mine = fate != Some(Fate::Unassigned);
    let assignees = if is_mine { json!([{ "id": 7, "username": "mona" }]) } else { json!([]) };
    json!({
        "id": 9_000 + number, "iid": number, "project_id": 3, "title": title, "description": body,
        "state": if fate == Some(Fate::Closed) { "closed" } else { "opened" },
        "labels": ["bug"], "milestone": { "id": 1, "title": "1.0" }, "assignees": assignees,
        "author": { "id": 8, "username": "hubot" }, "updated_at": "2026-03-02T08:00:00.000Z",
        "web_url": format!("https://git.acme.example/acme/api/-/issues/{number}"),
        "references": { "short": format!("#{number}"), "full": format!("acme/api#{number}") },
    })
}

fn odd() -> Value {
    json!({
        "id": 1, "iid": 1_000, "title": 7, "state": "hovering", "labels": [null, 7], "assignees": [null], "author": null,
        "milestone": "x", "updated_at": "soon", "references": { "full": "acme/api#1000" },
    })
}
