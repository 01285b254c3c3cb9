//! To-dos: who mentioned the person, who gave them something, and what that is about.

use std::collections::BTreeMap;

use stint_core::work::{Kind, Why};

use super::{lists::A_PAGE, map, wire::Todo};
use crate::{
    error::Result,
    services::work::{How, Pending, Question, Round},
};

/// <https://docs.gitlab.com/api/todos/>: the newest come first, so that a light reading ends at what was seen before.
pub(super) async fn ask(round: &mut Round<'_>, how: How) -> Result<()> {
    let path = format!("/todos?state=pending&per_page={}", round.per_page(Question::Inbox, A_PAGE));
    let etag = round.beat(Question::Inbox).etag.clone().filter(|_| how == How::Light);
    let seen = if how == How::Light { round.memory.newest } else { 0 };
    let (mut newest, mut pending) = (round.memory.newest, BTreeMap::new());
    let each = |round: &mut Round<'_>, todo: Todo| {
        newest = newest.max(todo.id);
        take(round, &todo, &mut pending);
        todo.id > seen
    };
    let read = round.read(&path, etag.as_deref(), each).await?;
    if read.is_unchanged {
        return Ok(());
    }
    round.memory.newest = newest;
    round.beat(Question::Inbox).etag = read.etag.clone();
    if read.is_whole {
        round.memory.pending = pending;
        round.note(Question::Inbox, How::Whole, &read, None);
    } else {
        round.memory.pending.append(&mut pending);
        round.note(Question::Inbox, how, &read, None);
    }
    Ok(())
}

/// What it is about is told by its target as it is now, for to-dos outlive their reasons.
fn take(round: &mut Round<'_>, todo: &Todo, pending: &mut BTreeMap<String, Pending>) {
    let kind = match todo.target_type.as_deref() {
        Some("Issue" | "WorkItem") => Kind::Issue,
        Some("MergeRequest") => Kind::PullRequest,
        _ => return,
    };
    let Some(mut item) = todo.target.as_ref().and_then(|target| map::item(kind, target, round.me)) else { return };
    let action = todo.action_name.as_deref().unwrap_or_default();
    // Whoever's pipeline fails counts as the author of that to-do.
    let is_own = map::is(todo.author.as_ref(), round.me) && action != "build_failed";
    let about = pending.entry(item.reference.clone()).or_insert(Pending { thread: todo.id, is_own });
    *about = Pending { thread: about.thread.max(todo.id), is_own: about.is_own && is_own };
    if todo.id > round.memory.newest {
        round.fresh.insert(item.reference.clone());
    }
    if matches!(action, "mentioned" | "directly_addressed" | "approval_required") {
        item.whys.insert(Why::Mentioned);
        item.mentioned_at = todo.created_at();
    }
    item.thread = Some(about.thread.to_string());
    if !item.whys.is_empty() || round.known.contains_key(item.remote_id.as_str()) {
        round.take(item);
    }
}
