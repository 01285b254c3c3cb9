//! To-dos: who mentioned the person, who gave them something, and what that is about.

use std::collections::BTreeMap;

use stint_core::work::{Kind, Why};

use super::{
    cursor::Pending,
    due::{How, Question},
    map,
    round::Round,
    wire::Todo,
};
use crate::error::Result;

/// The most that is remembered of pending to-dos.
const MOST_PENDING: usize = 1_000;

impl Round<'_> {
    /// <https://docs.gitlab.com/api/todos/>: the newest come first, so that a light reading ends at what was seen before.
    pub(super) async fn ask_todos(&mut self, how: How) -> Result<()> {
        let path = format!("/todos?state=pending&per_page={}", self.per_page(Question::Todos));
        let etag = self.beat(Question::Todos).etag.clone().filter(|_| how == How::Light);
        let seen = if how == How::Light { self.memory.newest_todo } else { 0 };
        let (mut newest, mut pending) = (self.memory.newest_todo, BTreeMap::new());
        let take = |round: &mut Self, todo: Todo| {
            newest = newest.max(todo.id);
            round.take_todo(&todo, &mut pending);
            todo.id > seen
        };
        let read = self.read(&path, etag.as_deref(), take).await?;
        if read.is_unchanged {
            return Ok(());
        }
        self.memory.newest_todo = newest;
        self.beat(Question::Todos).etag = read.etag.clone();
        if read.is_whole {
            self.memory.pending = pending;
            self.note(Question::Todos, How::Whole, &read, None);
        } else {
            self.memory.pending.append(&mut pending);
            self.note(Question::Todos, how, &read, None);
        }
        while self.memory.pending.len() > MOST_PENDING {
            self.memory.pending.pop_first();
        }
        Ok(())
    }

    /// What it is about is told by its target as it is now, for to-dos outlive their reasons.
    fn take_todo(&mut self, todo: &Todo, pending: &mut BTreeMap<String, Pending>) {
        let kind = match todo.target_type.as_deref() {
            Some("Issue" | "WorkItem") => Kind::Issue,
            Some("MergeRequest") => Kind::PullRequest,
            _ => return,
        };
        let Some(mut item) = todo.target.as_ref().and_then(|target| map::item(kind, target, self.me)) else { return };
        let action = todo.action_name.as_deref().unwrap_or_default();
        // Whoever's pipeline fails counts as the author of that to-do.
        let is_own = map::is(todo.author.as_ref(), self.me) && action != "build_failed";
        let about = pending.entry(item.remote_id.clone()).or_insert(Pending { todo: todo.id, is_own });
        *about = Pending { todo: about.todo.max(todo.id), is_own: about.is_own && is_own };
        if todo.id > self.memory.newest_todo {
            self.fresh.insert(item.remote_id.clone());
        }
        if matches!(action, "mentioned" | "directly_addressed" | "approval_required") {
            item.whys.insert(Why::Mentioned);
            item.mentioned_at = todo.created_at;
        }
        item.thread = Some(about.todo.to_string());
        if !item.whys.is_empty() || self.known.contains_key(item.remote_id.as_str()) {
            self.take(item);
        }
    }
}
