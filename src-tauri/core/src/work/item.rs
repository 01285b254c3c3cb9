//! An issue or a pull request, in the words every service shares.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// An issue or a pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkItem {
    /// What the service calls it, unique and unchanging within the origin: a node id, never a number alone.
    pub remote_id: String,
    /// Which of the two.
    pub kind: Kind,
    /// The repository, its full path: `acme/api`, `group/team/app`.
    pub place: String,
    /// How a person names it: `acme/api#42`, `group/app!318`.
    pub reference: String,
    /// What is to be done, one line.
    pub title: String,
    /// Where it can be read.
    pub url: String,
    /// How far it has come.
    pub state: State,
    /// Why it waits for the person, as far as this answer tells.
    pub whys: BTreeSet<Why>,
    /// Its labels, as the service writes them.
    pub labels: Vec<String>,
    /// Who opened it; none where that person is gone.
    pub author: Option<String>,
    /// Its milestone.
    pub milestone: Option<String>,
    /// The description in Markdown, 64 KB at most; none where this answer does not bring it.
    pub body: Option<String>,
    /// When anything of it changed last.
    pub updated_at: Option<Timestamp>,
    /// What reviewers said; none where this answer does not tell.
    pub review: Option<Review>,
    /// What its checks found; none where this answer does not tell.
    pub checks: Option<Checks>,
    /// When somebody else wrote to it last, where this answer tells.
    pub replied_at: Option<Timestamp>,
    /// When the person was mentioned last, where this answer tells.
    pub mentioned_at: Option<Timestamp>,
    /// Whether the person did to it themselves what happened last: assigned themselves, merged.
    pub is_own_doing: bool,
    /// The notification about it at the service, where there is one to be marked read.
    pub thread: Option<String>,
    /// What core does not understand, as JSON, carried along untouched.
    pub extra: String,
}

/// An issue or a pull request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An issue.
    Issue,
    /// A pull request, or a merge request.
    PullRequest,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It is open.
    Open,
    /// It is open and not ready yet.
    Draft,
    /// It was merged.
    Merged,
    /// It was closed, whatever for.
    Closed,
    /// The service says something that is not understood.
    Unknown,
}

/// Why it waits for the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It is assigned to them.
    Assigned,
    /// Their review is asked for.
    ReviewRequested,
    /// It is their own pull request.
    Authored,
    /// They were mentioned.
    Mentioned,
    /// They follow its repository.
    Followed,
}

/// What reviewers said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Review {
    /// Nothing yet.
    Awaited,
    /// It is good.
    Approved,
    /// It is not.
    ChangesRequested,
    /// The service says something that is not understood.
    Unknown,
}

/// What checks found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Checks {
    /// There are none.
    Absent,
    /// They run.
    Pending,
    /// All is well.
    Passing,
    /// Something is not.
    Failing,
    /// The service says something that is not understood.
    Unknown,
}

impl State {
    /// Whether nothing more is to be done.
    #[must_use]
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Merged | Self::Closed)
    }
}
