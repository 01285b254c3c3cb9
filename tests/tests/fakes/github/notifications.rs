//! Notifications: who is told, when it is new, and who may ask.

use anyhow::{Result, ensure};
use serde_json::Value;
use stint_tests::fakes::github::GitHub;

use super::{TOKEN, fresh, get, get_as};
use crate::asking::ask;

fn reasons(github: &GitHub) -> Result<Vec<(String, String)>> {
    let page = get(github, "/notifications", &[])?.json()?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = page.as_array().into_iter().flatten();
    Ok(all.map(|thread| (text(&thread["reason"]), text(&thread["subject"]["title"]))).collect())
}

#[tokio::test]
async fn others_doings_are_told_and_ones_own_are_not() -> Result<()> {
    let github = fresh().await;
    {
        let mut state = github.state();
        let own = state.open_issue("acme/api", "mona", "Own");
        state.assign(own, "mona", "mona");
        state.comment(own, "mona", "Me again");
        let pull = state.open_pull("acme/api", "mona", "Pull");
        state.review(pull, "hubot", "APPROVED");
        let asked = state.open_pull("acme/api", "hubot", "Asked");
        state.request_review(asked, "mona", "hubot");
        let named = state.open_issue("acme/web", "hubot", "Named");
        state.mention(named, "mona", "hubot");
        let mine = state.open_issue("acme/web", "hubot", "Mine");
        state.assign(mine, "mona", "hubot");
        state.comment(mine, "octocat", "Soon?");
    }
    let told = reasons(&github)?;
    let expected = [("assign", "Mine"), ("mention", "Named"), ("review_requested", "Asked"), ("author", "Pull")];
    ensure!(told == expected.map(|(reason, title)| (reason.to_owned(), title.to_owned())), "{told:?}");
    Ok(())
}

#[tokio::test]
async fn not_modified_means_only_that_nothing_is_newer() -> Result<()> {
    let github = fresh().await;
    let issue = github.state().open_issue("acme/api", "hubot", "Slow");
    github.state().assign(issue, "mona", "hubot");
    let first = get(&github, "/notifications", &[])?;
    let since = first.header("last-modified").to_owned();
    ensure!(first.header("x-poll-interval") == "60" && !since.is_empty(), "{first:?}");
    let thread = first.json()?[0]["id"].as_str().unwrap_or_default().to_owned();
    let url = format!("{}/api/v3/notifications/threads/{thread}", github.origin());
    ensure!(ask("PATCH", &url, &[("authorization", &format!("Bearer {TOKEN}"))], "")?.status == 205);
    let unchanged = get(&github, "/notifications", &[("if-modified-since", &since)])?;
    ensure!(unchanged.status == 304 && unchanged.header("x-poll-interval") == "60", "{unchanged:?}");
    ensure!(get(&github, "/notifications", &[])?.json()? == serde_json::json!([]), "it was not read");
    let all = get(&github, "/notifications?all=true", &[])?.json()?;
    ensure!(all[0]["unread"] == false && all[0]["last_read_at"].is_string(), "{all}");
    github.state().comment(issue, "hubot", "News");
    ensure!(get(&github, "/notifications", &[("if-modified-since", &since)])?.status == 200);
    Ok(())
}

#[tokio::test]
async fn failed_checks_are_told_without_an_address_and_are_no_participation() -> Result<()> {
    let github = fresh().await;
    let pull = github.state().open_pull("acme/api", "mona", "Pull");
    github.state().set_checks(pull, "FAILURE");
    let threads = get(&github, "/notifications", &[])?.json()?;
    ensure!(threads[0]["subject"]["url"].is_null() && threads[0]["reason"] == "ci_activity", "{threads}");
    ensure!(get(&github, "/notifications?participating=true", &[])?.json()? == serde_json::json!([]));
    Ok(())
}

#[tokio::test]
async fn fine_grained_tokens_and_those_without_the_scope_are_refused() -> Result<()> {
    let github = fresh().await;
    github.make_token("github_pat_mona", "");
    github.make_token("ghp_bare", "read:user");
    let refused = get_as(&github, "github_pat_mona", "/notifications", &[])?;
    ensure!(refused.status == 403, "{refused:?}");
    ensure!(refused.json()?["message"] == "Resource not accessible by personal access token");
    ensure!(get_as(&github, "ghp_bare", "/notifications", &[])?.status == 403);
    ensure!(get_as(&github, "github_pat_mona", "/issues", &[])?.status == 200);
    Ok(())
}

#[tokio::test]
async fn a_page_holds_fifty_threads_at_most_of_the_time_asked_for() -> Result<()> {
    let github = fresh().await;
    for number in 0..60 {
        let issue = github.state().open_issue("acme/api", "hubot", &format!("Number {number}"));
        github.state().assign(issue, "mona", "hubot");
    }
    let newest = github.state().now();
    let since = get(&github, &format!("/notifications?since={newest}"), &[])?.json()?;
    ensure!(since.as_array().map(Vec::len) == Some(1), "{since}");
    let before = get(&github, &format!("/notifications?before={newest}&page=2"), &[])?.json()?;
    ensure!(before.as_array().map(Vec::len) == Some(9), "{before}");
    let came = get(&github, "/notifications?per_page=100", &[])?;
    ensure!(came.json()?.as_array().map(Vec::len) == Some(50) && came.link("next").is_some(), "{:?}", came.headers);
    Ok(())
}
