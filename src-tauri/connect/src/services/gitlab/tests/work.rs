//! What is told of what happens at GitLab.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use stint_core::{
    incoming::Cursor,
    work::{Checks, Follow, Kind, LookedUp, Review, State, Why, WorkItem},
};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, body_string_contains, method, path, query_param},
};

use super::super::GitLab;
use crate::{
    conformance::now,
    connector::{Asked, Depth, Known, WorkSource},
    error::Error,
};

/// What is wanted, with nothing followed and nothing known.
fn asked<'a>(cursor: Option<&'a Cursor>, known: &'a [Known], wanted: &'a BTreeSet<Why>, minutes: i64) -> Asked<'a> {
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

fn all() -> BTreeSet<Why> {
    BTreeSet::from([Why::Assigned, Why::ReviewRequested, Why::Authored, Why::Mentioned])
}

async fn answers(server: &MockServer, place: &str, body: &serde_json::Value) {
    let answer = ResponseTemplate::new(200).set_body_json(body);
    Mock::given(path(place)).respond_with(answer).mount(server).await;
}

/// Lists and to-dos of this GitLab; what is not named is empty.
async fn gitlab(lists: &[(&str, Value)]) -> MockServer {
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

fn issue(iid: u64) -> Value {
    json!({
        "id": 100 + iid, "iid": iid, "title": "Fix it", "state": "opened", "assignees": [{ "id": 7 }],
        "author": { "id": 8, "username": "hubot" }, "updated_at": "2026-03-02T08:00:00Z",
        "web_url": format!("https://git.acme.example/acme/api/-/issues/{iid}"),
        "references": { "full": format!("acme/api#{iid}") },
    })
}

fn merge(iid: u64) -> Value {
    json!({
        "id": 100 + iid, "iid": iid, "title": "Fixes it", "state": "opened", "author": { "id": 7, "username": "mona" },
        "reviewers": [{ "id": 8, "username": "hubot" }], "updated_at": "2026-03-02T08:00:00Z",
        "references": { "full": format!("acme/api!{iid}") },
    })
}

fn todo(id: u64, action: &str, author: u64, target: &Value) -> Value {
    let kind = if target.get("reviewers").is_some() { "MergeRequest" } else { "Issue" };
    json!({
        "id": id, "action_name": action, "target_type": kind, "target": target, "author": { "id": author },
        "created_at": "2026-03-02T08:30:00Z",
    })
}

fn known(item: &WorkItem) -> Known {
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
async fn then(later: &MockServer) -> (Vec<WorkItem>, Cursor) {
    let wanted = all();
    let before = gitlab(&[]).await;
    let first = GitLab.fetch(&session(&before), &asked(None, &[], &wanted, 0)).await.unwrap();
    let cursor = first.batch.cursor.unwrap();
    let asked = asked(Some(&cursor), &[], &wanted, 5);
    let batch = GitLab.fetch(&session(later), &asked).await.unwrap().batch;
    (batch.items, batch.cursor.unwrap())
}

#[tokio::test]
async fn everything_is_asked_with_its_scope_and_told_with_its_reasons() {
    let server = gitlab(&[
        ("issues assigned_to_me", json!([issue(1)])),
        (
            "merge_requests reviews_for_me",
            json!([{ "id": 9, "iid": 9, "state": "opened", "draft": true,
            "reviewers": [{ "id": 7 }], "references": { "full": "acme/tools/web!9" } }]),
        ),
        ("merge_requests created_by_me", json!([merge(2)])),
        ("todos", json!([todo(70, "mentioned", 8, &issue(3))])),
    ])
    .await;
    let wanted = all();
    let batch = GitLab.fetch(&session(&server), &asked(None, &[], &wanted, 0)).await.unwrap();
    assert_eq!((&batch.complete, &batch.warning), (&all(), &None));
    let told: Vec<_> = batch.batch.items.iter().map(|it| (it.remote_id.as_str(), it.reference.as_str())).collect();
    let expected = [
        ("gid://gitlab/Issue/101", "acme/api#1"),
        ("gid://gitlab/MergeRequest/9", "acme/tools/web!9"),
        ("gid://gitlab/MergeRequest/102", "acme/api!2"),
        ("gid://gitlab/Issue/103", "acme/api#3"),
    ];
    assert_eq!(told, expected);
    let [_, review, own, mention] = &batch.batch.items[..] else { panic!("{told:?}") };
    assert_eq!((review.state, review.place.as_str()), (State::Draft, "acme/tools/web"));
    assert!(review.whys.contains(&Why::ReviewRequested) && own.whys.contains(&Why::Authored));
    assert!(mention.whys.contains(&Why::Mentioned) && mention.mentioned_at.is_some());
    assert_eq!(mention.thread.as_deref(), Some("70"));
    assert_eq!(batch.batch.not_before, Some(now() + SignedDuration::from_secs(60)));
}

#[tokio::test]
async fn what_somebody_else_gives_is_told_and_what_the_person_takes_is_their_own_doing() {
    for (author, action, is_own) in [(8, "assigned", false), (7, "assigned", true), (8, "mentioned", false)] {
        let server =
            gitlab(&[("issues", json!([issue(1)])), ("todos", json!([todo(70, action, author, &issue(1))]))]).await;
        let (items, _) = then(&server).await;
        let told: Vec<_> = items.iter().map(|it| (it.is_own_doing, it.thread.as_deref())).collect();
        assert_eq!(told, [(is_own, Some("70"))], "{author} {action}");
    }
}

#[tokio::test]
async fn what_is_new_without_a_to_do_waits_a_minute_for_one() {
    let server = gitlab(&[("issues", json!([issue(1)]))]).await;
    let (items, cursor) = then(&server).await;
    assert_eq!(items, []);
    let (wanted, way) = (all(), session(&server));
    let alone = GitLab.fetch(&way, &asked(Some(&cursor), &[], &wanted, 6)).await.unwrap();
    assert_eq!(alone.batch.items.iter().map(|it| it.is_own_doing).collect::<Vec<_>>(), [true]);
    let given = gitlab(&[("issues", json!([issue(1)])), ("todos", json!([todo(70, "assigned", 8, &issue(1))]))]).await;
    let given = GitLab.fetch(&session(&given), &asked(Some(&cursor), &[], &wanted, 6)).await.unwrap();
    assert_eq!(given.batch.items.iter().map(|it| it.is_own_doing).collect::<Vec<_>>(), [false]);
    // An item that another account brings stays new here; it does not make the lists hurry for ever.
    let next = GitLab.fetch(&way, &asked(alone.batch.cursor.as_ref(), &[], &wanted, 11)).await.unwrap();
    assert_eq!(next.batch.not_before, Some(now() + SignedDuration::from_mins(12)));
    assert_eq!(next.complete, all());
}

#[tokio::test]
async fn todos_that_did_not_change_complete_nothing_and_the_lists_rest_meanwhile() {
    let server = MockServer::start().await;
    let same = Mock::given(path("/api/v4/todos")).and(wiremock::matchers::header("If-None-Match", "W/\"1\""));
    same.respond_with(ResponseTemplate::new(304)).expect(1).mount(&server).await;
    let tagged = ResponseTemplate::new(200).insert_header("ETag", "W/\"1\"").set_body_json(json!([]));
    Mock::given(path("/api/v4/todos")).respond_with(tagged).with_priority(8).mount(&server).await;
    let empty = ResponseTemplate::new(200).set_body_json(json!([]));
    Mock::given(any()).respond_with(empty).with_priority(9).mount(&server).await;
    let (wanted, session) = (all(), session(&server));
    let first = GitLab.fetch(&session, &asked(None, &[], &wanted, 0)).await.unwrap();
    let second = GitLab.fetch(&session, &asked(first.batch.cursor.as_ref(), &[], &wanted, 1)).await.unwrap();
    assert_eq!((second.complete, second.batch.items), (BTreeSet::new(), vec![]));
    assert_eq!(server.received_requests().await.unwrap().len(), 6);
}

#[tokio::test]
async fn own_merge_requests_tell_their_checks_and_reviews_when_they_change() {
    let server = gitlab(&[("merge_requests created_by_me", json!([merge(2)]))]).await;
    let alone = json!({ "id": 102, "iid": 2, "state": "opened", "reviewers": [{ "id": 8 }], "head_pipeline": { "status": "running" },
        "references": { "full": "acme/api!2" } });
    let place = "/api/v4/projects/acme%2Fapi/merge_requests/2";
    answers(&server, place, &alone).await;
    let approvals = json!({ "approved": true, "approved_by": [{ "user": { "id": 8 } }] });
    answers(&server, &format!("{place}/approvals"), &approvals).await;
    answers(&server, &format!("{place}/reviewers"), &json!([{ "state": "approved" }])).await;
    let (items, cursor) = then(&server).await;
    assert_eq!((items[0].checks, items[0].review), (Some(Checks::Pending), Some(Review::Approved)));
    let (wanted, known) = (all(), [known(&items[0])]);
    // Checks that run are looked at again, and nothing else is.
    let sent = server.received_requests().await.unwrap().len();
    let next = GitLab.fetch(&session(&server), &asked(Some(&cursor), &known, &wanted, 10)).await.unwrap();
    assert_eq!((next.batch.items[0].checks, next.batch.items[0].review), (Some(Checks::Pending), None));
    assert_eq!(server.received_requests().await.unwrap().len() - sent, 6);
}

#[tokio::test]
async fn a_failed_list_is_not_complete_and_takes_no_other_along() {
    let server = MockServer::start().await;
    let refused = Mock::given(path("/api/v4/issues")).respond_with(ResponseTemplate::new(403));
    refused.mount(&server).await;
    let empty = ResponseTemplate::new(200).set_body_json(json!([]));
    Mock::given(any()).respond_with(empty).with_priority(9).mount(&server).await;
    let wanted = all();
    let batch = GitLab.fetch(&session(&server), &asked(None, &[], &wanted, 0)).await.unwrap();
    assert_eq!(batch.complete, BTreeSet::from([Why::ReviewRequested, Why::Authored, Why::Mentioned]));
    let words = "The list of assigned issues could not be read: it refused: it answered 403 Forbidden.";
    assert_eq!(batch.warning.as_deref(), Some(words));
    // It says so until it works again.
    let next = GitLab.fetch(&session(&server), &asked(batch.batch.cursor.as_ref(), &[], &wanted, 1)).await.unwrap();
    assert_eq!(next.warning.as_deref(), Some(words));
}

#[tokio::test]
async fn a_followed_project_is_one_encoded_segment_wherever_it_moved() {
    let server = gitlab(&[]).await;
    let there = format!("{}/api/v4/projects/3/issues?state=opened", server.uri());
    let moved = ResponseTemplate::new(301).insert_header("Location", there.as_str());
    let old = Mock::given(path("/api/v4/projects/acme%2Ftools%2Fapi/issues"));
    old.and(query_param("labels", "type::bug")).respond_with(moved).mount(&server).await;
    answers(&server, "/api/v4/projects/3/issues", &json!([issue(1)])).await;
    let (wanted, follows) = (all(), [follow("acme/tools/api")]);
    let asked_for = Asked { follows: &follows, ..asked(None, &[], &wanted, 0) };
    let batch = GitLab.fetch(&session(&server), &asked_for).await.unwrap();
    assert!(batch.complete.contains(&Why::Followed) && batch.batch.items[0].whys.contains(&Why::Followed));
    // What is gone or hidden harms nothing else.
    let follows = [follow("acme/hidden"), follow("..")];
    let asked_for = Asked { follows: &follows, ..asked(None, &[], &wanted, 0) };
    let batch = GitLab.fetch(&session(&server), &asked_for).await.unwrap();
    assert!(batch.complete.contains(&Why::Assigned) && !batch.complete.contains(&Why::Followed));
    assert!(batch.warning.unwrap().contains("acme/hidden could not be read"));
}

fn session(server: &MockServer) -> crate::session::Session {
    crate::conformance::session(&GitLab, &server.uri())
}

/// A project that is followed, of which only issues with a label are.
fn follow(place: &str) -> Follow {
    Follow {
        account: "019541f4-8c00-7000-8000-000000000001".parse().unwrap(),
        place: place.to_owned(),
        label: Some("type::bug".to_owned()),
        project: None,
        followed_at: now(),
        synced_at: None,
    }
}

#[tokio::test]
async fn an_hour_costs_no_more_than_170_requests_with_100_assigned_4_follows_and_checks_that_run() {
    let own: Vec<Value> = (1..=10).map(merge).collect();
    let assigned: Vec<Value> = (100..200).map(issue).collect();
    let server =
        gitlab(&[("issues assigned_to_me", json!(assigned)), ("merge_requests created_by_me", json!(own))]).await;
    for iid in 1..=10 {
        let place = format!("/api/v4/projects/acme%2Fapi/merge_requests/{iid}");
        let mut alone = merge(iid);
        alone["head_pipeline"] = json!({ "status": "running" });
        answers(&server, &place, &alone).await;
        answers(&server, &format!("{place}/approvals"), &json!({})).await;
        answers(&server, &format!("{place}/reviewers"), &json!([])).await;
    }
    let follows: Vec<Follow> = (1..=4).map(|number| follow(&format!("acme/{number}"))).collect();
    for number in 1..=4 {
        let followed: Vec<Value> = (1..=50).map(|iid| issue(number * 1_000 + iid)).collect();
        answers(&server, &format!("/api/v4/projects/acme%2F{number}/issues"), &json!(followed)).await;
    }
    let (wanted, way, mut hours) = (all(), session(&server), [0; 3]);
    let (mut cursor, mut known, mut at): (Option<Cursor>, Vec<Known>, Timestamp) = (None, Vec::new(), now());
    while let Some(hour) = hours.get_mut(usize::try_from(at.duration_since(now()).as_hours()).unwrap()) {
        let before = way.sites.sent();
        let asked = Asked { follows: &follows, now: at, ..asked(cursor.as_ref(), &known, &wanted, 0) };
        let batch = GitLab.fetch(&way, &asked).await.unwrap().batch;
        if known.is_empty() {
            known = batch.items.iter().map(self::known).collect();
        }
        *hour += way.sites.sent() - before;
        (cursor, at) = (batch.cursor, batch.not_before.unwrap());
    }
    assert!(hours.iter().all(|hour| (100..=170).contains(hour)), "{hours:?}");
}

#[tokio::test]
async fn a_limit_says_when_to_come_back_in_whatever_field() {
    let reset = "Mon, 02 Mar 2026 09:05:00 GMT";
    for (field, value) in [("Retry-After", "300"), ("RateLimit-ResetTime", reset)] {
        let server = MockServer::start().await;
        let limited = ResponseTemplate::new(429).insert_header(field, value).set_body_string("Retry later\n");
        Mock::given(any()).respond_with(limited).mount(&server).await;
        let wanted = all();
        let error = GitLab.fetch(&session(&server), &asked(None, &[], &wanted, 0)).await.unwrap_err();
        let expected: Timestamp = "2026-03-02T09:05:00Z".parse().unwrap();
        assert!(matches!(error, Error::ComeBackLater { at: Some(at) } if at == expected), "{field}: {error:?}");
    }
}

#[tokio::test]
async fn an_issue_that_moved_is_found_where_it_is_now() {
    let server = gitlab(&[]).await;
    let mut old = issue(1);
    (old["state"], old["moved_to_id"]) = (json!("closed"), json!(205));
    answers(&server, "/api/v4/projects/acme%2Fapi/issues/1", &old).await;
    let located = json!({ "data": { "issue": { "reference": "acme/web#5" } } });
    let asked_where = Mock::given(method("POST")).and(path("/api/graphql"));
    let asked_where = asked_where.and(body_string_contains("gid://gitlab/Issue/205"));
    asked_where.respond_with(ResponseTemplate::new(200).set_body_json(located)).mount(&server).await;
    let mut new = issue(5);
    (new["id"], new["references"]["full"]) = (json!(205), json!("acme/web#5"));
    answers(&server, "/api/v4/projects/acme%2Fweb/issues/5", &new).await;
    let wanted = all();
    let known = Known {
        remote_id: "gid://gitlab/Issue/101".to_owned(),
        kind: Kind::Issue,
        reference: "acme/api#1".to_owned(),
        whys: BTreeSet::new(),
        updated_at: None,
        is_awaited: false,
    };
    let found =
        GitLab.look_up(&session(&server), &asked(None, &[], &wanted, 0), std::slice::from_ref(&known)).await.unwrap();
    let [LookedUp::Moved(item)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((item.remote_id.as_str(), item.reference.as_str()), ("gid://gitlab/Issue/205", "acme/web#5"));
    // The number may be another issue's by now.
    let other = Known { remote_id: "gid://gitlab/Issue/7".to_owned(), ..known };
    let found = GitLab.look_up(&session(&server), &asked(None, &[], &wanted, 0), &[other]).await.unwrap();
    assert_eq!(found, [LookedUp::OutOfReach]);
}

#[tokio::test]
async fn a_to_do_is_marked_as_done_where_the_scope_allows_it() {
    for (status, expected) in [(201, None), (404, None), (403, Some("only with the scope api"))] {
        let server = MockServer::start().await;
        let done = Mock::given(method("POST")).and(path("/api/v4/todos/70/mark_as_done"));
        done.respond_with(ResponseTemplate::new(status)).expect(1).mount(&server).await;
        let said = GitLab.mark_read(&session(&server), "70").await.err().map(|error| error.to_string());
        assert_eq!(said.is_some(), expected.is_some(), "{said:?}");
        assert!(said.unwrap_or_default().contains(expected.unwrap_or_default()));
    }
    let nowhere = MockServer::start().await;
    assert!(GitLab.mark_read(&session(&nowhere), "70/../../user").await.is_err());
    assert_eq!(nowhere.received_requests().await.unwrap().len(), 0);
}
