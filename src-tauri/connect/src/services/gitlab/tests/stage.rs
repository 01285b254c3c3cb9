//! A GitLab for one scene, and what is asked of it.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use serde_json::{Value, json};
use stint_core::{
    incoming::Cursor,
    work::{Follow, Why, WorkItem},
};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{method, path, query_param},
};

use super::super::GitLab;
use crate::{
    conformance::now,
    connector::{Asked, Depth, Known, WorkSource},
};

/// What is wanted, with nothing followed and nothing known.
pub(super) fn asked<'a>(
    cursor: Option<&'a Cursor>,
    known: &'a [Known],
    wanted: &'a BTreeSet<Why>,
    minutes: i64,
) -> Asked<'a> {
    Asked {
        me: "mona",
        my_id: "7",
        granted: None,
        cursor,
        depth: Depth::Due,
        wanted,
        follows: &[],
        known,
        now: now() + SignedDuration::from_mins(minutes),
        progress: &|_| {},
    }
}

pub(super) fn all() -> BTreeSet<Why> {
    BTreeSet::from([Why::Assigned, Why::ReviewRequested, Why::Authored, Why::Mentioned])
}

pub(super) async fn answers(server: &MockServer, place: &str, body: &serde_json::Value) {
    let answer = ResponseTemplate::new(200).set_body_json(body);
    Mock::given(path(place)).respond_with(answer).mount(server).await;
}

/// Lists and to-dos of this GitLab; what is not named is empty.
pub(super) async fn gitlab(lists: &[(&str, Value)]) -> MockServer {
    let server = MockServer::start().await;
    for (name, body) in lists {
        let (place, scope) = name.split_once(' ').unwrap_or((*name, ""));
        let mut asked = Mock::given(method("GET")).and(path(format!("/api/v4/{place}")));
        if !scope.is_empty() {
            asked = asked.and(query_param("scope", scope));
        }
        asked.respond_with(ResponseTemplate::new(200).set_body_json(body)).mount(&server).await;
    }
    for place in ["issues", "merge_requests", "todos"] {
        let empty = ResponseTemplate::new(200).set_body_json(json!([]));
        Mock::given(path(format!("/api/v4/{place}"))).respond_with(empty).with_priority(9).mount(&server).await;
    }
    server
}

pub(super) fn issue(iid: u64) -> Value {
    json!({
        "id": 100 + iid, "iid": iid, "title": "Fix it", "state": "opened", "assignees": [{ "id": 7 }],
        "author": { "id": 8, "username": "hubot" }, "updated_at": "2026-03-02T08:00:00Z",
        "web_url": format!("https://git.acme.example/acme/api/-/issues/{iid}"),
        "references": { "full": format!("acme/api#{iid}") },
    })
}

pub(super) fn merge(iid: u64) -> Value {
    json!({
        "id": 100 + iid, "iid": iid, "title": "Fixes it", "state": "opened", "author": { "id": 7, "username": "mona" },
        "reviewers": [{ "id": 8, "username": "hubot" }], "updated_at": "2026-03-02T08:00:00Z",
        "references": { "full": format!("acme/api!{iid}") },
    })
}

pub(super) fn todo(id: u64, action: &str, author: u64, target: &Value) -> Value {
    let kind = if target.get("reviewers").is_some() { "MergeRequest" } else { "Issue" };
    json!({
        "id": id, "action_name": action, "target_type": kind, "target": target, "author": { "id": author },
        "created_at": "2026-03-02T08:30:00Z",
    })
}

pub(super) fn known(item: &WorkItem) -> Known {
    Known {
        remote_id: item.remote_id.clone(),
        kind: item.kind,
        reference: item.reference.clone(),
        whys: item.whys.clone(),
        updated_at: item.updated_at,
        is_awaited: false,
    }
}

/// What a later fetch brings from the server `later`, where nothing was there before.
pub(super) async fn then(later: &MockServer) -> (Vec<WorkItem>, Cursor) {
    let wanted = all();
    let before = gitlab(&[]).await;
    let first = GitLab.fetch(&session(&before), &asked(None, &[], &wanted, 0)).await.unwrap();
    let cursor = first.batch.cursor.unwrap();
    let asked = asked(Some(&cursor), &[], &wanted, 5);
    let batch = GitLab.fetch(&session(later), &asked).await.unwrap().batch;
    (batch.items, batch.cursor.unwrap())
}

pub(super) fn session(server: &MockServer) -> crate::session::Session {
    crate::conformance::session(&GitLab, &server.uri())
}

/// A project that is followed, of which only issues with a label are.
pub(super) fn follow(place: &str) -> Follow {
    Follow {
        account: "019541f4-8c00-7000-8000-000000000001".parse().unwrap(),
        place: place.to_owned(),
        label: Some("type::bug".to_owned()),
        project: None,
        followed_at: now(),
        synced_at: None,
        problem: None,
    }
}
