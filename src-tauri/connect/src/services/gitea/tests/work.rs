//! What is told of what happens at Gitea.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use serde_json::{Value, json};
use stint_core::{
    incoming::Cursor,
    work::{Checks, Follow, Kind, LookedUp, Review, State, Why},
};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, method, path, query_param},
};

use super::super::Gitea;
use crate::{
    conformance::now,
    connector::{Asked, Depth, Known, WorkSource},
};

fn asked<'a>(cursor: Option<&'a Cursor>, wanted: &'a BTreeSet<Why>, minutes: i64) -> Asked<'a> {
    Asked {
        me: "mona",
        my_id: "7",
        granted: None,
        cursor,
        depth: Depth::Due,
        wanted,
        follows: &[],
        known: &[],
        now: now() + SignedDuration::from_mins(minutes),
        progress: &|_| {},
    }
}

fn all() -> BTreeSet<Why> {
    BTreeSet::from([Why::Assigned, Why::ReviewRequested, Why::Authored, Why::Mentioned])
}

fn session(server: &MockServer) -> crate::session::Session {
    crate::conformance::session(&Gitea, &server.uri())
}

fn issue(number: u64, pull_request: &Value) -> Value {
    json!({
        "id": 100 + number, "number": number, "title": "Fix it", "state": "open", "pull_request": pull_request,
        "assignees": [{ "id": 7 }], "user": { "id": 7, "login": "mona" }, "updated_at": "2026-03-02T08:00:00Z",
        "repository": { "id": 3, "full_name": "acme/api" },
    })
}

async fn answers(server: &MockServer, place: &str, body: &Value) {
    let answer = ResponseTemplate::new(200).set_body_json(body);
    Mock::given(path(format!("/api/v1/{place}"))).respond_with(answer).mount(server).await;
}

/// Lists of this Gitea by their filter; all others are empty.
async fn gitea(lists: &[(&str, Value)], threads: &Value) -> MockServer {
    let server = MockServer::start().await;
    for (filter, body) in lists {
        let asked = Mock::given(path("/api/v1/repos/issues/search")).and(query_param(*filter, "true"));
        asked.respond_with(ResponseTemplate::new(200).set_body_json(body)).mount(&server).await;
    }
    answers(&server, "notifications", threads).await;
    let empty = ResponseTemplate::new(200).set_body_json(json!([]));
    Mock::given(path("/api/v1/repos/issues/search")).respond_with(empty).with_priority(9).mount(&server).await;
    server
}

fn thread(id: u64, number: u64, at: &str) -> Value {
    json!({
        "id": id, "unread": true, "updated_at": at, "repository": { "id": 3, "full_name": "acme/api" },
        "subject": { "type": "Issue", "url": format!("https://git.acme.example/api/v1/repos/acme/api/issues/{number}") },
    })
}

#[tokio::test]
async fn every_list_tells_its_reason_and_an_issue_is_known_by_ids_alone() {
    let pull = json!({ "merged": false, "draft": true });
    let lists = [
        ("assigned", json!([issue(1, &Value::Null)])),
        ("review_requested", json!([issue(2, &pull)])),
        ("mentioned", json!([issue(1, &Value::Null)])),
    ];
    let server = gitea(&lists, &json!([])).await;
    let wanted = all();
    let batch = Gitea.fetch(&session(&server), &asked(None, &wanted, 0)).await.unwrap();
    assert_eq!((&batch.complete, &batch.warning), (&all(), &None));
    let [one, other] = &batch.batch.items[..] else { panic!("{batch:?}") };
    assert_eq!((one.remote_id.as_str(), one.reference.as_str()), ("repository/3/issue/101", "acme/api#1"));
    assert_eq!(one.whys, BTreeSet::from([Why::Assigned, Why::Mentioned]));
    assert_eq!((other.kind, other.state), (Kind::PullRequest, State::Draft));
    assert_eq!(other.whys, BTreeSet::from([Why::Assigned, Why::ReviewRequested, Why::Authored]));
}

