//! Refusals, limits, moves, and what is told to GitLab.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::json;
use stint_core::work::{Kind, LookedUp, Why};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, body_string_contains, method, path, query_param},
};

use super::{super::GitLab, stage::*};
use crate::{
    connector::{Asked, Known, WorkSource},
    error::Error,
};

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

#[tokio::test]
async fn a_followed_project_that_cannot_be_seen_is_said_each_time_until_it_can() {
    let hidden = gitlab(&[]).await;
    let (wanted, follows) = (all(), [follow("acme/api"), follow("..")]);
    let asked_at = |cursor, minutes| Asked { follows: &follows, ..asked(cursor, &[], &wanted, minutes) };
    let first = GitLab.fetch(&session(&hidden), &asked_at(None, 0)).await.unwrap();
    let words =
        "There is no such project, or this account may not see it. Check its name, and what the account may see.";
    assert_eq!(first.unseen["acme/api"], words);
    assert_eq!(first.unseen[".."], "A project is named by its whole path, such as group/app.");
    let beat = GitLab.fetch(&session(&hidden), &asked_at(first.batch.cursor.as_ref(), 1)).await.unwrap();
    assert_eq!(beat.unseen, first.unseen, "though nobody asked about it");
    let odd = gitlab(&[]).await;
    Mock::given(path("/api/v4/projects/acme%2Fapi/issues")).respond_with(ResponseTemplate::new(200)).mount(&odd).await;
    let not_understood = GitLab.fetch(&session(&odd), &asked_at(beat.batch.cursor.as_ref(), 10)).await.unwrap();
    assert_eq!(not_understood.unseen, first.unseen, "nothing was learnt of it");
    let open = gitlab(&[]).await;
    answers(&open, "/api/v4/projects/acme%2Fapi/issues", &json!([issue(1)])).await;
    let found = GitLab.fetch(&session(&open), &asked_at(not_understood.batch.cursor.as_ref(), 20)).await.unwrap();
    assert_eq!(found.unseen.into_keys().collect::<Vec<_>>(), [".."]);
    let fewer = Asked { follows: &[], ..asked_at(found.batch.cursor.as_ref(), 30) };
    assert_eq!(GitLab.fetch(&session(&open), &fewer).await.unwrap().unseen, [].into());
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

#[tokio::test]
async fn a_list_nobody_wants_any_more_is_not_said_to_fail() {
    let server = gitlab(&[]).await;
    let refused = Mock::given(path("/api/v4/todos")).respond_with(ResponseTemplate::new(403)).with_priority(1);
    refused.mount(&server).await;
    let reviews = Mock::given(query_param("scope", "created_by_me")).respond_with(ResponseTemplate::new(403));
    reviews.with_priority(1).mount(&server).await;
    let (wanted, session) = (all(), session(&server));
    let first = GitLab.fetch(&session, &asked(None, &[], &wanted, 0)).await.unwrap();
    assert!(first.warning.unwrap().contains("of your own"));
    let fewer = BTreeSet::from([Why::Assigned]);
    let next = GitLab.fetch(&session, &asked(first.batch.cursor.as_ref(), &[], &fewer, 5)).await.unwrap();
    assert!(!next.warning.unwrap().contains("of your own"));
}

#[tokio::test]
async fn changes_are_asked_for_from_before_the_list_began_to_be_read() {
    let server = gitlab(&[]).await;
    let list = ResponseTemplate::new(200).set_body_json(json!([issue(1)]));
    let list = list.insert_header("Date", "Mon, 02 Mar 2026 07:30:00 GMT");
    Mock::given(path("/api/v4/projects/acme%2Fapi/issues")).respond_with(list).mount(&server).await;
    let (wanted, follows, session) = (all(), [follow("acme/api")], session(&server));
    let first = GitLab.fetch(&session, &Asked { follows: &follows, ..asked(None, &[], &wanted, 0) }).await.unwrap();
    let again = Asked { follows: &follows, ..asked(first.batch.cursor.as_ref(), &[], &wanted, 5) };
    GitLab.fetch(&session, &again).await.unwrap();
    let sent = server.received_requests().await.unwrap();
    let since = sent.iter().rev().find_map(|it| it.url.query_pairs().find(|(key, _)| key == "updated_after"));
    assert_eq!(since.unwrap().1, "2026-03-02T07:29:00Z");
}

#[tokio::test]
async fn what_lies_with_a_group_is_no_issue_of_a_project() {
    let mut epic = issue(3);
    (epic["references"], epic["web_url"]) = (json!(null), json!("https://git.acme.example/groups/acme/-/work_items/3"));
    let server = gitlab(&[("todos", json!([todo(70, "mentioned", 8, &epic)]))]).await;
    let wanted = all();
    let batch = GitLab.fetch(&session(&server), &asked(None, &[], &wanted, 0)).await.unwrap();
    assert_eq!(batch.batch.items, []);
}
