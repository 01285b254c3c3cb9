//! What is told of what happens at GitLab.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use serde_json::json;
use stint_core::work::{Checks, Review, State, Why};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, path},
};

use super::{super::GitLab, stage::*};
use crate::{conformance::now, connector::WorkSource};

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
async fn however_many_to_dos_lie_about_a_new_one_is_somebody_elses_doing() {
    let mut old: Vec<_> = (1..=1_200).map(|id| (id, format!("zoo/app#{id}"))).collect();
    old.reverse();
    let old = |extra: Vec<serde_json::Value>| {
        let of = |(id, reference): &(u64, String)| {
            let mut target = issue(*id);
            (target["id"], target["assignees"], target["references"]["full"]) =
                (json!(5_000 + id), json!([]), json!(reference));
            todo(*id, "marked", 8, &target)
        };
        json!(extra.into_iter().chain(old.iter().map(of)).collect::<Vec<_>>())
    };
    let before = gitlab(&[("todos", old(vec![]))]).await;
    let wanted = all();
    let first = GitLab.fetch(&session(&before), &asked(None, &[], &wanted, 0)).await.unwrap();
    let new = old(vec![todo(9_000, "assigned", 8, &issue(1))]);
    let later = gitlab(&[("issues", json!([issue(1)])), ("todos", new)]).await;
    let next = GitLab.fetch(&session(&later), &asked(first.batch.cursor.as_ref(), &[], &wanted, 5)).await.unwrap();
    let told: Vec<_> = next.batch.items.iter().map(|it| (it.reference.as_str(), it.is_own_doing)).collect();
    assert_eq!(told, [("acme/api#1", false)]);
}

#[tokio::test]
async fn what_is_known_is_told_of_while_a_new_reason_waits_for_its_to_do() {
    let (wanted, mut own) = (all(), merge(2));
    let before = gitlab(&[("merge_requests created_by_me", json!([own.clone()]))]).await;
    let first = GitLab.fetch(&session(&before), &asked(None, &[], &wanted, 0)).await.unwrap();
    let known = [known(&first.batch.items[0])];
    (own["assignees"], own["title"]) = (json!([{ "id": 7 }]), json!("Renamed"));
    let later = gitlab(&[
        ("merge_requests created_by_me", json!([own.clone()])),
        ("merge_requests assigned_to_me", json!([own])),
    ])
    .await;
    let next = GitLab.fetch(&session(&later), &asked(first.batch.cursor.as_ref(), &known, &wanted, 5)).await.unwrap();
    let told: Vec<_> = next.batch.items.iter().map(|it| (it.title.as_str(), it.whys.clone())).collect();
    assert_eq!(told, [("Renamed", BTreeSet::from([Why::Authored]))], "complete reasons would have it looked up");
}
