//! The task of an item: what the service says, unless the person says otherwise.

use jiff::Timestamp;

use super::super::{Rulebook, Work, WorkItem};
use crate::{
    entry::whole_milliseconds,
    ids::{ProjectId, TaskId},
    task::{self, Priority, Status, Task},
    text,
};

/// A task as it shall be, and what of it Stint gave.
pub(super) struct Given {
    /// The task; none where there is none to be.
    pub(super) task: Option<Task>,
    /// The title it was given last.
    pub(super) title: String,
    /// The project it was given last.
    pub(super) project: Option<ProjectId>,
    /// The priority it was given last.
    pub(super) priority: Priority,
}

/// No task, for now.
pub(super) fn none(before: Option<&Work>) -> Given {
    let given = before.map(|work| (work.title_given.clone(), work.project_given, work.priority_given));
    let (title, project, priority) = given.unwrap_or((String::new(), None, Priority::Low));
    Given { task: None, title, project, priority }
}

/// A new task for an item that waits for the person.
pub(super) fn made(item: &WorkItem, rules: &Rulebook, fresh: TaskId, now: Timestamp) -> Given {
    let project = rules.project_of(item);
    let priority = rules.priority_of(item, project);
    let task = Task {
        id: fresh,
        title: item.title.clone(),
        project,
        priority,
        status: Status::Todo,
        reference: reference(item),
        url: url(item),
        created_at: whole_milliseconds(now),
        done_at: None,
    };
    Given { task: Some(task), title: item.title.clone(), project, priority }
}

/// The task that stands, field by field: where it still has what Stint gave it follows the service.
///
/// What the person said otherwise is not given anew, so that it follows again once they take that back.
pub(super) fn followed(before: &Work, task: &Task, item: &WorkItem, rules: &Rulebook, now: Timestamp) -> Given {
    let follows_title = task.title == before.title_given;
    let follows_project = task.project == before.project_given;
    let follows_priority = task.priority == before.priority_given;
    let title = if follows_title { &item.title } else { &task.title };
    let project = if follows_project { rules.project_of(item) } else { task.project };
    let priority = if follows_priority { rules.priority_of(item, project) } else { task.priority };
    let (status, done_at) = status(before, task, item, now);
    let after = Task {
        title: title.clone(),
        project,
        priority,
        status,
        reference: reference(item),
        url: url(item),
        done_at,
        ..task.clone()
    };
    Given {
        task: Some(after),
        title: if follows_title { &item.title } else { &before.title_given }.clone(),
        project: if follows_project { project } else { before.project_given },
        priority: if follows_priority { priority } else { before.priority_given },
    }
}

/// Closed is done and reopened is to be done again; between these it is the person's to say.
fn status(before: &Work, task: &Task, item: &WorkItem, now: Timestamp) -> (Status, Option<Timestamp>) {
    match (before.item.state.is_done(), item.state.is_done(), task.status) {
        (false, true, Status::Todo | Status::InProgress) => (Status::Done, Some(whole_milliseconds(now))),
        (true, false, Status::Done) => (Status::Todo, None),
        _ => (task.status, task.done_at),
    }
}

fn reference(item: &WorkItem) -> Option<String> {
    Some(text::told(&item.reference)).filter(|reference| !reference.is_empty())
}

/// The address of the item, where it is one of the web.
fn url(item: &WorkItem) -> Option<String> {
    task::checked_url(Some(&item.url)).ok().flatten()
}
