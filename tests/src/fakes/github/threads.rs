//! Who is told what: one thread for a person and a subject, whose reason is overwritten.

use std::collections::BTreeMap;

use super::{
    model::{ItemId, Subject, Thread, UserId},
    state::State,
};

impl State {
    /// Tells everybody who takes part in it, or watches, for the reason that they do.
    pub(super) fn tell(&mut self, item: ItemId, by: UserId) {
        for (user, reason) in self.audience(item) {
            self.tell_one(item, user, by, reason);
        }
    }

    /// Tells one person, unless they did it themselves.
    pub(super) fn tell_one(&mut self, item: ItemId, user: UserId, by: UserId, reason: &str) {
        if user != by {
            self.bump(user, Subject::Item(item), reason);
        }
    }

    /// Tells the author that the checks failed.
    pub(super) fn tell_of_checks(&mut self, item: ItemId) {
        if let Some(author) = self.item(item).author {
            self.bump(author, Subject::Checks(item), "ci_activity");
        }
    }

    /// Why each of them hears of it; the strongest reason stands last.
    fn audience(&self, item: ItemId) -> BTreeMap<UserId, &'static str> {
        let (it, mut all) = (self.item(item), BTreeMap::new());
        if let Some(repository) = self.home(it) {
            all.extend(repository.watchers.iter().map(|&user| (user, "subscribed")));
        }
        all.extend(it.comments.iter().filter_map(|comment| Some((comment.author?, "comment"))));
        all.extend(it.mentioned.iter().map(|&user| (user, "mention")));
        all.extend(it.author.map(|user| (user, "author")));
        if let Some(pull) = &it.pull {
            all.extend(pull.reviews.iter().filter_map(|review| Some((review.author?, "comment"))));
            all.extend(pull.reviewers.iter().map(|&user| (user, "review_requested")));
        }
        all.extend(it.assignees.iter().map(|&user| (user, "assign")));
        all
    }

    fn bump(&mut self, user: UserId, subject: Subject, reason: &str) {
        let (id, now) = (self.next_id(), self.now());
        let known = self.threads.iter_mut().find(|thread| thread.user == user && thread.subject == subject);
        if let Some(thread) = known {
            reason.clone_into(&mut thread.reason);
            (thread.updated_at, thread.is_unread, thread.is_done) = (now, true, false);
            return;
        }
        self.threads.push(Thread {
            id,
            user,
            reason: reason.to_owned(),
            is_unread: true,
            is_done: false,
            updated_at: now,
            last_read_at: None,
            subject,
        });
    }

    pub(super) fn follow_threads(&mut self, from: ItemId, to: ItemId) {
        self.threads.retain(|thread| thread.subject != Subject::Item(to));
        for thread in &mut self.threads {
            if thread.subject == Subject::Item(from) {
                thread.subject = Subject::Item(to);
            }
        }
    }

    pub(super) fn forget_threads(&mut self, item: ItemId) {
        self.threads.retain(|thread| !matches!(thread.subject, Subject::Item(it) | Subject::Checks(it) if it == item));
    }
}
