//! What a decision changes: rows before and after, so that every change can be undone.

use serde::{Deserialize, Serialize};

use crate::{entry::TimeEntry, project::Project, task::Task};

/// What a pure function decided: the rows to change, all of them or none, and a name for the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What was done, past tense, as the person would say it: `Started “Fix the login”`.
    pub label: String,
    /// The rows to change, in this order.
    pub edits: Vec<Edit>,
}

/// One row, as it was and as it shall be; `None` stands for no row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// A time entry.
    Entry(Change<TimeEntry>),
    /// A task.
    Task(Change<Task>),
    /// A project.
    Project(Change<Project>),
}

/// The two states of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change<T> {
    /// What stood there.
    pub before: Option<T>,
    /// What shall stand there.
    pub after: Option<T>,
}

impl<T> Change<T> {
    /// A row that was not there.
    pub fn added(after: T) -> Self {
        Self { before: None, after: Some(after) }
    }

    /// A row that was otherwise.
    pub fn changed(before: T, after: T) -> Self {
        Self { before: Some(before), after: Some(after) }
    }

    /// A row that goes.
    pub fn removed(before: T) -> Self {
        Self { before: Some(before), after: None }
    }

    fn reversed(self) -> Self {
        Self { before: self.after, after: self.before }
    }
}

impl Edit {
    fn reversed(self) -> Self {
        match self {
            Self::Entry(change) => Self::Entry(change.reversed()),
            Self::Task(change) => Self::Task(change.reversed()),
            Self::Project(change) => Self::Project(change.reversed()),
        }
    }
}

/// The edits that take `edits` back, last first.
#[must_use]
pub fn reversed(edits: Vec<Edit>) -> Vec<Edit> {
    edits.into_iter().rev().map(Edit::reversed).collect()
}