#[tokio::test]
async fn a_notification_has_what_it_is_about_looked_at_within_a_minute() {
    let wanted = all();
    let before = gitea(&[], &json!([thread(69, 9, "2026-03-02T08:00:00Z")])).await;
    let first = Gitea.fetch(&session(&before), &asked(None, &wanted, 0)).await.unwrap();
    let threads = json!([thread(70, 1, "2026-03-02T09:00:30Z"), thread(69, 9, "2026-03-02T08:00:00Z")]);
    let server = gitea(&[], &threads).await;
    answers(&server, "repos/acme/api/issues/1", &issue(1, &Value::Null)).await;
    let second = Gitea.fetch(&session(&server), &asked(first.batch.cursor.as_ref(), &wanted, 1)).await.unwrap();
    let told: Vec<_> =
        second.batch.items.iter().map(|it| (it.reference.as_str(), it.thread.as_deref(), it.is_own_doing)).collect();
    assert_eq!(told, [("acme/api#1", Some("70"), false)]);
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
    assert_eq!(second.complete, BTreeSet::new());
}

#[tokio::test]
async fn without_the_scope_of_notifications_the_lists_tell_all_the_same() {
    let server = MockServer::start().await;
    let no = ResponseTemplate::new(403);
    Mock::given(path("/api/v1/notifications")).respond_with(no).mount(&server).await;
    let assigned = ResponseTemplate::new(200).set_body_json(json!([issue(1, &Value::Null)]));
    Mock::given(any()).respond_with(assigned).with_priority(9).mount(&server).await;
    let wanted = all();
    let batch = Gitea.fetch(&session(&server), &asked(None, &wanted, 0)).await.unwrap();
    assert_eq!((batch.complete, batch.batch.items.len()), (all(), 1));
    assert!(!batch.batch.items[0].is_own_doing, "nobody can tell whose doing it is");
    assert!(batch.warning.unwrap().contains("read:notification"));
}

#[tokio::test]
async fn a_pull_request_tells_its_checks_and_the_latest_word_of_each_reviewer() {
    let server = MockServer::start().await;
    let moved = ResponseTemplate::new(307).insert_header("Location", "/api/v1/repos/acme/core/issues/2");
    Mock::given(path("/api/v1/repos/acme/api/issues/2")).respond_with(moved).mount(&server).await;
    answers(&server, "repos/acme/core/issues/2", &issue(2, &json!({ "merged": false }))).await;
    let pull = json!({ "id": 9_102, "number": 2, "requested_reviewers": null, "head": { "sha": "c0ffee" } });
    answers(&server, "repos/acme/api/pulls/2", &pull).await;
    answers(&server, "repos/acme/api/commits/c0ffee/status", &json!({ "state": "failure", "total_count": 2 })).await;
    let opinion = |id: u64, state: &str, is_dismissed: bool| json!({ "user": { "id": id }, "state": state, "dismissed": is_dismissed });
    let table = [
        (json!([opinion(8, "REQUEST_CHANGES", false), opinion(8, "APPROVED", false)]), Review::Approved),
        (json!([opinion(8, "APPROVED", false), opinion(9, "REQUEST_CHANGES", false)]), Review::ChangesRequested),
        (json!([opinion(8, "REQUEST_CHANGES", true), opinion(8, "COMMENT", false)]), Review::Awaited),
        (json!([opinion(7, "APPROVED", false), { "user": null, "state": "SOON" }]), Review::Awaited),
    ];
    let wanted = all();
    let known = Known {
        remote_id: "repository/3/issue/102".to_owned(),
        kind: Kind::PullRequest,
        reference: "acme/api#2".to_owned(),
        whys: BTreeSet::new(),
        updated_at: None,
        is_awaited: false,
    };
    for (opinions, review) in table {
        let answer = ResponseTemplate::new(200).set_body_json(&opinions);
        let reviews = Mock::given(path("/api/v1/repos/acme/api/pulls/2/reviews")).respond_with(answer);
        let _reviews = reviews.mount_as_scoped(&server).await;
        let wanted_ones = [known.clone()];
        let found = Gitea.look_up(&session(&server), &asked(None, &wanted, 0), &wanted_ones).await.unwrap();
        let [LookedUp::Here(item)] = &found[..] else { panic!("{found:?}") };
        assert_eq!((item.checks, item.review), (Some(Checks::Failing), Some(review)), "{opinions}");
    }
}

