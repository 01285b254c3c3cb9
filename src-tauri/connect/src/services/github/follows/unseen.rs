//! What cannot be seen of what is followed: said once in the result, and for as long as it is so where it is followed.

use stint_core::work::Follow;

use crate::services::{
    github::{cursor::Question, refusal::LEFT_OUT, round::Round},
    work::OR_HIDDEN,
};

impl Round<'_> {
    /// A repository that is followed anew or otherwise waits for no beat.
    pub fn hurry_to_new_follows(&mut self) {
        let (seen, now) = (&self.seen.follows, self.now());
        let is_new = |follow: &Follow| {
            seen.get(&follow.place).is_none_or(|it| it.label != follow.label || it.is_sought_anew(follow, now))
        };
        if self.asked.follows.iter().any(is_new) {
            self.seen.hurry(Question::Follows);
        }
    }

    /// Says of each that cannot be seen why that is, asked about in this round or before.
    pub fn say_what_is_unseen(&mut self) {
        for follow in self.asked.follows {
            if let Some(why) = self.seen.follows.get(&follow.place).and_then(|it| it.unseen.as_deref()) {
                self.gathered.misses(&follow.place, why);
            }
        }
    }

    /// It is not there, or hidden; nobody says which.
    pub(super) fn gone(&mut self, follow: &Follow) {
        self.lost(follow, &format!("there is no such repository, {OR_HIDDEN}"));
    }

    /// It cannot be seen, and is looked for again tomorrow.
    pub(super) fn lost(&mut self, follow: &Follow, why: &str) {
        let now = self.now();
        let seen = self.seen_of(follow);
        (seen.id, seen.lost_at, seen.unseen) = (None, Some(now), Some(why.to_owned()));
        self.gathered.warn(format!("{}: {why}. Its tasks are kept; Stint looks again tomorrow.", follow.place));
    }

    /// Its organisation leaves it out; it is asked for again with the others.
    pub(super) fn left_out_by_organisation(&mut self, follow: &Follow) {
        let seen = self.seen_of(follow);
        (seen.unseen, seen.lost_at) = (Some(LEFT_OUT.trim_end_matches('.').to_owned()), None);
    }
}
