//! What people do with pull requests.

use super::{
    model::{EventKind, ItemId, Pull, Review},
    state::State,
};

impl State {
    /// Asks somebody for a review.
    pub fn request_review(&mut self, item: ItemId, whom: &str, by: &str) {
        let (whom, by) = (self.user(whom), self.user(by));
        self.touch(item);
        let reviewers = &mut self.pull(item).reviewers;
        if !reviewers.contains(&whom) {
            reviewers.push(whom);
        }
        self.happens(item, EventKind::ReviewRequested, by, Some(whom));
        self.tell_one(item, whom, by, "review_requested");
    }

    /// Somebody gives a review: `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`.
    pub fn review(&mut self, item: ItemId, by: &str, state: &str) {
        let by = self.user(by);
        let at = self.touch(item);
        let pull = self.pull(item);
        pull.reviewers.retain(|reviewer| *reviewer != by);
        pull.reviews.push(Review { author: Some(by), state: state.to_owned(), at });
        self.tell(item, by);
    }

    /// The checks end so, or run again; their failure is told to the author. GitHub leaves `updated_at` as it was.
    pub fn set_checks(&mut self, item: ItemId, checks: &str) {
        self.pull(item).checks = Some(checks.to_owned());
        if matches!(checks, "FAILURE" | "ERROR") {
            self.tell_of_checks(item);
        }
    }

    /// Marks it as a draft, or as ready.
    pub fn set_draft(&mut self, item: ItemId, is_draft: bool) {
        self.touch(item);
        self.pull(item).is_draft = is_draft;
    }

    /// Merges it.
    pub fn merge(&mut self, item: ItemId, by: &str) {
        let by = self.user(by);
        let now = self.touch(item);
        let pull = self.pull(item);
        (pull.merged_at, pull.merged_by) = (Some(now), Some(by));
        let item_mut = self.item_mut(item);
        (item_mut.is_closed, item_mut.closed_at) = (true, Some(now));
        self.happens(item, EventKind::Merged, by, None);
        self.happens(item, EventKind::Closed, by, None);
        self.tell(item, by);
    }

    fn pull(&mut self, item: ItemId) -> &mut Pull {
        let item = self.item_mut(item);
        let number = item.number;
        item.pull.as_mut().unwrap_or_else(|| panic!("{number} is no pull request"))
    }
}
