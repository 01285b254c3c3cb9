//! An issue or a merge request, and what can be said of it.

use jiff::Timestamp;

/// Issues and merge requests are numbered apart: an issue may have the id of a merge request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An issue.
    Issue,
    /// A merge request.
    MergeRequest,
}

/// What a subject is known by all over a GitLab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// What it is.
    pub kind: Kind,
    /// Its id, not its number.
    pub id: u64,
}

/// An issue or a merge request.
#[derive(Clone, Debug)]
pub struct Subject {
    /// What it is known by.
    pub key: Key,
    /// Its number in its project.
    pub iid: u64,
    /// Where it lies.
    pub project: u64,
    /// A title that begins with `Draft:` makes a merge request a draft.
    pub title: String,
    /// In Markdown.
    pub description: String,
    /// How far it came.
    pub state: State,
    /// In the order they were given.
    pub labels: Vec<String>,
    /// Whose it is.
    pub assignees: Vec<String>,
    /// Who opened it; nobody where their account is gone.
    pub author: Option<String>,
    /// The title of its milestone.
    pub milestone: Option<String>,
    /// What was said and done.
    pub notes: Vec<Note>,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When something was last done to it.
    pub updated_at: Timestamp,
    /// When it was closed, and who did.
    pub closed: Option<(Timestamp, String)>,
    /// The issue it went on as.
    pub moved_to: Option<u64>,
    /// What only merge requests have.
    pub merge: Merge,
}

/// How far an issue or a merge request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Open.
    Opened,
    /// Closed.
    Closed,
    /// Merged.
    Merged,
    /// Just being merged.
    Locked,
}

/// What only merge requests have.
#[derive(Clone, Debug, Default)]
pub struct Merge {
    /// Whose review was asked for, and how it went.
    pub reviewers: Vec<(String, Review)>,
    /// Who approved, and when.
    pub approvals: Vec<(String, Timestamp)>,
    /// `success`, `failed`, `running`.
    pub pipeline: Option<String>,
    /// When it was merged, and who did.
    pub merged: Option<(Timestamp, String)>,
}

/// How a review went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Review {
    /// Not begun.
    Unreviewed,
    /// Approved.
    Approved,
    /// Changes asked for.
    RequestedChanges,
}

/// What somebody said, or what GitLab noted down.
#[derive(Clone, Debug)]
pub struct Note {
    /// All over a GitLab.
    pub id: u64,
    /// Who said or did it.
    pub author: String,
    /// What was said.
    pub body: String,
    /// Whether GitLab noted it down.
    pub is_system: bool,
    /// When.
    pub at: Timestamp,
}

impl Subject {
    /// Whether a merge request is a draft.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.key.kind == Kind::MergeRequest && self.title.starts_with("Draft:")
    }
}

impl Kind {
    /// As to-do items call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Issue => "Issue",
            Self::MergeRequest => "MergeRequest",
        }
    }

    /// As paths call it.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Issue => "issues",
            Self::MergeRequest => "merge_requests",
        }
    }

    /// What stands before its number.
    #[must_use]
    pub fn mark(self) -> char {
        match self {
            Self::Issue => '#',
            Self::MergeRequest => '!',
        }
    }
}

impl State {
    /// As GitLab writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Closed => "closed",
            Self::Merged => "merged",
            Self::Locked => "locked",
        }
    }
}

impl Review {
    /// As GitLab writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unreviewed => "unreviewed",
            Self::Approved => "approved",
            Self::RequestedChanges => "requested_changes",
        }
    }
}
