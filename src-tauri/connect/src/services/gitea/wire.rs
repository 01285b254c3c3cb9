//! What Gitea and Forgejo write.

use jiff::Timestamp;
use serde::Deserialize;

use crate::services::work::{lenient, lenient_list};

/// `GET /user`, as far as it is needed.
#[derive(Deserialize)]
pub(super) struct User {
    pub id: u64,
    pub login: String,
}

/// An issue, which a pull request is as well: <https://docs.gitea.com/api/#tag/issue/operation/issueSearchIssues>.
///
/// Anything but the ids may be missing or null.
#[derive(Deserialize)]
pub(super) struct Issue {
    pub id: u64,
    pub number: u64,
    #[serde(default, deserialize_with = "lenient")]
    pub title: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub body: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub html_url: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub state: Option<String>,
    #[serde(default, deserialize_with = "lenient_list")]
    pub labels: Vec<Option<Label>>,
    #[serde(default, deserialize_with = "lenient")]
    pub milestone: Option<Milestone>,
    #[serde(default, deserialize_with = "lenient")]
    pub user: Option<Person>,
    #[serde(default, deserialize_with = "lenient_list")]
    pub assignees: Vec<Option<Person>>,
    #[serde(default, deserialize_with = "lenient")]
    pub pull_request: Option<PullMeta>,
    #[serde(default, deserialize_with = "lenient")]
    pub repository: Option<Repository>,
    #[serde(default, deserialize_with = "lenient")]
    pub updated_at: Option<String>,
}

/// Somebody.
#[derive(Deserialize)]
pub(super) struct Person {
    #[serde(default, deserialize_with = "lenient")]
    pub id: Option<u64>,
    #[serde(default, deserialize_with = "lenient")]
    pub login: Option<String>,
}

/// A label.
#[derive(Deserialize)]
pub(super) struct Label {
    pub name: String,
}

/// A milestone.
#[derive(Deserialize)]
pub(super) struct Milestone {
    #[serde(default, deserialize_with = "lenient")]
    pub title: Option<String>,
}

/// What an issue has that is a pull request.
#[derive(Deserialize)]
pub(super) struct PullMeta {
    #[serde(default, deserialize_with = "lenient")]
    pub merged: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    pub draft: Option<bool>,
}

/// A repository.
#[derive(Deserialize)]
pub(super) struct Repository {
    pub id: u64,
    pub full_name: String,
}

/// `GET /repos/{owner}/{repo}/pulls/{index}`; its id is not that of the issue it is.
#[derive(Deserialize)]
pub(super) struct Pull {
    pub number: u64,
    #[serde(default, deserialize_with = "lenient_list")]
    pub requested_reviewers: Vec<Option<Person>>,
    #[serde(default, deserialize_with = "lenient")]
    pub merged_by: Option<Person>,
    #[serde(default, deserialize_with = "lenient")]
    pub draft: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    pub head: Option<Head>,
}

/// Where a pull request comes from.
#[derive(Deserialize)]
pub(super) struct Head {
    #[serde(default, deserialize_with = "lenient")]
    pub sha: Option<String>,
}

/// `GET /repos/{owner}/{repo}/commits/{ref}/status`
#[derive(Deserialize)]
pub(super) struct Status {
    #[serde(default, deserialize_with = "lenient")]
    pub state: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub total_count: Option<u64>,
}

/// `GET /repos/{owner}/{repo}/pulls/{index}/reviews`, in the order they were given.
#[derive(Deserialize)]
pub(super) struct Opinion {
    #[serde(default, deserialize_with = "lenient")]
    pub state: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub user: Option<Person>,
    #[serde(default, deserialize_with = "lenient")]
    pub dismissed: Option<bool>,
}

/// `GET /repos/{owner}/{repo}/issues/{index}/comments`
#[derive(Deserialize)]
pub(super) struct Comment {
    #[serde(default, deserialize_with = "lenient")]
    pub user: Option<Person>,
    #[serde(default, deserialize_with = "lenient")]
    pub created_at: Option<String>,
}

/// `GET /notifications`; nothing says why it came.
#[derive(Deserialize)]
pub(super) struct Thread {
    pub id: u64,
    #[serde(default, deserialize_with = "lenient")]
    pub repository: Option<Repository>,
    #[serde(default, deserialize_with = "lenient")]
    pub subject: Option<Subject>,
    #[serde(default, deserialize_with = "lenient")]
    pub updated_at: Option<String>,
}

/// What a notification is about.
#[derive(Deserialize)]
pub(super) struct Subject {
    #[serde(default, deserialize_with = "lenient")]
    pub url: Option<String>,
    #[serde(rename = "type", default, deserialize_with = "lenient")]
    pub kind: Option<String>,
}

/// An instant; one that is not understood is none.
pub(super) fn at(text: Option<&str>) -> Option<Timestamp> {
    text?.parse().ok()
}
