//! What a GitLab holds: projects, issues and merge requests, to-do items.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::subject::{Key, Kind, Merge, State, Subject};
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
    /// The last id of each kind, and the last number of each kind in each project: none is given twice.
    opened: BTreeMap<(Kind, Option<u64>), u64>,
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
        let key = Key { kind, id: 100 + self.next_number((kind, None)) };
        let iid = self.next_number((kind, Some(project)));
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

    fn next_number(&mut self, row: (Kind, Option<u64>)) -> u64 {
        let last = self.opened.entry(row).or_default();
        *last += 1;
        *last
    }

    /// A number for a note or a to-do item.
    pub(super) fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }
}
