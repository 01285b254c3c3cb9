//! When GitLab makes a to-do item, and when it is done (<https://docs.gitlab.com/user/todos/>).

use super::{
    subject::Key,
    world::{Todo, World},
};

/// What a to-do item says before it has an owner.
pub(super) struct Cause<'a> {
    pub action: &'static str,
    pub target: Key,
    pub author: &'a str,
    pub note: Option<(u64, &'a str)>,
}

impl World {
    /// Makes one, unless the owner has one for the same target that is not done: GitLab keeps one at a time.
    ///
    /// Whoever assigns or mentions themselves gets one as well, and is its author.
    pub(super) fn make_todo(&mut self, owner: &str, cause: &Cause<'_>) {
        let has_one = self.pending(owner, cause.target).next().is_some();
        let project = self.subject(cause.target).project;
        if has_one || self.projects[&project].is_hidden {
            return;
        }
        let (id, now) = (self.next_id(), self.clock.now());
        let body = cause.note.map_or_else(|| self.subject(cause.target).title.clone(), |(_, body)| body.to_owned());
        self.todos.push(Todo {
            id,
            owner: owner.to_owned(),
            author: cause.author.to_owned(),
            action: cause.action,
            target: cause.target,
            note: cause.note.map(|(id, _)| id),
            body,
            is_done: false,
            created_at: now,
            updated_at: now,
        });
    }

    /// Whoever does something about a target is done with what they had to do there.
    pub(super) fn settle(&mut self, who: &str, target: Key) {
        let now = self.clock.now();
        for todo in self.todos.iter_mut().filter(|todo| todo.owner == who && todo.target == target && !todo.is_done) {
            (todo.is_done, todo.updated_at) = (true, now);
        }
    }

    /// Marks one of somebody's as done; nothing where they have none of this number.
    pub(super) fn mark_done(&mut self, owner: &str, id: u64) -> Option<Todo> {
        let now = self.clock.tick();
        let todo = self.todos.iter_mut().find(|todo| todo.id == id && todo.owner == owner)?;
        (todo.is_done, todo.updated_at) = (true, now);
        Some(todo.clone())
    }

    /// Everything of somebody's that is not done, all targets.
    pub(super) fn mark_all_done(&mut self, owner: &str) {
        let now = self.clock.tick();
        for todo in self.todos.iter_mut().filter(|todo| todo.owner == owner && !todo.is_done) {
            (todo.is_done, todo.updated_at) = (true, now);
        }
    }

    /// What somebody has to do about a target.
    pub fn pending(&self, owner: &str, target: Key) -> impl Iterator<Item = &Todo> {
        self.todos.iter().filter(move |todo| todo.owner == owner && todo.target == target && !todo.is_done)
    }

    /// Everybody whom a text names: addressed where it begins with their name. A description is no note.
    pub(super) fn todos_of_text(&mut self, target: Key, author: &str, text: &str, note: Option<u64>) {
        let begins = text.trim_start().starts_with('@');
        for (at, name) in named(text).into_iter().enumerate() {
            let action = if begins && at == 0 { "directly_addressed" } else { "mentioned" };
            self.make_todo(&name, &Cause { action, target, author, note: note.map(|id| (id, text)) });
        }
    }
}

fn named(text: &str) -> Vec<String> {
    let words = text.split('@').skip(1);
    let end = |word: &str| word.find(|it: char| !(it.is_alphanumeric() || "-_.".contains(it))).unwrap_or(word.len());
    let names = words.map(|word| word[..end(word)].trim_end_matches('.').to_owned());
    names.filter(|name| !name.is_empty()).collect()
}
