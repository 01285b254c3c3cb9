//! GraphQL: what is found, what is refused, what it costs.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use stint_tests::fakes::github::{Fault, GitHub, Resource};

use super::{TOKEN, ask_graphql, ask_graphql_as, fresh};

fn titles(github: &GitHub, query: &str) -> Result<Vec<String>> {
    let text = "query($q: String!) { search(type: ISSUE, query: $q, first: 50) { issueCount nodes { ...T } } } fragment T on SearchResultItem { ... on Issue { title } ... on PullRequest { title } }";
    let body = ask_graphql(github, text, &json!({ "q": query }))?;
    ensure!(body.get("errors").is_none(), "{body}");
    let nodes = body["data"]["search"]["nodes"].as_array().cloned().unwrap_or_default();
    ensure!(body["data"]["search"]["issueCount"] == nodes.len(), "{body}");
    Ok(nodes.iter().filter_map(|node| node["title"].as_str()).map(str::to_owned).collect())
}

#[tokio::test]
async fn searches_know_their_qualifiers() -> Result<()> {
    let github = fresh().await;
    {
        let mut state = github.state();
        let assigned = state.open_issue("acme/api", "hubot", "Assigned");
        state.assign(assigned, "mona", "hubot");
        state.label(assigned, &["help wanted"]);
        let closed = state.open_issue("acme/api", "hubot", "Closed");
        state.assign(closed, "mona", "hubot");
        state.close(closed, "hubot");
        let review = state.open_pull("acme/web", "hubot", "Review");
        state.request_review(review, "mona", "hubot");
        state.open_pull("acme/web", "mona", "Own");
        let mentioned = state.open_issue("acme/web", "hubot", "Mentioned");
        state.mention(mentioned, "mona", "hubot");
        let archived = state.open_issue("acme/old", "hubot", "Archived");
        state.assign(archived, "mona", "hubot");
        state.repository_mut("acme/old").is_archived = true;
        let hidden = state.open_issue("acme/secret", "hubot", "Hidden");
        state.assign(hidden, "mona", "hubot");
        state.make_private("acme/secret");
    }
    for (query, expected) in [
        ("is:open archived:false assignee:@me", "Assigned"),
        ("is:open is:pr review-requested:@me", "Review"),
        ("is:pr author:@me", "Own"),
        ("mentions:@me is:issue", "Mentioned"),
        ("assignee:mona is:closed", "Closed"),
        ("label:\"help wanted\"", "Assigned"),
        ("repo:acme/web is:issue", "Mentioned"),
        ("repo:acme/web -author:@me sort:created-asc", "Review,Mentioned"),
        ("archived:true", "Archived"),
        ("shoe:size", ""),
    ] {
        ensure!(titles(&github, query)?.join(",") == expected, "{query}: {:?}", titles(&github, query)?);
    }
    Ok(())
}

#[tokio::test]
async fn what_is_gone_is_null_and_says_where() -> Result<()> {
    let github = fresh().await;
    let ids = {
        let mut state = github.state();
        let here = state.open_issue("acme/api", "hubot", "Here");
        let moved = state.open_issue("acme/api", "hubot", "Moved");
        let deleted = state.open_issue("acme/api", "hubot", "Deleted");
        let hidden = state.open_issue("acme/secret", "hubot", "Hidden");
        let new = state.transfer(moved, "acme/web");
        state.delete(deleted);
        state.make_private("acme/secret");
        [here, moved, deleted, hidden, new].map(|id| state.item(id).node_id.clone())
    };
    let text = "query($ids: [ID!]!) { things: nodes(ids: $ids) { __typename ... on Issue { title repository { nameWithOwner } } } }";
    let body = ask_graphql(&github, text, &json!({ "ids": ids }))?;
    let names: Vec<Option<&str>> =
        body["data"]["things"].as_array().into_iter().flatten().map(|node| node["title"].as_str()).collect();
    ensure!(names == [Some("Here"), None, None, None, Some("Moved")], "{body}");
    let paths: Vec<&Value> = body["errors"].as_array().into_iter().flatten().map(|error| &error["path"]).collect();
    ensure!(paths == [&json!(["things", 1]), &json!(["things", 2]), &json!(["things", 3])], "{body}");
    ensure!(
        body["errors"][0]["type"] == "NOT_FOUND"
            && body["data"]["things"][4]["repository"]["nameWithOwner"] == "acme/web"
    );
    Ok(())
}

