//! What a fetch gathers from several questions: each item once, and what may be concluded from it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use stint_core::{
    incoming::{Batch, Cursor},
    work::{Why, WorkBatch, WorkItem},
};

/// What a fetch gathers.
#[derive(Debug, Default)]
pub(in super::super) struct Gathered {
    items: Vec<WorkItem>,
    places: BTreeMap<String, usize>,
    complete: BTreeSet<Why>,
    warnings: BTreeSet<String>,
    unseen: BTreeMap<String, String>,
}

impl Gathered {
    /// Takes an item in; where another question brought it, too, the newer one stands and tells what it knows more.
    pub fn add(&mut self, item: WorkItem) {
        let Some(other) = self.get_mut(&item.remote_id) else { return self.put(item) };
        let (newer, older) =
            if other.updated_at > item.updated_at { (other.clone(), item) } else { (item, other.clone()) };
        *other = joined(newer, older);
    }

    /// Takes an item in place of what was brought of it.
    pub fn put(&mut self, item: WorkItem) {
        match self.get_mut(&item.remote_id) {
            Some(other) => *other = item,
            None => {
                self.places.insert(item.remote_id.clone(), self.items.len());
                self.items.push(item);
            }
        }
    }

    /// An item that was brought.
    pub fn get_mut(&mut self, remote_id: &str) -> Option<&mut WorkItem> {
        self.items.get_mut(*self.places.get(remote_id)?)
    }

    /// The items so far, in the order they came.
    pub fn items(&self) -> impl Iterator<Item = &WorkItem> {
        self.items.iter()
    }

    /// The items so far, to be completed.
    pub fn items_mut(&mut self) -> impl Iterator<Item = &mut WorkItem> {
        self.items.iter_mut()
    }

    /// Leaves some of them out.
    pub fn let_go(&mut self, remote_ids: &BTreeSet<String>) {
        if !remote_ids.is_empty() {
            self.items.retain(|item| !remote_ids.contains(&item.remote_id));
            let numbered = self.items.iter().enumerate();
            self.places = numbered.map(|(at, item)| (item.remote_id.clone(), at)).collect();
        }
    }

    /// How many items there are so far.
    pub fn count(&self) -> u32 {
        u32::try_from(self.items.len()).unwrap_or(u32::MAX)
    }

    /// Every item of this reason is here.
    pub fn completes(&mut self, why: Why) {
        self.complete.insert(why);
    }

    /// Whether every item of this reason is here.
    pub fn is_complete(&self, why: Why) -> bool {
        self.complete.contains(&why)
    }

    /// Something the person should know though it worked.
    pub fn warn(&mut self, words: impl Into<String>) {
        self.warnings.insert(words.into());
    }

    /// A followed repository that cannot be seen, and why: a clause, or several sentences without the last stop.
    pub fn misses(&mut self, place: &str, why: &str) {
        let mut letters = why.chars();
        let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
        self.unseen.insert(place.to_owned(), format!("{first}{}.", letters.as_str()));
    }

    /// The batch of it.
    pub fn batch(self, cursor: Option<Cursor>, not_before: Option<Timestamp>) -> WorkBatch {
        let warnings: Vec<String> = self.warnings.into_iter().collect();
        WorkBatch {
            batch: Batch { items: self.items, cursor, not_before },
            complete: self.complete,
            warning: (!warnings.is_empty()).then(|| warnings.join(" ")),
            unseen: self.unseen,
        }
    }
}

/// The newer of two answers about an item, completed by the other.
fn joined(mut newer: WorkItem, older: WorkItem) -> WorkItem {
    newer.whys.extend(older.whys);
    newer.is_own_doing |= older.is_own_doing && newer.updated_at == older.updated_at;
    WorkItem {
        body: newer.body.or(older.body),
        review: newer.review.or(older.review),
        checks: newer.checks.or(older.checks),
        replied_at: newer.replied_at.max(older.replied_at),
        mentioned_at: newer.mentioned_at.max(older.mentioned_at),
        thread: newer.thread.or(older.thread),
        ..newer
    }
}

#[cfg(test)]
mod tests {
    use stint_core::work::{Checks, Kind, State};

    use super::*;

    fn item(title: &str, updated_at: &str, why: Why) -> WorkItem {
        WorkItem {
            remote_id: "1".to_owned(),
            kind: Kind::Issue,
            place: "acme/api".to_owned(),
            reference: "acme/api#1".to_owned(),
            title: title.to_owned(),
            url: "https://example.org/1".to_owned(),
            state: State::Open,
            whys: BTreeSet::from([why]),
            labels: Vec::new(),
            author: None,
            milestone: None,
            body: None,
            updated_at: updated_at.parse().ok(),
            review: None,
            checks: None,
            replied_at: None,
            mentioned_at: None,
            is_own_doing: false,
            thread: None,
            extra: "{}".to_owned(),
        }
    }

    #[test]
    fn two_answers_about_an_item_are_one_that_knows_what_both_know() {
        let (old, new) = ("2026-03-02T08:00:00Z", "2026-03-02T09:00:00Z");
        let first = WorkItem { checks: Some(Checks::Failing), ..item("Old", old, Why::Assigned) };
        let second = item("New", new, Why::Mentioned);
        for (one, other) in [(first.clone(), second.clone()), (second, first)] {
            let mut gathered = Gathered::default();
            gathered.add(one);
            gathered.add(other);
            let batch = gathered.batch(None, None).batch.items;
            assert_eq!(batch.len(), 1);
            assert_eq!((batch[0].title.as_str(), batch[0].checks), ("New", Some(Checks::Failing)));
            assert_eq!(batch[0].whys, BTreeSet::from([Why::Assigned, Why::Mentioned]));
        }
    }

    #[test]
    fn what_is_let_go_leaves_the_others_in_their_order() {
        let mut gathered = Gathered::default();
        for id in ["3", "1", "2"] {
            gathered.add(WorkItem { remote_id: id.to_owned(), ..item(id, "", Why::Assigned) });
        }
        gathered.let_go(&BTreeSet::from(["1".to_owned()]));
        gathered.get_mut("2").unwrap().title = "Two".to_owned();
        let titles: Vec<_> = gathered.items().map(|item| item.title.as_str()).collect();
        assert_eq!(titles, ["3", "Two"]);
    }

    #[test]
    fn a_warning_is_told_once() {
        let mut gathered = Gathered::default();
        gathered.completes(Why::Authored);
        gathered.warn("Acme left its part out.");
        gathered.warn("Acme left its part out.");
        let batch = gathered.batch(None, None);
        assert_eq!(batch.complete, BTreeSet::from([Why::Authored]));
        assert_eq!(batch.warning.as_deref(), Some("Acme left its part out."));
    }
}
