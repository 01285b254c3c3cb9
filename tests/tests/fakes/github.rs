//! The made-up GitHub keeps what it says, and says it as GitHub does.

mod faults;
mod graphql;
mod judges;
mod lists;
mod notifications;
mod queries;

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use stint_tests::fakes::github::{GitHub, Spent};

use crate::asking::{Came, ask};

/// A token that may read notifications.
pub const TOKEN: &str = "ghp_of_mona";

/// One that knows mona's token and nothing else.
pub async fn fresh() -> GitHub {
    let github = GitHub::start().await;
    github.make_token(TOKEN, "notifications, repo");
    github
}

/// Asks REST with mona's token.
pub fn get(github: &GitHub, path: &str, headers: &[(&str, &str)]) -> Result<Came> {
    get_as(github, TOKEN, path, headers)
}

/// Asks REST with a token.
pub fn get_as(github: &GitHub, token: &str, path: &str, headers: &[(&str, &str)]) -> Result<Came> {
    let authorization = format!("Bearer {token}");
    let all: Vec<(&str, &str)> = headers.iter().copied().chain([("authorization", authorization.as_str())]).collect();
    ask("GET", &format!("{}/api/v3{path}", github.origin()), &all, "")
}

/// Asks GraphQL with mona's token.
pub fn ask_graphql(github: &GitHub, query: &str, variables: &Value) -> Result<Value> {
    ask_graphql_as(github, TOKEN, query, variables)
}

/// Asks GraphQL with a token; wrong queries come with 200, too.
pub fn ask_graphql_as(github: &GitHub, token: &str, query: &str, variables: &Value) -> Result<Value> {
    let body = json!({ "query": query, "variables": variables }).to_string();
    let authorization = format!("Bearer {token}");
    let came = ask("POST", &format!("{}/api/graphql", github.origin()), &[("authorization", &authorization)], &body)?;
    ensure!(came.status == 200, "{came:?}");
    came.json()
}

#[tokio::test]
async fn whoever_shows_no_token_or_a_wrong_one_is_told_nothing() -> Result<()> {
    let github = fresh().await;
    for path in ["/user", "/issues", "/notifications", "/repos/acme/api"] {
        let came = get_as(&github, "ghp_of_nobody", path, &[])?;
        ensure!(came.status == 401 && came.json()?["message"] == "Bad credentials", "{path}: {came:?}");
    }
    ensure!(get_as(&github, "", "/user", &[])?.status == 401, "no token was let in");
    Ok(())
}

#[tokio::test]
async fn what_moved_is_followed_and_what_is_gone_is_told_apart() -> Result<()> {
    let github = fresh().await;
    let (moved, deleted) = {
        let mut state = github.state();
        let moved = state.open_issue("acme/api", "hubot", "Moves");
        let deleted = state.open_issue("acme/api", "hubot", "Is deleted");
        state.open_issue("acme/secret", "hubot", "Is hidden");
        state.rename_repository("acme/api", "acme/core");
        let moved = state.transfer(moved, "acme/web");
        state.delete(deleted);
        state.make_private("acme/secret");
        (state.item(moved).clone(), state.item(deleted).clone())
    };
    let renamed = get(&github, "/repos/acme/api/issues/1", &[])?;
    ensure!(renamed.status == 301, "{renamed:?}");
    let came = ask("GET", renamed.header("location"), &[("authorization", &format!("Bearer {TOKEN}"))], "")?;
    ensure!(came.status == 301, "{came:?}");
    let came = ask("GET", came.header("location"), &[("authorization", &format!("Bearer {TOKEN}"))], "")?;
    ensure!(came.status == 200 && came.json()?["node_id"] == moved.node_id.as_str(), "{came:?}");
    ensure!(get(&github, &format!("/repos/acme/core/issues/{}", deleted.number), &[])?.status == 410);
    ensure!(get(&github, "/repos/acme/secret/issues/1", &[])?.status == 404);
    ensure!(get(&github, "/repos/acme/core/issues/77", &[])?.status == 404);
    github.state().add_member("acme/secret", "mona");
    ensure!(get(&github, "/repos/acme/secret/issues/1", &[])?.status == 200);
    github.make_token("ghp_small", "notifications");
    ensure!(
        get_as(&github, "ghp_small", "/repos/acme/secret/issues/1", &[])?.status == 404,
        "the scope was not looked at"
    );
    Ok(())
}

#[tokio::test]
async fn a_day_of_deeds_is_counted_by_hours_of_its_clock() -> Result<()> {
    let github = fresh().await;
    for _ in 0..3 {
        let etag = get(&github, "/issues", &[])?.header("etag").to_owned();
        ensure!(get(&github, "/issues", &[("if-none-match", &etag)])?.status == 304);
        ask_graphql(&github, "{ viewer { login } }", &json!({}))?;
        github.state().pass(jiff::SignedDuration::from_hours(1));
    }
    let spent = github.state().spent();
    let expected = Spent { requests: 2, charged: 1, calls: 1, points: 1 };
    ensure!(spent == [expected; 3], "{spent:?}");
    Ok(())
}

#[tokio::test]
async fn what_an_organisation_keeps_behind_single_sign_on_is_absent_and_said_to_be() -> Result<()> {
    let github = fresh().await;
    let id = {
        let mut state = github.state();
        let issue = state.open_issue("acme/api", "hubot", "Behind");
        state.assign(issue, "mona", "hubot");
        state.demand_sso("acme");
        state.item(issue).node_id.clone()
    };
    for path in ["/issues", "/notifications"] {
        let came = get(&github, path, &[])?;
        ensure!(came.status == 200 && came.json()? == json!([]), "{came:?}");
        ensure!(came.header("x-github-sso").starts_with("partial-results; organizations="), "{:?}", came.headers);
    }
    let came = get(&github, "/repos/acme/api/issues/1", &[])?;
    ensure!(came.status == 403 && came.header("x-github-sso").starts_with("required; url="), "{came:?}");
    let body = ask_graphql(&github, "query($id: ID!) { node(id: $id) { id } }", &json!({ "id": id }))?;
    ensure!(
        body["errors"][0]["type"] == "FORBIDDEN" && body["errors"][0]["extensions"]["saml_failure"] == true,
        "{body}"
    );
    github.state().sso.clear();
    ensure!(get(&github, "/issues", &[])?.json()?[0]["title"] == "Behind");
    Ok(())
}