#[tokio::test]
async fn a_wrong_query_is_an_error_and_nothing_else() -> Result<()> {
    let github = fresh().await;
    for (query, expected) in [
        ("{ viewer { shoeSize } }", "Field 'shoeSize' doesn't exist on type 'User'"),
        (
            "{ search(type: ISSUE, query: \"\", first: 5) { nodes { ... on Issue { shoeSize } } } }",
            "doesn't exist on type 'Issue'",
        ),
        ("{ viewer }", "must have selections"),
        ("{ viewer { login(size: 1) } }", "doesn't accept argument 'size'"),
        ("{ search(type: ISSUE, query: \"\") { issueCount } }", "`first` or `last`"),
        ("{ search(type: ISSUE, query: \"\", first: 101) { issueCount } }", "limit of 100"),
        ("{ node(id: $id) { id } }", "$id is used but not declared"),
        ("query($id: ID!) { node(id: $id) { id } }", "Variable $id of type ID!"),
        ("{ viewer { ...Gone } }", "Gone was used, but not defined"),
        ("{ node(id: \"x\") { ... on Shoe { id } } }", "No such type Shoe"),
        ("{ viewer { login }", "Parse error"),
    ] {
        let body = ask_graphql(&github, query, &json!({}))?;
        let message = body["errors"][0]["message"].as_str().unwrap_or_default();
        ensure!(message.contains(expected) && body.get("data").is_none(), "{query}: {body}");
    }
    Ok(())
}

#[tokio::test]
async fn connections_are_counted_and_points_are_charged() -> Result<()> {
    let github = fresh().await;
    github.state().open_issue("acme/api", "hubot", "Slow");
    for (query, cost) in [
        ("{ rateLimit { cost remaining } }", 1),
        ("{ rateLimit { cost remaining } search(type: ISSUE, query: \"\", first: 100) { issueCount } }", 1),
        (
            "{ rateLimit { cost remaining } search(type: ISSUE, query: \"\", first: 100) { nodes { ... on Issue { labels(first: 10) { totalCount } assignees(first: 10) { totalCount } } } } }",
            2,
        ),
    ] {
        let before = github.state().spent_in_all().points;
        let body = ask_graphql(&github, query, &json!({}))?;
        ensure!(body["data"]["rateLimit"]["cost"] == cost, "{body}");
        ensure!(github.state().spent_in_all().points == before + cost, "{:?}", github.state().spent());
    }
    let text = "{ search(type: ISSUE, query: \"\", first: 100) { nodes { ... on Issue { labels(first: 100) { nodes { name } } comments(first: 100) { nodes { author { login } } } assignees(first: 100) { nodes { login } } timelineItems(first: 100) { totalCount } } } } again: search(type: ISSUE, query: \"\", first: 100) { nodes { ... on Issue { timelineItems(first: 100) { totalCount } labels(first: 100) { totalCount } } } } }";
    ensure!(ask_graphql(&github, text, &json!({}))?.get("errors").is_none(), "60,200 nodes are allowed");
    github.state().leave("mona", Resource::GraphQl, 0);
    let limited = ask_graphql(&github, "{ viewer { login } }", &json!({}))?;
    ensure!(limited["errors"][0]["type"] == "RATE_LIMITED", "{limited}");
    Ok(())
}

