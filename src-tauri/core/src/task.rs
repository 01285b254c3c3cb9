//! The task: what there is to do.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    edit::{Change, Edit, Plan},
    entry::{TimeEntry, whole_milliseconds},
    ids::{ProjectId, TaskId},
    label::quoted,
    refusal::{Refusal, Result},
    text,
};

/// What there is to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Who it is.
    pub id: TaskId,
    /// What is to be done, one line.
    pub title: String,
    /// The project it belongs to.
    pub project: Option<ProjectId>,
    /// How urgent it is.
    pub priority: Priority,
    /// How far it has come.
    pub status: Status,
    /// How somebody else names it, such as `acme/api#42`.
    pub reference: Option<String>,
    /// Where it can be read, `https:` or `http:`.
    pub url: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was done, if it is.
    pub done_at: Option<Timestamp>,
}

/// How urgent a task is, most urgent first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    /// Before all others.
    High,
    /// As it comes.
    #[default]
    Medium,
    /// When there is time.
    Low,
}

/// How far a task has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not begun.
    #[default]
    Todo,
    /// Begun.
    InProgress,
    /// Finished.
    Done,
}

/// Writes a task: a new one where there is no `before`. Where nothing differs the plan holds no edit.
///
/// `done_at` follows the status. Refuses an empty or unfit title and a URL that is not `https:` or `http:`.
pub fn write(before: Option<Task>, after: Task, now: Timestamp) -> Result<Plan> {
    let done_before = before.as_ref().and_then(|before| before.done_at);
    let after = Task {
        title: text::name("title", &after.title)?,
        reference: text::optional("reference", after.reference.as_deref())?,
        url: checked_url(after.url.as_deref())?,
        done_at: (after.status == Status::Done).then(|| done_before.unwrap_or(whole_milliseconds(now))),
        ..after
    };
    let label = format!("{} task {}", verb(before.as_ref(), &after), quoted(&after.title));
    let edits = match before {
        Some(before) if before == after => Vec::new(),
        before => vec![Edit::Task(Change { before, after: Some(after) })],
    };
    Ok(Plan { label, edits })
}

/// Deletes a task; its `entries` stay, with its title where they have no words of their own.
#[must_use]
pub fn delete(task: Task, entries: Vec<TimeEntry>) -> Plan {
    let label = format!("Deleted task {}", quoted(&task.title));
    let freed = |entry: TimeEntry| {
        let words = if entry.description.is_empty() { &task.title } else { &entry.description };
        let after = TimeEntry { task: None, description: words.clone(), ..entry.clone() };
        Edit::Entry(Change::changed(entry, after))
    };
    let mut edits: Vec<Edit> = entries.into_iter().map(freed).collect();
    edits.push(Edit::Task(Change::removed(task)));
    Plan { label, edits }
}

/// The edit from `before` to `after`, made to `current`: field by field, so that what else changed meanwhile stays.
///
/// None where a field that the edit touches is not as it was before. `done_at` goes with the status.
#[must_use]
pub fn rebase(current: &Task, before: &Task, after: &Task) -> Option<Task> {
    fn field<T: Clone + PartialEq>(current: &T, before: &T, after: &T) -> Option<T> {
        if before == after { Some(current.clone()) } else { (current == before).then(|| after.clone()) }
    }
    let is_ticked = before.status != after.status;
    Some(Task {
        id: current.id,
        title: field(&current.title, &before.title, &after.title)?,
        project: field(&current.project, &before.project, &after.project)?,
        priority: field(&current.priority, &before.priority, &after.priority)?,
        status: field(&current.status, &before.status, &after.status)?,
        reference: field(&current.reference, &before.reference, &after.reference)?,
        url: field(&current.url, &before.url, &after.url)?,
        created_at: current.created_at,
        done_at: if is_ticked { after.done_at } else { current.done_at },
    })
}

fn verb(before: Option<&Task>, after: &Task) -> &'static str {
    match before.map(|before| (before.status == Status::Done, after.status == Status::Done)) {
        None => "Added",
        Some((false, true)) => "Finished",
        Some((true, false)) => "Reopened",
        Some(_) => "Changed",
    }
}

pub(crate) fn checked_url(typed: Option<&str>) -> Result<Option<String>> {
    let Some(url) = text::optional("URL", typed)? else { return Ok(None) };
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    if !is_web || rest.is_empty() || rest.starts_with('/') || url.contains(' ') {
        return Err(
            Refusal::new("This is not a web address.").hint("Paste it whole, as in https://example.org/issues/42.")
        );
    }
    Ok(Some(url))
}
