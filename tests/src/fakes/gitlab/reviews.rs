//! What people do to merge requests.

use super::{
    subject::{Key, Kind, Review, State},
    todos::Cause,
    world::World,
};

impl World {
    /// Opens a merge request; nobody's review is asked for, and it has no pipeline.
    pub fn open_merge_request(&mut self, path: &str, title: &str, by: &str) -> Key {
        self.open(Kind::MergeRequest, path, title, by)
    }

    /// Asks somebody for a review, or once more.
    pub fn request_review(&mut self, key: Key, whom: &str, by: &str) {
        self.change(key, by, &format!("requested review from @{whom}"), |subject| {
            subject.merge.reviewers.retain(|(name, _)| name != whom);
            subject.merge.reviewers.push((whom.to_owned(), Review::Unreviewed));
        });
        self.make_todo(whom, &Cause { action: "review_requested", target: key, author: by, note: None });
    }

    /// Takes the question back; the to-do item stays.
    pub fn withdraw_review(&mut self, key: Key, whom: &str, by: &str) {
        let said = format!("removed review request for @{whom}");
        self.change(key, by, &said, |subject| subject.merge.reviewers.retain(|(name, _)| name != whom));
    }

    /// Approves.
    pub fn approve(&mut self, key: Key, by: &str) {
        let now = self.change(key, by, "approved this merge request", |_| {});
        self.edit(key, |subject| subject.merge.approvals.push((by.to_owned(), now)));
        self.review(key, by, Review::Approved);
        self.settle(by, key);
    }

    /// Asks for changes; the author finds it among their to-do items.
    pub fn request_changes(&mut self, key: Key, by: &str) {
        self.change(key, by, "requested changes", |subject| subject.merge.approvals.retain(|(name, _)| name != by));
        self.review(key, by, Review::RequestedChanges);
        self.settle(by, key);
        if let Some(author) = self.subject(key).author.clone().filter(|author| author != by) {
            self.make_todo(&author, &Cause { action: "review_submitted", target: key, author: by, note: None });
        }
    }

    /// Its checks go on; a failure is a to-do item of the author, who counts as its author too. The time of its last
    /// change stays.
    pub fn set_pipeline(&mut self, key: Key, status: &str) {
        self.clock.tick();
        self.edit(key, |subject| subject.merge.pipeline = Some(status.to_owned()));
        let author = self.subject(key).author.clone();
        if let Some(author) = author.filter(|_| status == "failed") {
            self.make_todo(&author, &Cause { action: "build_failed", target: key, author: &author, note: None });
        }
    }

    /// Merges.
    pub fn merge(&mut self, key: Key, by: &str) {
        let now = self.change(key, by, "merged", |subject| subject.state = State::Merged);
        self.edit(key, |subject| subject.merge.merged = Some((now, by.to_owned())));
        self.settle(by, key);
    }

    fn review(&mut self, key: Key, by: &str, review: Review) {
        self.edit(key, |subject| {
            subject.merge.reviewers.retain(|(name, _)| name != by);
            subject.merge.reviewers.push((by.to_owned(), review));
        });
    }
}
