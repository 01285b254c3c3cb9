//! What became of items that a list shows no more.

use serde_json::{Value, json};
use stint_core::work::{Kind, LookedUp, State, Why, WorkItem};
use wiremock::{MockServer, ResponseTemplate};

use super::stage::{Stage, by, known, node, ok};
use crate::conformance::ME;

fn here(found: &LookedUp) -> &WorkItem {
    let (LookedUp::Here(item) | LookedUp::Moved(item)) = found else { panic!("{found:?}") };
    item
}

async fn whole(more: Value, kind: &str, whys: Vec<Why>) -> WorkItem {
    let stage = Stage::empty().await;
    stage.graphql("Nodes", json!({ "viewer": { "login": ME }, "nodes": [node(kind, 7, more)] })).await;
    stage.graphql("Checks", json!({ "nodes": [] })).await;
    let wanted = crate::connector::Known { whys: whys.into_iter().collect(), ..known(Kind::Issue, 7, []) };
    here(&stage.look_up(&[wanted]).await.unwrap()[0]).clone()
}

#[tokio::test]
async fn an_id_that_leads_nowhere_is_asked_for_by_its_number() {
    let moved = json!({
        "node_id": "I_9", "number": 9, "title": "Moved", "state": "open", "repository_url": "https://x/repos/acme/web",
        "assignees": [{ "login": "Mona" }], "body": "Words.",
    });
    let elsewhere = MockServer::start().await;
    let same =
        json!({ "node_id": "I_7", "number": 7, "state": "closed", "repository_url": "https://x/repos/acme/api" });
    let sso =
        ResponseTemplate::new(403).insert_header("X-GitHub-SSO", "required; url=https://github.com/orgs/acme/sso");
    let table = [
        (ResponseTemplate::new(404), "out of reach"),
        (ResponseTemplate::new(410), "deleted"),
        (ResponseTemplate::new(403), "out of reach"),
        (sso, "out of reach"),
        (ResponseTemplate::new(301).insert_header("Location", "{own}/api/v3/repositories/2/issues/9"), "moved"),
        (ResponseTemplate::new(301).insert_header("Location", format!("{}/x", elsewhere.uri())), "out of reach"),
        (ResponseTemplate::new(301), "out of reach"),
        (ok(same), "here"),
        (ok(moved.clone()), "out of reach"),
    ];
    for (answer, expected) in table {
        let stage = Stage::empty().await;
        stage.graphql("Nodes", json!({ "nodes": [null] })).await;
        let answer = match expected {
            "moved" => {
                let target = format!("{}/api/v3/repositories/2/issues/9", stage.server.uri());
                ResponseTemplate::new(301).insert_header("Location", target)
            }
            _ => answer,
        };
        stage.rest("/repos/acme/api/issues/7", answer).await;
        stage.rest("/repositories/2/issues/9", ok(moved.clone())).await;
        let found = stage.look_up(&[known(Kind::Issue, 7, [Why::Assigned])]).await.unwrap();
        let said = match &found[0] {
            LookedUp::Here(item) if item.state == State::Closed => "here",
            LookedUp::Moved(item) if item.reference == "acme/web#9" && item.whys.contains(&Why::Assigned) => "moved",
            LookedUp::Deleted => "deleted",
            LookedUp::OutOfReach => "out of reach",
            LookedUp::Here(_) | LookedUp::Moved(_) => "something else",
        };
        assert_eq!(said, expected, "{found:?}");
    }
    assert_eq!(elsewhere.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn answers_come_in_the_order_of_the_questions() {
    let stage = Stage::empty().await;
    stage.graphql("Nodes", json!({ "nodes": [node("Issue", 1, json!({})), null, node("Issue", 3, json!({}))] })).await;
    stage.rest("/repos/acme/api/issues/2", ResponseTemplate::new(410)).await;
    let wanted = [1, 2, 3].map(|number| known(Kind::Issue, number, [Why::Assigned]));
    let found = stage.look_up(&wanted).await.unwrap();
    assert_eq!((here(&found[0]).remote_id.as_str(), here(&found[2]).remote_id.as_str()), ("I_1", "I_3"));
    assert_eq!(found[1], LookedUp::Deleted);
}

#[tokio::test]
async fn who_did_it_last_is_told() {
    let (early, late) = ("2026-03-02T08:00:00Z", "2026-03-02T08:30:00Z");
    let table = [
        (json!({ "doings": by("actor", ME, early) }), true),
        (json!({ "doings": by("actor", "hubot", early) }), false),
        (json!({ "doings": by("actor", ME, late), "comments": by("author", "hubot", early) }), true),
        (json!({ "doings": by("actor", ME, early), "comments": by("author", "hubot", late) }), true),
        (json!({ "doings": by("actor", ME, early), "reviews": by("author", "hubot", late) }), false),
        (json!({ "doings": by("actor", ME, early), "comments": by("author", ME, late) }), true),
        (json!({ "doings": by("actor", ME, early), "mentions": by("actor", ME, late) }), false),
        (json!({}), false),
    ];
    for (more, expected) in table {
        assert_eq!(whole(more.clone(), "Issue", vec![]).await.is_own_doing, expected, "{more}");
    }
}

#[tokio::test]
async fn a_reply_is_somebody_elses() {
    let at = "2026-03-02T08:30:00Z";
    for (who, expected) in [("hubot", at.parse().ok()), (ME, None)] {
        let item = whole(json!({ "reviews": by("author", who, at) }), "PullRequest", vec![]).await;
        assert_eq!(item.replied_at, expected, "{who}");
    }
    let ghost = json!({ "comments": { "nodes": [{ "createdAt": at, "author": null }] } });
    assert_eq!(whole(ghost, "Issue", vec![]).await.replied_at, at.parse().ok());
}

#[tokio::test]
async fn a_team_is_theirs_only_where_the_search_said_so() {
    let team = json!({ "reviewRequests": { "nodes": [{ "requestedReviewer": { "__typename": "Team" } }] } });
    let known = whole(team.clone(), "PullRequest", vec![Why::ReviewRequested]).await;
    assert!(known.whys.contains(&Why::ReviewRequested));
    assert!(!whole(team, "PullRequest", vec![]).await.whys.contains(&Why::ReviewRequested));
    let nobody = json!({ "reviewRequests": { "nodes": [] } });
    let done = whole(nobody, "PullRequest", vec![Why::ReviewRequested]).await;
    assert!(!done.whys.contains(&Why::ReviewRequested));
}

#[tokio::test]
async fn how_it_ended_comes_before_how_it_began() {
    let table =
        [("MERGED", State::Merged), ("CLOSED", State::Closed), ("OPEN", State::Draft), ("LOCKED", State::Unknown)];
    for (state, expected) in table {
        let item = whole(json!({ "pullState": state, "isDraft": true }), "PullRequest", vec![]).await;
        assert_eq!(item.state, expected, "{state}");
    }
}

#[tokio::test]
async fn what_github_leaves_out_of_its_answer_is_as_it_was_known() {
    let before = vec![Why::Assigned, Why::ReviewRequested, Why::Authored];
    let missing = json!({ "assignees": null, "reviewRequests": null, "author": null });
    let item = whole(missing, "PullRequest", before.clone()).await;
    assert_eq!(item.whys.into_iter().collect::<std::collections::BTreeSet<_>>(), before.iter().copied().collect());
    let nobody = json!({ "nodes": [] });
    let told = json!({ "assignees": nobody, "reviewRequests": nobody });
    assert!(whole(told, "PullRequest", before).await.whys.is_empty());
}

#[tokio::test]
async fn who_else_is_assigned_later_makes_nobody_elses_of_an_own_doing() {
    let given = |by: &str, to: &str, minute: u32| {
        let at = format!("2026-03-02T08:{minute:02}:00Z");
        json!({ "createdAt": at, "actor": { "login": by }, "assignee": { "login": to } })
    };
    let table = [
        (vec![given(ME, ME, 1), given("hubot", "octocat", 2)], true),
        (vec![given("hubot", ME, 1), given(ME, "octocat", 2)], false),
        (vec![given("hubot", ME, 1), given(ME, ME, 2)], true),
        (vec![given(ME, ME, 1), given("hubot", ME, 2)], false),
    ];
    for (doings, expected) in table {
        let item = whole(json!({ "doings": { "nodes": doings } }), "Issue", vec![]).await;
        assert_eq!(item.is_own_doing, expected, "{doings:?}");
    }
}
