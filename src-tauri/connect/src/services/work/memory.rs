//! What the connector remembers from one fetch to the next.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use stint_core::incoming::Cursor;

/// The most that is remembered of what is pending in the inbox.
const MOST_PENDING: usize = 1_000;
/// One that was written with another version is worth nothing.
const VERSION: u32 = 1;

/// What the connector remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::services) struct Memory {
    version: u32,
    /// Its questions, by their keys.
    pub beats: BTreeMap<String, Beat>,
    /// What is pending in the inbox, by the references of what it is about.
    pub pending: BTreeMap<String, Pending>,
    /// The newest of the inbox that was seen.
    pub newest: u64,
    /// Items that are new while the inbox says nothing of them, which may still be on its way.
    pub held: BTreeSet<String>,
    /// Pull requests that were looked at alone.
    pub alone: BTreeMap<String, Alone>,
    /// When something was looked at alone within the last hour, each request.
    pub spent: Vec<Timestamp>,
}

/// A question: when it was asked, and what its answer was like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::services) struct Beat {
    /// When it was asked last, answered or not.
    pub asked_at: Option<Timestamp>,
    /// When every page of its answer was read last.
    pub whole_at: Option<Timestamp>,
    /// How many pages there were then.
    pub pages: u32,
    /// When the newest of its items changed last, by the service's clock.
    pub since: Option<Timestamp>,
    /// The tag of its first page.
    pub etag: Option<String>,
    /// How often its pages were halved, for they were too long to be taken in.
    pub halved: u32,
    /// What is wrong with it.
    pub trouble: Option<String>,
    /// Why what it is about cannot be seen.
    pub unseen: Option<String>,
}

/// What the inbox says of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::services) struct Pending {
    /// The newest of it, by its id.
    pub thread: u64,
    /// Whether the person made all of it themselves.
    pub is_own: bool,
}

/// A pull request that was looked at alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::services) struct Alone {
    /// When it had changed last.
    pub updated_at: Option<Timestamp>,
    /// Whether its checks ran.
    pub is_running: bool,
    /// When it was looked at.
    pub looked_at: Timestamp,
}

impl Memory {
    /// What a cursor says; nothing where there is none, or none of this version.
    pub(in crate::services) fn of(cursor: Option<&Cursor>) -> Self {
        let memory: Option<Self> = cursor.and_then(|cursor| serde_json::from_str(&cursor.0).ok());
        memory.filter(|memory| memory.version == VERSION).unwrap_or(Self { version: VERSION, ..Self::default() })
    }

    /// Whether nothing was asked so far.
    pub(in crate::services) fn is_empty(&self) -> bool {
        self.beats.is_empty()
    }

    /// As it is kept; none where it cannot be written, which means from the beginning.
    pub(in crate::services) fn cursor(&self) -> Option<Cursor> {
        serde_json::to_string(self).ok().map(Cursor)
    }

    /// Forgets the oldest of too much that is pending; what is newer may be what others gave just now.
    pub(in crate::services) fn forget_oldest(&mut self) {
        let mut threads: Vec<u64> = self.pending.values().map(|pending| pending.thread).collect();
        if threads.len() > MOST_PENDING {
            threads.sort_unstable_by(|one, other| other.cmp(one));
            let oldest = threads[MOST_PENDING - 1];
            self.pending.retain(|_, pending| pending.thread >= oldest);
        }
    }

    /// What is wrong with any of these questions.
    pub(in crate::services) fn troubles(&self, keys: &BTreeSet<String>) -> Vec<&str> {
        let asked = self.beats.iter().filter(|(key, _)| keys.contains(*key));
        asked.filter_map(|(_, beat)| beat.trouble.as_deref()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_version_or_nobody_wrote_is_worth_nothing() {
        let mut memory = Memory::of(None);
        assert!(memory.is_empty());
        memory.beats.insert("todos".to_owned(), Beat { pages: 2, ..Beat::default() });
        let cursor = memory.cursor().unwrap();
        assert_eq!(Memory::of(Some(&cursor)), memory);
        for worthless in [cursor.0.replace("\"version\":1", "\"version\":2"), "page=3".to_owned(), "{}".to_owned()] {
            assert!(Memory::of(Some(&Cursor(worthless))).is_empty());
        }
    }
}
