//! What a GitLab holds: people, projects, issues and merge requests, to-do items.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::fakes::clock::Clock;

/// Everything that people did at a GitLab so far.
#[derive(Default)]
pub struct World {
    /// What it goes by.
    pub clock: Clock,
    /// By their ids.
    pub projects: BTreeMap<u64, Project>,
    /// Issues and merge requests.
    pub subjects: BTreeMap<Key, Subject>,
    /// In the order they were made.
    pub todos: Vec<Todo>,
    pub(super) last_id: u64,
}

/// A project.
#[derive(Clone, Debug)]
pub struct Project {
    /// Stays, wherever the project goes.
    pub id: u64,
    /// `acme/tools/api`.
    pub path: String,
    /// Where it was before.
    pub moved_from: Vec<String>,
    /// Whether nobody who asks may see it.
    pub is_hidden: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

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

/// A to-do item of somebody.
#[derive(Clone, Debug)]
pub struct Todo {
    /// All over a GitLab.
    pub id: u64,
    /// Whose it is.
    pub owner: String,
    /// Who made it necessary.
    pub author: String,
    /// `assigned`, `mentioned`.
    pub action: &'static str,
    /// What it is about.
    pub target: Key,
    /// The note it came from.
    pub note: Option<u64>,
    /// The note's words, or the title.
    pub body: String,
    /// Whether it is done.
    pub is_done: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was made or done.
    pub updated_at: Timestamp,
}

impl World {
    /// The project at a path; made where it is not there.
    pub fn project(&mut self, path: &str) -> u64 {
        if let Some(project) = self.projects.values().find(|project| project.path == path) {
            return project.id;
        }
        let id = self.projects.keys().next_back().map_or(1, |last| last + 1);
        let created_at = self.clock.tick();
        let made = Project { id, path: path.to_owned(), moved_from: Vec::new(), is_hidden: false, created_at };
        self.projects.insert(id, made);
        id
    }

    /// An issue or a merge request that is there.
    ///
    /// # Panics
    /// Where it is not there: the test is mistaken.
    #[must_use]
    pub fn subject(&self, key: Key) -> &Subject {
        let found = self.subjects.get(&key);
        assert!(found.is_some(), "{key:?} is not there");
        &self.subjects[&key]
    }

    /// Its reference, `acme/api#42`.
    #[must_use]
    pub fn reference(&self, key: Key) -> String {
        let subject = self.subject(key);
        format!("{}{}{}", self.projects[&subject.project].path, key.kind.mark(), subject.iid)
    }

    pub(super) fn open(&mut self, kind: Kind, path: &str, title: &str, by: &str) -> Key {
        let project = self.project(path);
        let own = |key: &&Key| key.kind == kind;
        let key = Key { kind, id: self.subjects.keys().filter(own).map(|key| key.id).max().unwrap_or(100) + 1 };
        let numbered = self.subjects.values().filter(|it| it.project == project && it.key.kind == kind);
        let iid = numbered.map(|it| it.iid).max().unwrap_or(0) + 1;
        let now = self.clock.tick();
        let opened = Subject {
            key,
            iid,
            project,
            title: title.to_owned(),
            description: String::new(),
            state: State::Opened,
            labels: Vec::new(),
            assignees: Vec::new(),
            author: Some(by.to_owned()),
            milestone: None,
            notes: Vec::new(),
            created_at: now,
            updated_at: now,
            closed: None,
            moved_to: None,
            merge: Merge::default(),
        };
        self.subjects.insert(key, opened);
        key
    }

    /// A number for a note or a to-do item.
    pub(super) fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }
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
