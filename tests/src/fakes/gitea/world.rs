//! What a Gitea holds: repositories, issues and pull requests, notifications.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::fakes::clock::Clock;

/// Everything that people did at a Gitea so far.
#[derive(Default)]
pub struct World {
    /// What it goes by.
    pub clock: Clock,
    /// By their ids.
    pub repositories: BTreeMap<u64, Repository>,
    /// Issues and pull requests, by their ids.
    pub subjects: BTreeMap<u64, Subject>,
    /// One for each person and subject at most.
    pub threads: Vec<Thread>,
}

/// A repository.
#[derive(Clone, Debug)]
pub struct Repository {
    /// Stays, whatever it is called.
    pub id: u64,
    /// `acme/api`.
    pub path: String,
    /// What it was called before.
    pub moved_from: Vec<String>,
    /// Whether nobody who asks may see it.
    pub is_hidden: bool,
}

/// An issue or a pull request; both count in one row of numbers.
#[derive(Clone, Debug)]
pub struct Subject {
    /// All over a Gitea.
    pub id: u64,
    /// Its number in its repository.
    pub number: u64,
    /// Where it lies.
    pub repository: u64,
    /// What it is; an issue has none.
    pub pull: Option<Pull>,
    /// A title that begins with `WIP:` makes a pull request a draft.
    pub title: String,
    /// In Markdown.
    pub body: String,
    /// Whether it is open.
    pub is_open: bool,
    /// In the order they were given.
    pub labels: Vec<String>,
    /// Whose it is.
    pub assignees: Vec<String>,
    /// Who opened it; nobody where their account is gone.
    pub author: Option<String>,
    /// Who was named in it.
    pub mentioned: Vec<String>,
    /// How many comments it has.
    pub comments: u32,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When something was last done to it.
    pub updated_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
}

/// What only pull requests have.
#[derive(Clone, Debug, Default)]
pub struct Pull {
    /// Whose review is asked for.
    pub reviewers: Vec<String>,
    /// `APPROVED`, `REQUEST_CHANGES`; whose, and when.
    pub reviews: Vec<(String, &'static str, Timestamp)>,
    /// `success`, `failure`, `pending`.
    pub status: Option<String>,
    /// When it was merged, and who did.
    pub merged: Option<(Timestamp, String)>,
}

/// A notification of somebody.
#[derive(Clone, Debug)]
pub struct Thread {
    /// All over a Gitea.
    pub id: u64,
    /// Whose it is.
    pub owner: String,
    /// What it is about.
    pub subject: u64,
    /// Whether it was not read.
    pub is_unread: bool,
    /// When there was something new.
    pub updated_at: Timestamp,
}

impl World {
    /// The repository at a path; made where it is not there.
    pub fn repository(&mut self, path: &str) -> u64 {
        if let Some(found) = self.repositories.values().find(|repository| repository.path == path) {
            return found.id;
        }
        let id = self.repositories.keys().next_back().map_or(1, |last| last + 1);
        let made = Repository { id, path: path.to_owned(), moved_from: Vec::new(), is_hidden: false };
        self.repositories.insert(id, made);
        id
    }

    pub(super) fn open(&mut self, path: &str, title: &str, by: &str, pull: Option<Pull>) -> u64 {
        let (repository, now) = (self.repository(path), self.clock.tick());
        let id = self.subjects.keys().next_back().map_or(500, |last| last + 1);
        let numbered = self.subjects.values().filter(|subject| subject.repository == repository);
        let number = numbered.map(|subject| subject.number).max().unwrap_or(0) + 1;
        let opened = Subject {
            id,
            number,
            repository,
            pull,
            title: title.to_owned(),
            body: String::new(),
            is_open: true,
            labels: Vec::new(),
            assignees: Vec::new(),
            author: Some(by.to_owned()),
            mentioned: Vec::new(),
            comments: 0,
            created_at: now,
            updated_at: now,
            closed_at: None,
        };
        self.subjects.insert(id, opened);
        id
    }
}

impl Subject {
    /// Whether it is a pull request that is merged.
    #[must_use]
    pub fn is_merged(&self) -> bool {
        self.pull.as_ref().is_some_and(|pull| pull.merged.is_some())
    }
}