#[tokio::test]
async fn the_issues_of_a_repository_come_page_by_page_and_pulls_are_none() -> Result<()> {
    let github = fresh().await;
    {
        let mut state = github.state();
        for number in 0..45 {
            let issue = state.open_issue("acme/api", "hubot", &format!("Number {number}"));
            state.label(issue, if number % 2 == 0 { &["bug"] } else { &[] });
        }
        state.open_pull("acme/api", "hubot", "Pull");
        state.rename_repository("acme/api", "acme/core");
    }
    let text = "query($after: String, $labels: [String!]) { repository(owner: \"acme\", name: \"api\") { nameWithOwner issues(first: 10, after: $after, states: OPEN, labels: $labels, orderBy: { field: UPDATED_AT, direction: DESC }) { totalCount pageInfo { hasNextPage endCursor } nodes { number updatedAt } } } }";
    for (labels, expected) in [(Value::Null, 45), (json!(["bug"]), 23)] {
        let (mut after, mut numbers) = (Value::Null, Vec::new());
        loop {
            let body = ask_graphql(&github, text, &json!({ "after": after, "labels": labels }))?;
            let issues = &body["data"]["repository"]["issues"];
            ensure!(
                issues["totalCount"] == expected && body["data"]["repository"]["nameWithOwner"] == "acme/core",
                "{body}"
            );
            numbers.extend(issues["nodes"].as_array().into_iter().flatten().filter_map(|node| node["number"].as_u64()));
            if issues["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = issues["pageInfo"]["endCursor"].clone();
        }
        ensure!(numbers.len() == expected && numbers.is_sorted_by(|one, other| one > other), "{numbers:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_pull_request_tells_its_reviews_checks_and_story() -> Result<()> {
    let github = fresh().await;
    let id = {
        let mut state = github.state();
        let pull = state.open_pull("acme/api", "mona", "Faster");
        state.assign(pull, "mona", "hubot");
        state.request_review(pull, "hubot", "mona");
        state.review(pull, "hubot", "CHANGES_REQUESTED");
        state.review(pull, "hubot", "APPROVED");
        state.comment(pull, "hubot", "Well done");
        state.set_checks(pull, "PENDING");
        state.merge(pull, "hubot");
        state.item(pull).node_id.clone()
    };
    let text = "query($id: ID!) { node(id: $id) { ... on PullRequest { state merged mergedBy { login } reviewDecision statusCheckRollup { state } comments(last: 1) { totalCount nodes { author { login } } } latestOpinionatedReviews(first: 5) { nodes { state } } commits(last: 1) { nodes { commit { statusCheckRollup { state } } } } timelineItems(last: 5, itemTypes: [ASSIGNED_EVENT, MERGED_EVENT]) { nodes { __typename ... on AssignedEvent { actor { login } assignee { ... on User { login } } } } } } } }";
    let body = ask_graphql(&github, text, &json!({ "id": id }))?;
    let expected = json!({
        "state": "MERGED", "merged": true, "mergedBy": { "login": "hubot" }, "reviewDecision": "APPROVED",
        "statusCheckRollup": { "state": "PENDING" }, "comments": { "totalCount": 1, "nodes": [{ "author": { "login": "hubot" } }] },
        "latestOpinionatedReviews": { "nodes": [{ "state": "APPROVED" }] },
        "commits": { "nodes": [{ "commit": { "statusCheckRollup": { "state": "PENDING" } } }] },
        "timelineItems": { "nodes": [
            { "__typename": "AssignedEvent", "actor": { "login": "hubot" }, "assignee": { "login": "mona" } },
            { "__typename": "MergedEvent" },
        ] },
    });
    ensure!(body["data"]["node"] == expected, "{body}");
    github.make_token("github_pat_mona", "");
    let body = ask_graphql_as(&github, "github_pat_mona", text, &json!({ "id": id }))?;
    ensure!(body["data"]["node"]["statusCheckRollup"].is_null() && body["data"]["node"]["merged"] == true, "{body}");
    ensure!(
        body["errors"][0]["type"] == "FORBIDDEN" && body["errors"][0]["path"] == json!(["node", "statusCheckRollup"])
    );
    Ok(())
}

#[tokio::test]
async fn data_may_come_with_an_error_beside_it() -> Result<()> {
    let github = fresh().await;
    github.state().fail_once("/api/graphql", Fault::ErrorsBeside);
    let body = ask_graphql_as(&github, TOKEN, "{ viewer { login } }", &json!({}))?;
    ensure!(body["data"]["viewer"]["login"] == "mona" && body["errors"].is_array(), "{body}");
    github.state().fail_once("/api/graphql", Fault::GraphQlSso);
    let body = ask_graphql(&github, "{ viewer { login } }", &json!({}))?;
    ensure!(body["errors"][0]["extensions"]["saml_failure"] == true && body["data"].is_object(), "{body}");
    github.state().fail_once("/api/graphql", Fault::GraphQlLimited);
    let body = ask_graphql(&github, "{ viewer { login } }", &json!({}))?;
    ensure!(body["errors"][0]["type"] == "RATE_LIMITED", "{body}");
    Ok(())
}
