//! GitHub's own description of its API judges every answer.

use anyhow::{Result, ensure};
use serde_json::{Map, Value, json};
use stint_tests::{
    fakes::github::{CLIENT_ID, Fault, GitHub, Person, schema},
    peer::{self, Judge},
};

use super::{TOKEN, fresh};
use crate::asking::ask;

/// A bit of everything.
fn populate(github: &GitHub) {
    let mut state = github.state();
    let issue = state.open_issue("acme/api", "hubot", "Slow");
    state.assign(issue, "mona", "hubot");
    state.label(issue, &["bug", "slow"]);
    state.plan_for(issue, Some("1.0"));
    let orphan = state.open_issue("acme/api", "gone", "Of nobody");
    state.assign(orphan, "mona", "hubot");
    state.close(orphan, "hubot");
    let pull = state.open_pull("acme/api", "mona", "Faster");
    state.review(pull, "hubot", "APPROVED");
    // Not FAILURE: the description says that a subject always has an address, which those of checks have not.
    state.set_checks(pull, "SUCCESS");
    state.merge(pull, "hubot");
    let draft = state.open_pull("acme/api", "hubot", "Draft");
    state.set_draft(draft, true);
    state.request_review(draft, "mona", "hubot");
    let moved = state.open_issue("acme/old", "hubot", "Moves");
    state.transfer(moved, "acme/api");
    let deleted = state.open_issue("acme/api", "hubot", "Deleted");
    state.delete(deleted);
    state.delete_user("gone");
}

/// Each with the status that comes through; the judge itself follows a redirect.
const QUESTIONS: [(&str, u16); 15] = [
    ("/user", 200),
    ("/issues?filter=assigned&state=all&sort=updated&per_page=100", 200),
    ("/issues?filter=created&state=all", 200),
    ("/notifications?all=true", 200),
    ("/notifications?participating=true&per_page=50", 200),
    ("/repos/acme/api", 200),
    ("/repos/acme/api/issues?state=all&per_page=100", 200),
    ("/repos/acme/api/issues?state=open&labels=bug&sort=updated&direction=asc", 200),
    ("/repos/acme/api/issues/1", 200),
    ("/repos/acme/api/issues/2", 200),
    ("/repos/acme/api/pulls/3", 200),
    ("/repos/acme/api/pulls/4", 200),
    ("/repos/acme/old/issues/1", 200),
    ("/repos/acme/api/issues/6", 410),
    ("/repos/acme/none", 404),
];

#[tokio::test]
async fn every_answer_passes_githubs_own_description() -> Result<()> {
    let github = fresh().await;
    populate(&github);
    let judge = Judge::start(&github.origin())?;
    let authorization = format!("Bearer {TOKEN}");
    for (path, status) in QUESTIONS {
        for accept in ["application/vnd.github+json", "application/json"] {
            let headers = [("authorization", authorization.as_str()), ("accept", accept)];
            let came = ask("GET", &format!("{}{path}", judge.origin), &headers, "")?;
            ensure!(came.status == status, "{path}: {} {}", came.status, String::from_utf8_lossy(&came.body));
        }
    }
    let thread = ask("GET", &format!("{}/notifications", judge.origin), &[("authorization", &authorization)], "")?;
    let thread = thread.json()?[0]["id"].as_str().unwrap_or_default().to_owned();
    for (method, status) in [("PATCH", 205), ("DELETE", 204)] {
        let url = format!("{}/notifications/threads/{thread}", judge.origin);
        let came = ask(method, &url, &[("authorization", &authorization)], "")?;
        ensure!(came.status == status, "{method}: {came:?}");
    }
    let refused = ask("GET", &format!("{}/user", judge.origin), &[("authorization", "Bearer wrong")], "")?;
    ensure!(refused.status == 401, "{refused:?}");
    Ok(())
}

#[tokio::test]
async fn the_judge_sees_a_field_that_is_missing_or_of_another_kind() -> Result<()> {
    let github = fresh().await;
    populate(&github);
    let judge = Judge::start(&github.origin())?;
    let authorization = format!("Bearer {TOKEN}");
    let wrongs = [
        ("/repos/acme/api/issues/1", Fault::missing(&["title"])),
        ("/repos/acme/api/issues/1", Fault::Each(&["number"], Some("one".into()))),
        ("/repos/acme/api/pulls/3", Fault::missing(&["merged"])),
        ("/notifications?all=true", Fault::missing(&["reason"])),
        ("/issues?state=all", Fault::Each(&["assignee"], Some(Value::Bool(true)))),
        ("/repos/acme/api", Fault::missing(&["node_id"])),
        ("/user", Fault::missing(&["login"])),
    ];
    for (path, fault) in wrongs {
        github.state().fail_once("/api/v3", fault.clone());
        let came = ask("GET", &format!("{}{path}", judge.origin), &[("authorization", &authorization)], "")?;
        ensure!(came.status == 500, "{path} with {fault:?} was let through: {}", came.status);
    }
    Ok(())
}

#[tokio::test]
async fn the_official_client_walks_the_lists() -> Result<()> {
    let github = fresh().await;
    for number in 0..120 {
        let issue = github.state().open_issue("acme/api", "hubot", &format!("Number {number}"));
        github.state().assign(issue, "mona", "hubot");
    }
    peer::script("github/client.mjs", &[&github.origin(), "lists", TOKEN, "120"])?;
    Ok(())
}

#[tokio::test]
async fn the_official_client_keeps_what_came_beside_an_error() -> Result<()> {
    let github = fresh().await;
    github.state().open_issue("acme/api", "hubot", "Slow");
    peer::script("github/client.mjs", &[&github.origin(), "graphql", TOKEN])?;
    Ok(())
}

#[tokio::test]
async fn the_official_client_signs_in_with_a_code() -> Result<()> {
    let github = fresh().await;
    for (person, expected) in [
        (Person::Waits, "authorization_pending"),
        (Person::Declines, "access_denied"),
        (Person::Late, "expired_token"),
        (Person::Agrees, "token"),
    ] {
        github.state().person = person;
        peer::script("github/client.mjs", &[&github.origin(), "device", CLIENT_ID, expected])?;
    }
    Ok(())
}

#[test]
fn every_type_that_is_answered_is_githubs_own() -> Result<()> {
    let objects: Map<String, Value> = schema::TYPES
        .iter()
        .map(|(name, fields)| {
            let args = |field: &schema::Field| field.arguments.split_whitespace().collect::<Vec<_>>();
            let shape = |field: &schema::Field| json!({ "kind": field.kind, "args": args(field) });
            let fields: Map<String, Value> = fields.iter().map(|it| (it.name.to_owned(), shape(it))).collect();
            ((*name).to_owned(), fields.into())
        })
        .collect();
    let unions: Map<String, Value> =
        schema::ABSTRACT.iter().map(|(name, members)| ((*name).to_owned(), json!(members))).collect();
    peer::script("github/schema.mjs", &["types", &json!({ "objects": objects, "abstract": unions }).to_string()])?;
    let wrong = json!({ "objects": { "Issue": { "shoeSize": { "kind": "Int", "args": [] } } }, "abstract": {} });
    ensure!(peer::script("github/schema.mjs", &["types", &wrong.to_string()]).is_err(), "the judge sees nothing");
    Ok(())
}
