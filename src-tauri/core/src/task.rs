//! The task: what there is to do.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ids::{ProjectId, TaskId};

/// What there is to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Who it is.
    pub id: TaskId,
    /// What is to be done, one line.
    pub title: String,
    /// The project it belongs to.
    pub project: Option<ProjectId>,
    /// How urgent it is.
    pub priority: Priority,
    /// How far it has come.
    pub status: Status,
    /// How somebody else names it, such as `acme/api#42`.
    pub reference: Option<String>,
    /// Where it can be read, `https:` or `http:`.
    pub url: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was done, if it is.
    pub done_at: Option<Timestamp>,
}

/// How urgent a task is, most urgent first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    /// Before all others.
    High,
    /// As it comes.
    #[default]
    Medium,
    /// When there is time.
    Low,
}

/// How far a task has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not begun.
    #[default]
    Todo,
    /// Begun.
    InProgress,
    /// Finished.
    Done,
}
