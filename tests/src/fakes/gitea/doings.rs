//! What people do at a Gitea; whoever takes part in something is notified of what others do.

use super::world::{Pull, Subject, Thread, World};

impl World {
    /// Opens an issue.
    pub fn open_issue(&mut self, path: &str, title: &str, by: &str) -> u64 {
        self.open(path, title, by, None)
    }

    /// Opens a pull request.
    pub fn open_pull(&mut self, path: &str, title: &str, by: &str) -> u64 {
        self.open(path, title, by, Some(Pull::default()))
    }

    /// Gives it to somebody.
    pub fn assign(&mut self, id: u64, whom: &str, by: &str) {
        self.change(id, by, &[whom], |subject| subject.assignees.push(whom.to_owned()));
    }

    /// Takes it from somebody.
    pub fn unassign(&mut self, id: u64, whom: &str, by: &str) {
        self.change(id, by, &[], |subject| subject.assignees.retain(|name| name != whom));
    }

    /// Closes it.
    pub fn close(&mut self, id: u64, by: &str) {
        let now = self.clock.now();
        self.change(id, by, &[], |subject| (subject.is_open, subject.closed_at) = (false, Some(now)));
    }

    /// Opens it again.
    pub fn reopen(&mut self, id: u64, by: &str) {
        self.change(id, by, &[], |subject| (subject.is_open, subject.closed_at) = (true, None));
    }

    /// Says something.
    pub fn comment(&mut self, id: u64, by: &str) {
        self.change(id, by, &[], |subject| subject.comments += 1);
    }

    /// Names somebody in a comment.
    pub fn mention(&mut self, id: u64, whom: &str, by: &str) {
        self.change(id, by, &[whom], |subject| {
            subject.comments += 1;
            subject.mentioned.push(whom.to_owned());
        });
    }

    /// Adds a label.
    pub fn label(&mut self, id: u64, label: &str) {
        let now = self.clock.tick();
        self.edit(id, |subject| {
            subject.labels.push(label.to_owned());
            subject.updated_at = now;
        });
    }

    /// Asks somebody for a review.
    pub fn request_review(&mut self, id: u64, whom: &str, by: &str) {
        self.change(id, by, &[whom], |subject| {
            subject.pull.get_or_insert_default().reviewers.push(whom.to_owned());
        });
    }

    /// Reviews: `APPROVED` or `REQUEST_CHANGES`.
    pub fn review(&mut self, id: u64, how: &'static str, by: &str) {
        let now = self.clock.now();
        self.change(id, by, &[], |subject| {
            let pull = subject.pull.get_or_insert_default();
            pull.reviewers.retain(|name| name != by);
            pull.reviews.push((by.to_owned(), how, now));
        });
    }

    /// Merges.
    pub fn merge(&mut self, id: u64, by: &str) {
        let now = self.clock.now();
        self.change(id, by, &[], |subject| {
            (subject.is_open, subject.closed_at) = (false, Some(now));
            subject.pull.get_or_insert_default().merged = Some((now, by.to_owned()));
        });
    }

    /// Deletes it, its notifications with it.
    pub fn delete(&mut self, id: u64) {
        self.subjects.remove(&id);
        self.threads.retain(|thread| thread.subject != id);
    }

    /// Renames or moves a repository; its old path leads to it.
    pub fn move_repository(&mut self, path: &str, to: &str) {
        let id = self.repository(path);
        if let Some(repository) = self.repositories.get_mut(&id) {
            repository.moved_from.push(std::mem::replace(&mut repository.path, to.to_owned()));
        }
    }

    /// Makes a repository private: nobody who asks may see it.
    pub fn make_private(&mut self, path: &str) {
        let id = self.repository(path);
        if let Some(repository) = self.repositories.get_mut(&id) {
            repository.is_hidden = true;
        }
    }

    /// Changes it by hand: nobody is notified, and no time passes for it.
    pub fn edit(&mut self, id: u64, change: impl FnOnce(&mut Subject)) {
        if let Some(subject) = self.subjects.get_mut(&id) {
            change(subject);
        }
    }

    fn change(&mut self, id: u64, by: &str, concerned: &[&str], change: impl FnOnce(&mut Subject)) {
        let now = self.clock.tick();
        let mut takes_part: Vec<String> = concerned.iter().map(|name| (*name).to_owned()).collect();
        self.edit(id, |subject| {
            change(subject);
            subject.updated_at = now;
            takes_part.extend(subject.author.iter().chain(&subject.assignees).chain(&subject.mentioned).cloned());
        });
        takes_part.sort();
        takes_part.dedup();
        for whom in takes_part.iter().filter(|name| *name != by) {
            self.notify(whom, id);
        }
    }

    /// One thread a person and subject: it is unread again.
    fn notify(&mut self, whom: &str, subject: u64) {
        let (now, next) = (self.clock.now(), self.threads.iter().map(|thread| thread.id).max().unwrap_or(0) + 1);
        match self.threads.iter_mut().find(|thread| thread.owner == whom && thread.subject == subject) {
            Some(thread) => (thread.is_unread, thread.updated_at) = (true, now),
            None => {
                let owner = whom.to_owned();
                self.threads.push(Thread { id: next, owner, subject, is_unread: true, updated_at: now });
            }
        }
    }
}
