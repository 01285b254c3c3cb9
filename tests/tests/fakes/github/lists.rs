//! Lists of issues: ETags, pages, filters and what they cost.

use anyhow::{Context, Result, ensure};

use super::{TOKEN, fresh, get, get_as};
use crate::asking::ask;

#[tokio::test]
async fn what_did_not_change_is_free_and_an_etag_is_its_tokens_own() -> Result<()> {
    let github = fresh().await;
    github.make_token("ghp_other", "repo");
    let issue = github.state().open_issue("acme/api", "hubot", "Slow");
    github.state().assign(issue, "mona", "hubot");
    let path = "/issues?filter=assigned&state=open";
    let first = get(&github, path, &[])?;
    let etag = first.header("etag").to_owned();
    ensure!(first.status == 200 && first.json()?[0]["title"] == "Slow" && !etag.is_empty(), "{first:?}");
    let remaining = first.header("x-ratelimit-remaining").to_owned();
    let same = get(&github, path, &[("if-none-match", &etag)])?;
    ensure!(same.status == 304 && same.body.is_empty() && same.header("link").is_empty(), "{same:?}");
    ensure!(same.header("x-ratelimit-remaining") == remaining, "304 was charged");
    ensure!(get_as(&github, "ghp_other", path, &[("if-none-match", &etag)])?.status == 200, "the ETag is everybody's");
    github.state().retitle(issue, "Slower");
    let changed = get(&github, path, &[("if-none-match", &etag)])?;
    ensure!(changed.status == 200 && changed.json()?[0]["title"] == "Slower", "{changed:?}");
    let spent = github.state().spent_in_all();
    ensure!((spent.requests, spent.charged) == (4, 3), "{spent:?}");
    Ok(())
}

#[tokio::test]
async fn every_page_is_reached_by_its_link_alone() -> Result<()> {
    let github = fresh().await;
    for number in 0..250 {
        let issue = github.state().open_issue("acme/api", "hubot", &format!("Number {number}"));
        github.state().assign(issue, "mona", "hubot");
    }
    for path in ["/issues?per_page=100", "/repos/acme/api/issues?per_page=100&direction=asc"] {
        let mut came = get(&github, path, &[])?;
        let mut seen = Vec::new();
        loop {
            let page = came.json()?;
            seen.extend(page.as_array().context("a list")?.iter().map(|issue| issue["number"].as_u64()));
            let Some(next) = came.link("next").map(str::to_owned) else { break };
            came = ask("GET", &next, &[("authorization", &format!("Bearer {TOKEN}"))], "")?;
        }
        seen.sort_unstable();
        seen.dedup();
        ensure!(seen.len() == 250, "{path}: {} issues", seen.len());
        ensure!(came.link("prev").is_some() && came.link("last").is_none(), "{:?}", came.headers);
    }
    Ok(())
}

#[tokio::test]
async fn a_repository_is_listed_by_state_label_and_time() -> Result<()> {
    let github = fresh().await;
    let since = {
        let mut state = github.state();
        let old = state.open_issue("acme/api", "hubot", "Old");
        state.label(old, &["bug", "slow"]);
        let closed = state.open_pull("acme/api", "hubot", "Closed");
        state.close(closed, "hubot");
        let since = state.now();
        state.pass(jiff::SignedDuration::from_mins(1));
        state.open_issue("acme/api", "hubot", "New");
        since
    };
    let titles = |query: &str| -> Result<String> {
        let came = get(&github, &format!("/repos/acme/api/issues?{query}"), &[])?;
        let page = came.json()?;
        let all = page.as_array().with_context(|| page.to_string())?.iter();
        Ok(all.filter_map(|issue| issue["title"].as_str()).collect::<Vec<_>>().join(","))
    };
    ensure!(titles("")? == "New,Old");
    ensure!(titles("state=closed")? == "Closed");
    ensure!(titles("state=all&sort=created&direction=asc")? == "Old,Closed,New");
    ensure!(titles("labels=bug,slow")? == "Old");
    ensure!(titles(&format!("state=all&since={}&direction=asc", since + jiff::SignedDuration::from_secs(1)))? == "New");
    ensure!(get(&github, "/repos/acme/api/issues?state=odd", &[])?.status == 422);
    Ok(())
}

#[tokio::test]
async fn who_spent_everything_is_refused_until_the_window_ends() -> Result<()> {
    let github = fresh().await;
    github.state().leave("mona", stint_tests::fakes::github::Resource::Core, 1);
    ensure!(get(&github, "/user", &[])?.status == 200);
    let refused = get(&github, "/user", &[])?;
    ensure!(refused.status == 403 && refused.header("x-ratelimit-remaining") == "0", "{refused:?}");
    github.state().pass(jiff::SignedDuration::from_hours(1));
    ensure!(get(&github, "/user", &[])?.status == 200);
    Ok(())
}