#[tokio::test]
async fn a_notification_is_marked_as_read_where_the_scope_allows_it() {
    for (status, is_refused) in [(205, false), (404, false), (403, true)] {
        let server = MockServer::start().await;
        let read = Mock::given(method("PATCH")).and(path("/api/v1/notifications/threads/70"));
        let read = read.and(query_param("to-status", "read"));
        read.respond_with(ResponseTemplate::new(status)).expect(1).mount(&server).await;
        let said = Gitea.mark_read(&session(&server), "70").await.err().map(|error| error.to_string());
        assert_eq!(said.is_some_and(|said| said.contains("write:notification")), is_refused, "{status}");
    }
    assert!(Gitea.mark_read(&session(&MockServer::start().await), "../user").await.is_err());
}

#[tokio::test]
async fn a_pull_request_that_shows_only_half_of_itself_is_out_of_reach_and_not_off_the_list() {
    let server = gitea(&[], &json!([])).await;
    let mut half = issue(5, &json!({ "merged": false }));
    half["assignees"] = json!(null);
    answers(&server, "repos/acme/api/issues/5", &half).await;
    let known = Known {
        remote_id: "repository/3/issue/105".to_owned(),
        kind: Kind::PullRequest,
        reference: "acme/api#5".to_owned(),
        whys: BTreeSet::from([Why::ReviewRequested]),
        updated_at: None,
        is_awaited: false,
    };
    let wanted = all();
    let found = Gitea.look_up(&session(&server), &asked(None, &wanted, 0), &[known]).await.unwrap();
    assert_eq!(found, [LookedUp::OutOfReach]);
}

#[tokio::test]
async fn a_followed_repository_that_cannot_be_seen_is_said_each_time_until_it_can() {
    let follow = |place: &str| Follow {
        account: "019541f4-8c00-7000-8000-000000000001".parse().unwrap(),
        place: place.to_owned(),
        label: None,
        project: None,
        followed_at: now(),
        synced_at: None,
        problem: None,
    };
    let (wanted, follows) = (all(), [follow("acme/api"), follow("acme/api/deep")]);
    let hidden = gitea(&[], &json!([])).await;
    let asked_at = |cursor, minutes| Asked { follows: &follows, ..asked(cursor, &wanted, minutes) };
    let first = Gitea.fetch(&session(&hidden), &asked_at(None, 0)).await.unwrap();
    let words =
        "There is no such repository, or this account may not see it. Check its name, and what the account may see.";
    assert_eq!(first.unseen["acme/api"], words);
    assert_eq!(first.unseen["acme/api/deep"], "A repository is named by its owner and name, such as acme/api.");
    let beat = Gitea.fetch(&session(&hidden), &asked_at(first.batch.cursor.as_ref(), 1)).await.unwrap();
    assert_eq!(beat.unseen, first.unseen, "though nobody asked about it");
    let open = gitea(&[], &json!([])).await;
    answers(&open, "repos/acme/api/issues", &json!([issue(1, &Value::Null)])).await;
    let found = Gitea.fetch(&session(&open), &asked_at(beat.batch.cursor.as_ref(), 20)).await.unwrap();
    assert_eq!(found.unseen.into_keys().collect::<Vec<_>>(), ["acme/api/deep"]);
}
