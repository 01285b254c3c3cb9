//! What GitHub's GraphQL interface writes, as far as it is asked for; every field may be missing, null or odd.

use serde::Deserialize;

use crate::services::work::{lenient, lenient_list};

/// An issue or a pull request, as its `queries` ask for it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in super::super) struct Node {
    #[serde(rename = "__typename", deserialize_with = "lenient")]
    pub kind: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub id: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub number: Option<u64>,
    #[serde(deserialize_with = "lenient")]
    pub title: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub url: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub state: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub pull_state: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub is_draft: Option<bool>,
    #[serde(deserialize_with = "lenient")]
    pub body: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub updated_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub author: Option<Actor>,
    #[serde(deserialize_with = "lenient")]
    pub milestone: Option<Milestone>,
    #[serde(deserialize_with = "lenient")]
    pub labels: Option<Nodes<Label>>,
    #[serde(deserialize_with = "lenient")]
    pub repository: Option<Repository>,
    #[serde(deserialize_with = "lenient")]
    pub review_decision: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub assignees: Option<Nodes<Actor>>,
    #[serde(deserialize_with = "lenient")]
    pub review_requests: Option<Nodes<ReviewRequest>>,
    #[serde(deserialize_with = "lenient")]
    pub latest_opinionated_reviews: Option<Nodes<Opinion>>,
    #[serde(deserialize_with = "lenient")]
    pub comments: Option<Nodes<Event>>,
    #[serde(deserialize_with = "lenient")]
    pub reviews: Option<Nodes<Event>>,
    #[serde(deserialize_with = "lenient")]
    pub mentions: Option<Nodes<Event>>,
    #[serde(deserialize_with = "lenient")]
    pub doings: Option<Nodes<Event>>,
    #[serde(deserialize_with = "lenient")]
    pub commits: Option<Nodes<PullRequestCommit>>,
}

/// A list of anything.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Nodes<T: serde::de::DeserializeOwned> {
    #[serde(default = "Vec::new", deserialize_with = "lenient_list")]
    pub nodes: Vec<Option<T>>,
}

/// Somebody who does something.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Actor {
    pub login: String,
}

/// A milestone.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Milestone {
    pub title: String,
}

/// A label.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Label {
    pub name: String,
}

/// The repository of an item.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct Repository {
    pub name_with_owner: String,
}

/// Who is asked for a review; nobody where the token may not see the team.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct ReviewRequest {
    #[serde(default, deserialize_with = "lenient")]
    pub requested_reviewer: Option<Reviewer>,
}

/// A person, a team, a mannequin.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Reviewer {
    #[serde(default, deserialize_with = "lenient")]
    pub login: Option<String>,
}

/// What one reviewer said last.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Opinion {
    pub state: String,
}

/// Something somebody did, and when.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in super::super) struct Event {
    #[serde(deserialize_with = "lenient")]
    pub created_at: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub actor: Option<Actor>,
    #[serde(deserialize_with = "lenient")]
    pub author: Option<Actor>,
    /// Whom it was done to, where that is somebody; nobody where it is a team.
    #[serde(alias = "requestedReviewer", deserialize_with = "lenient")]
    pub assignee: Option<Reviewer>,
}

/// A commit of a pull request.
#[derive(Debug, Deserialize)]
pub(in super::super) struct PullRequestCommit {
    #[serde(default, deserialize_with = "lenient")]
    pub commit: Option<Commit>,
}

/// A commit.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in super::super) struct Commit {
    #[serde(default, deserialize_with = "lenient")]
    pub status_check_rollup: Option<Rollup>,
}

/// What all checks of a commit found.
#[derive(Debug, Deserialize)]
pub(in super::super) struct Rollup {
    pub state: String,
}

/// Whether there is more, and from where.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in super::super) struct PageInfo {
    #[serde(deserialize_with = "lenient")]
    pub has_next_page: Option<bool>,
    #[serde(deserialize_with = "lenient")]
    pub end_cursor: Option<String>,
}

/// A page of items: of a search, or of the issues of a repository.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in super::super) struct Page {
    #[serde(deserialize_with = "lenient")]
    pub issue_count: Option<u32>,
    #[serde(deserialize_with = "lenient")]
    pub total_count: Option<u32>,
    #[serde(deserialize_with = "lenient")]
    pub page_info: Option<PageInfo>,
    #[serde(deserialize_with = "lenient_list")]
    pub nodes: Vec<Option<Node>>,
}

/// A repository with its issues.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in super::super) struct Followed {
    #[serde(deserialize_with = "lenient")]
    pub id: Option<String>,
    #[serde(deserialize_with = "lenient")]
    pub issues: Option<Page>,
}

impl Page {
    /// Where the next page begins.
    pub fn next(&self) -> Option<&str> {
        let info = self.page_info.as_ref().filter(|info| info.has_next_page == Some(true))?;
        info.end_cursor.as_deref()
    }
}

impl<T: serde::de::DeserializeOwned> Nodes<T> {
    /// Those that could be read.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.nodes.iter().flatten()
    }
}
