//! What people do at a GitLab: to issues, and to whatever issues and merge requests have in common.

use super::{
    subject::{Key, Kind, Note, State, Subject},
    todos::Cause,
    world::World,
};

impl World {
    /// Opens an issue.
    pub fn open_issue(&mut self, path: &str, title: &str, by: &str) -> Key {
        self.open(Kind::Issue, path, title, by)
    }

    /// Gives it to somebody, who finds it among their to-do items.
    pub fn assign(&mut self, key: Key, whom: &str, by: &str) {
        let is_new = !self.subject(key).assignees.iter().any(|name| name == whom);
        self.change(key, by, &format!("assigned to @{whom}"), |subject| {
            if is_new {
                subject.assignees.push(whom.to_owned());
            }
        });
        if is_new {
            self.make_todo(whom, &Cause { action: "assigned", target: key, author: by, note: None });
        }
    }

    /// Takes it from somebody; their to-do item stays.
    pub fn unassign(&mut self, key: Key, whom: &str, by: &str) {
        self.change(key, by, &format!("unassigned @{whom}"), |subject| subject.assignees.retain(|name| name != whom));
    }

    /// Closes it.
    pub fn close(&mut self, key: Key, by: &str) {
        let now = self.change(key, by, "closed", |subject| subject.state = State::Closed);
        self.edit(key, |subject| subject.closed = Some((now, by.to_owned())));
        self.settle(by, key);
    }

    /// Opens it again.
    pub fn reopen(&mut self, key: Key, by: &str) {
        self.change(key, by, "reopened", |subject| (subject.state, subject.closed) = (State::Opened, None));
    }

    /// Says something; whoever is named finds it among their to-do items.
    pub fn comment(&mut self, key: Key, text: &str, by: &str) {
        self.settle(by, key);
        let id = self.note(key, by, text, false);
        self.todos_of_text(key, by, text, Some(id));
    }

    /// Names somebody in passing.
    pub fn mention(&mut self, key: Key, whom: &str, by: &str) {
        self.comment(key, &format!("What does @{whom} think?"), by);
    }

    /// Speaks to somebody.
    pub fn address(&mut self, key: Key, whom: &str, by: &str) {
        self.comment(key, &format!("@{whom} could you look at this?"), by);
    }

    /// Adds a label.
    pub fn label(&mut self, key: Key, label: &str, by: &str) {
        self.change(key, by, &format!("added ~{label} label"), |subject| subject.labels.push(label.to_owned()));
    }

    /// Removes a label.
    pub fn unlabel(&mut self, key: Key, label: &str, by: &str) {
        self.change(key, by, &format!("removed ~{label} label"), |subject| subject.labels.retain(|it| it != label));
    }

    /// Gives it another title.
    pub fn rename(&mut self, key: Key, title: &str, by: &str) {
        self.change(key, by, "changed title", |subject| subject.title = title.to_owned());
    }

    /// Writes its description anew; whoever is named there finds it among their to-do items.
    pub fn describe(&mut self, key: Key, description: &str, by: &str) {
        self.change(key, by, "changed the description", |subject| subject.description = description.to_owned());
        self.todos_of_text(key, by, description, None);
    }

    /// Gives it a milestone.
    pub fn plan(&mut self, key: Key, milestone: &str, by: &str) {
        let said = format!("changed milestone to %\"{milestone}\"");
        self.change(key, by, &said, |subject| subject.milestone = Some(milestone.to_owned()));
    }

    /// Moves an issue to another project: it goes on there under another id, and the old one is closed and says where.
    pub fn move_issue(&mut self, key: Key, path: &str, by: &str) -> Key {
        let old = self.subject(key).clone();
        let moved = self.open(Kind::Issue, path, &old.title, by);
        let Subject { description, labels, assignees, author, created_at, .. } = old;
        self.edit(moved, |subject| {
            *subject =
                Subject { description, labels, assignees: assignees.clone(), author, created_at, ..subject.clone() };
        });
        for whom in assignees {
            self.make_todo(&whom, &Cause { action: "assigned", target: moved, author: by, note: None });
        }
        self.close(key, by);
        self.edit(key, |subject| subject.moved_to = Some(moved.id));
        moved
    }

    /// Deletes it, its to-do items with it.
    pub fn delete(&mut self, key: Key) {
        self.subjects.remove(&key);
        self.todos.retain(|todo| todo.target != key);
    }

    /// Renames or moves a project: its id stays, and its old path leads to it.
    pub fn move_project(&mut self, path: &str, to: &str) {
        let id = self.project(path);
        if let Some(project) = self.projects.get_mut(&id) {
            project.moved_from.push(std::mem::replace(&mut project.path, to.to_owned()));
        }
    }

    /// Makes a project private: nobody who asks may see it, and their to-do items are gone.
    pub fn make_private(&mut self, path: &str) {
        let id = self.project(path);
        if let Some(project) = self.projects.get_mut(&id) {
            project.is_hidden = true;
        }
        let subjects = &self.subjects;
        self.todos.retain(|todo| subjects.get(&todo.target).is_none_or(|subject| subject.project != id));
    }

    /// Opens a private project to those who ask; to-do items do not come back.
    pub fn make_public(&mut self, path: &str) {
        let id = self.project(path);
        if let Some(project) = self.projects.get_mut(&id) {
            project.is_hidden = false;
        }
    }

    /// Changes it by hand: nothing is noted down, and no time passes for it.
    pub fn edit(&mut self, key: Key, change: impl FnOnce(&mut Subject)) {
        if let Some(subject) = self.subjects.get_mut(&key) {
            change(subject);
        }
    }

    /// Changes it and notes down what was done; the time of it.
    pub(super) fn change(
        &mut self,
        key: Key,
        by: &str,
        said: &str,
        change: impl FnOnce(&mut Subject),
    ) -> jiff::Timestamp {
        self.edit(key, change);
        self.note(key, by, said, true);
        self.clock.now()
    }

    fn note(&mut self, key: Key, author: &str, body: &str, is_system: bool) -> u64 {
        let (id, at) = (self.next_id(), self.clock.tick());
        let note = Note { id, author: author.to_owned(), body: body.to_owned(), is_system, at };
        self.edit(key, |subject| {
            subject.notes.push(note);
            subject.updated_at = at;
        });
        id
    }
}
