//! The queries that Stint sends: GitHub's own schema takes them, and the made-up GitHub answers them.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use stint_tests::{peer, programs::root};

use super::{ask_graphql, fresh};

fn folder() -> PathBuf {
    root().join("src-tauri/connect/src/services/github/queries")
}

#[test]
fn githubs_own_schema_takes_every_query() -> Result<()> {
    let folder = folder();
    let said = peer::script("github/schema.mjs", &["queries", folder.to_str().context("a path is text")?])?;
    ensure!(said.trim().parse::<u32>()? > 0, "there are no queries in {}", folder.display());
    Ok(())
}

#[test]
fn the_judge_of_queries_sees_a_field_that_is_none() -> Result<()> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("wrong.graphql"), "{ viewer { shoeSize } }")?;
    let said = peer::script("github/schema.mjs", &["queries", folder.path().to_str().context("a path is text")?]);
    ensure!(said.is_err_and(|why| why.to_string().contains("shoeSize")), "it was let through");
    Ok(())
}

#[tokio::test]
async fn every_query_is_answered_without_an_error() -> Result<()> {
    let github = fresh().await;
    let variables = {
        let mut state = github.state();
        let issue = state.open_issue("acme/api", "hubot", "Slow");
        let pull = state.open_pull("acme/api", "mona", "Faster");
        state.review(pull, "hubot", "APPROVED");
        let (issue, pull) = (state.item(issue).node_id.clone(), state.item(pull).node_id.clone());
        let repository = state.repository_mut("acme/api").node_id.clone();
        let mut variables = json!({
            "ids": [issue, pull, repository], "id": repository, "first": 20, "query": "is:open",
            "assigned": "is:open assignee:@me", "reviews": "review-requested:@me", "authored": "author:@me", "mentions": "mentions:@me",
        });
        for slot in 0..10 {
            variables[format!("o{slot}")] = json!("acme");
            variables[format!("n{slot}")] = json!("api");
            variables[format!("k{slot}")] = json!(1);
        }
        variables
    };
    let mut answered = 0;
    for entry in fs::read_dir(folder())? {
        let path = entry?.path();
        let query = fs::read_to_string(&path)?;
        let body = ask_graphql(&github, &query, &variables)?;
        ensure!(body.get("errors").is_none() && body["data"] != Value::Null, "{}: {body}", path.display());
        answered += 1;
    }
    ensure!(answered > 0, "there are no queries");
    Ok(())
}
