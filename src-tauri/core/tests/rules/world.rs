//! A person's time entries in memory, changed only by the edits of plans.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use stint_core::{
    day,
    edit::{self, Edit},
    entry::TimeEntry,
    ids::EntryId,
};

use crate::sample::at;

/// All entries, the time, and every change made so far.
pub struct World {
    pub entries: BTreeMap<EntryId, TimeEntry>,
    pub now: Timestamp,
    pub history: Vec<(BTreeMap<EntryId, TimeEntry>, Vec<Edit>)>,
}

impl World {
    pub fn new() -> Self {
        Self { entries: BTreeMap::new(), now: at("9:00"), history: Vec::new() }
    }

    /// Makes a change and remembers what was before it.
    pub fn commit(&mut self, edits: Vec<Edit>) {
        self.history.push((self.entries.clone(), edits.clone()));
        self.apply(&edits);
    }

    /// Takes everything back, then makes everything again, comparing each state with what it was.
    pub fn undo_and_redo_everything(&mut self) {
        let last = self.entries.clone();
        let history = std::mem::take(&mut self.history);
        for (before, edits) in history.iter().rev() {
            self.apply(&edit::reversed(edits.clone()));
            assert_eq!(&self.entries, before);
        }
        history.iter().for_each(|(_, edits)| self.apply(edits));
        assert_eq!(self.entries, last);
    }

    fn apply(&mut self, edits: &[Edit]) {
        for edit in edits {
            let Edit::Entry(change) = edit else { panic!("an entry was expected: {edit:?}") };
            let id = change.before.as_ref().or(change.after.as_ref()).unwrap().id;
            assert_eq!(self.entries.remove(&id), change.before, "the row is not as the edit found it");
            self.entries.extend(change.after.clone().map(|after| (after.id, after)));
            self.assert_sound();
        }
    }

    /// Never two at once, at most one running, none that ends before it starts; true after every single edit.
    fn assert_sound(&self) {
        let entries = self.in_order();
        assert!(entries.iter().filter(|entry| entry.is_running()).count() <= 1, "two run: {entries:?}");
        assert!(entries.iter().all(|entry| entry.ended_at.is_none_or(|end| end >= entry.started_at)), "{entries:?}");
        for pair in entries.windows(2) {
            assert!(pair[0].ended_at.is_some_and(|end| end <= pair[1].started_at), "overlap: {pair:?}");
        }
    }

    /// All entries, earliest first.
    pub fn in_order(&self) -> Vec<TimeEntry> {
        let mut entries: Vec<_> = self.entries.values().cloned().collect();
        entries.sort_by_key(|entry| (entry.started_at, entry.ended_at.unwrap_or(Timestamp::MAX)));
        entries
    }

    pub fn running(&self) -> Option<TimeEntry> {
        self.entries.values().find(|entry| entry.is_running()).cloned()
    }

    /// The entries that touch a span, all but one.
    pub fn touching(&self, from: Timestamp, to: Option<Timestamp>, but: EntryId) -> Vec<TimeEntry> {
        self.in_order().into_iter().filter(|entry| entry.id != but && entry.overlaps(from, to)).collect()
    }

    pub fn total_minutes(&self) -> i64 {
        day::total_ms(&self.in_order(), self.now, Timestamp::MIN, Timestamp::MAX) / 60_000
    }

    pub fn ago(&self, minutes: i64) -> Timestamp {
        self.now - SignedDuration::from_mins(minutes)
    }
}
