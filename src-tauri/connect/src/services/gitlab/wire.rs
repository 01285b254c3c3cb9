//! What GitLab writes.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Deserializer};

use crate::services::work::{lenient, lenient_list};

/// `GET /user`, as far as it is needed.
#[derive(Deserialize)]
pub(super) struct User {
    pub id: u64,
    pub username: String,
    #[serde(default)]
    pub bot: bool,
}

/// `GET /personal_access_tokens/self`, as far as it is needed.
#[derive(Default, Deserialize)]
pub(super) struct Token {
    pub scopes: Option<Vec<String>>,
    #[serde(default, deserialize_with = "midnight")]
    pub expires_at: Option<Timestamp>,
}

/// `GET /oauth/token/info`, as far as it is needed.
#[derive(Deserialize)]
pub(super) struct Granted {
    pub scope: Vec<String>,
}

/// A token ends at midnight UTC of its last date.
fn midnight<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Timestamp>, D::Error> {
    let date: Option<String> = Option::deserialize(source)?;
    let date: Option<Date> = date.and_then(|date| date.parse().ok());
    Ok(date.and_then(|date| date.to_zoned(TimeZone::UTC).ok()).map(|start| start.timestamp()))
}

/// An issue or a merge request, as lists and to-dos show it and as it shows itself alone.
///
/// <https://docs.gitlab.com/api/issues/>, <https://docs.gitlab.com/api/merge_requests/>; anything but the ids may be missing or null.
#[derive(Deserialize)]
pub(super) struct Subject {
    pub id: u64,
    pub iid: u64,
    #[serde(default, deserialize_with = "lenient")]
    pub title: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub description: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub state: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub draft: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    pub work_in_progress: Option<bool>,
    #[serde(default, deserialize_with = "lenient_list")]
    pub labels: Vec<Option<String>>,
    #[serde(default, deserialize_with = "lenient")]
    pub milestone: Option<Milestone>,
    #[serde(default, deserialize_with = "lenient")]
    pub author: Option<Person>,
    #[serde(default, deserialize_with = "lenient_list")]
    pub assignees: Vec<Option<Person>>,
    #[serde(default, deserialize_with = "lenient")]
    pub assignee: Option<Person>,
    #[serde(default, deserialize_with = "lenient_list")]
    pub reviewers: Vec<Option<Person>>,
    #[serde(default, deserialize_with = "lenient")]
    pub closed_by: Option<Person>,
    #[serde(default, deserialize_with = "lenient")]
    pub merge_user: Option<Person>,
    #[serde(default, deserialize_with = "lenient")]
    pub merged_by: Option<Person>,
    #[serde(default, deserialize_with = "lenient")]
    pub updated_at: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub web_url: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub references: Option<References>,
    #[serde(default, deserialize_with = "lenient")]
    pub moved_to_id: Option<u64>,
    #[serde(default, deserialize_with = "lenient")]
    pub head_pipeline: Option<Pipeline>,
    #[serde(default, deserialize_with = "lenient")]
    pub detailed_merge_status: Option<String>,
}

/// Somebody.
#[derive(Deserialize)]
pub(super) struct Person {
    #[serde(default, deserialize_with = "lenient")]
    pub id: Option<u64>,
    #[serde(default, deserialize_with = "lenient")]
    pub username: Option<String>,
}

/// A milestone.
#[derive(Deserialize)]
pub(super) struct Milestone {
    #[serde(default, deserialize_with = "lenient")]
    pub title: Option<String>,
}

/// How a subject is named.
#[derive(Deserialize)]
pub(super) struct References {
    #[serde(default, deserialize_with = "lenient")]
    pub full: Option<String>,
}

/// The checks of a merge request.
#[derive(Deserialize)]
pub(super) struct Pipeline {
    #[serde(default, deserialize_with = "lenient")]
    pub status: Option<String>,
}

/// <https://docs.gitlab.com/api/todos/>
#[derive(Deserialize)]
pub(super) struct Todo {
    pub id: u64,
    #[serde(default, deserialize_with = "lenient")]
    pub action_name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub target_type: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub target: Option<Subject>,
    #[serde(default, deserialize_with = "lenient")]
    pub author: Option<Person>,
    #[serde(default, deserialize_with = "lenient")]
    pub created_at: Option<String>,
}

/// <https://docs.gitlab.com/api/merge_request_approvals/>
#[derive(Deserialize)]
pub(super) struct Approvals {
    #[serde(default, deserialize_with = "lenient")]
    pub approved: Option<bool>,
    #[serde(default, deserialize_with = "lenient_list")]
    pub approved_by: Vec<Option<Approval>>,
}

/// An approval.
#[derive(Deserialize)]
pub(super) struct Approval {
    #[serde(default, deserialize_with = "lenient")]
    pub user: Option<Person>,
}

/// Somebody whose review was asked for, and how it went.
#[derive(Deserialize)]
pub(super) struct Reviewer {
    #[serde(default, deserialize_with = "lenient")]
    pub state: Option<String>,
}

/// Something that was said.
#[derive(Deserialize)]
pub(super) struct Note {
    #[serde(default, deserialize_with = "lenient")]
    pub author: Option<Person>,
    #[serde(default, deserialize_with = "lenient")]
    pub system: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    pub created_at: Option<String>,
}

/// The answer of GraphQL to where an issue is.
#[derive(Deserialize)]
pub(super) struct Located {
    #[serde(default, deserialize_with = "lenient")]
    pub data: Option<LocatedIssue>,
}

/// Its data.
#[derive(Deserialize)]
pub(super) struct LocatedIssue {
    #[serde(default, deserialize_with = "lenient")]
    pub issue: Option<Reference>,
}

/// How an issue is named.
#[derive(Deserialize)]
pub(super) struct Reference {
    #[serde(default, deserialize_with = "lenient")]
    pub reference: Option<String>,
}

impl Subject {
    /// When anything of it changed last.
    pub(super) fn updated_at(&self) -> Option<Timestamp> {
        at(self.updated_at.as_deref())
    }
}

impl Todo {
    /// When it was made.
    pub(super) fn created_at(&self) -> Option<Timestamp> {
        at(self.created_at.as_deref())
    }
}

impl Note {
    /// When it was said.
    pub(super) fn created_at(&self) -> Option<Timestamp> {
        at(self.created_at.as_deref())
    }
}

/// An instant that is not understood is none.
fn at(text: Option<&str>) -> Option<Timestamp> {
    text?.parse().ok()
}
