//! From what a client wrote to what the store knows: ids, instants, names.

use std::collections::BTreeSet;

use jiff::Timestamp;
use stint_core::{
    entry::{TimeEntry, whole_milliseconds},
    ids::{EntryId, ProjectId, TaskId},
    phrase::Phrase,
    project::Project,
    task::{Status, Task},
};
use stint_store::{Conn, table};

use crate::fault::{Fault, Result};

/// The entry of that id.
pub(crate) fn entry(conn: &Conn, id: &str) -> Result<TimeEntry> {
    let missing = || Fault::not_found("entry");
    let id: EntryId = id.parse().map_err(|_| missing())?;
    table::entry::get(conn, id)?.ok_or_else(missing)
}

/// The task of that id.
pub(crate) fn task(conn: &Conn, id: &str) -> Result<Task> {
    let missing = || Fault::not_found("task");
    let id: TaskId = id.parse().map_err(|_| missing())?;
    table::task::get(conn, id)?.ok_or_else(missing)
}

/// The project of that id.
pub(crate) fn project(conn: &Conn, id: &str) -> Result<Project> {
    let missing = || Fault::not_found("project");
    let id: ProjectId = id.parse().map_err(|_| missing())?;
    table::project::get(conn, id)?.ok_or_else(missing)
}

/// An RFC 3339 instant, in whole milliseconds.
pub(crate) fn instant(what: &str, written: &str) -> Result<Timestamp> {
    let parsed: std::result::Result<Timestamp, _> = written.parse();
    parsed.map(whole_milliseconds).map_err(|_| {
        Fault::refused(
            format!("“{}” is no point in time for the {what}.", crate::speak::shorten(written, 40)),
            "Write it as 2026-11-20T13:52:00+01:00. Nothing was changed.",
        )
    })
}

/// The instant written, or `now` where none is.
pub(crate) fn instant_or(what: &str, written: Option<&str>, now: Timestamp) -> Result<Timestamp> {
    written.map_or(Ok(now), |written| instant(what, written))
}

/// Clean labels.
pub(crate) fn tags(typed: Vec<String>) -> Result<BTreeSet<String>> {
    Ok(stint_core::text::tags(&typed.into_iter().collect())?)
}

/// What a typed line means.
#[derive(Debug, Default)]
pub(crate) struct Meaning {
    pub task: Option<Task>,
    pub project: Option<Project>,
    pub description: Option<String>,
    pub tags: Vec<String>,
}

/// Looks up what a line names: its project, the task it refers to or is the title of; the rest are words.
pub(crate) fn meaning(conn: &Conn, phrase: Phrase) -> Result<Meaning> {
    let project = phrase.project.as_deref().map(|name| named_project(conn, name)).transpose()?;
    let task = named_task(conn, &phrase)?;
    let mut words = phrase.words;
    if let (Some(reference), None) = (&phrase.reference, &task) {
        words = format!("{words} {reference}").trim().to_owned();
    }
    let is_number = words.parse::<u32>().is_ok() && phrase.reference.is_none();
    let only_names_the_task = task.is_some() && (words.is_empty() || is_number);
    Ok(Meaning {
        description: (!only_names_the_task).then_some(words),
        task,
        project,
        tags: phrase.tags.into_iter().collect(),
    })
}

fn named_project(conn: &Conn, name: &str) -> Result<Project> {
    table::project::by_name(conn, name)?.ok_or_else(|| {
        Fault::refused(
            format!("There is no project called “{name}”."),
            format!("Add it in Settings → Projects or with `stint projects add {name}`, or write \\@{name} to mean the words."),
        )
    })
}

/// A reference, a bare number (`stint start 42`), or the exact title of an open task.
fn named_task(conn: &Conn, phrase: &Phrase) -> Result<Option<Task>> {
    let number = phrase.words.parse::<u32>().ok().map(|number| format!("#{number}"));
    let found = match (&phrase.reference, number) {
        (Some(reference), _) => table::task::by_reference(conn, reference)?,
        (None, Some(number)) => table::task::by_reference(conn, &number)?,
        (None, None) => titled(conn, &phrase.words)?,
    };
    match <[Task; 1]>::try_from(found) {
        Ok([task]) => Ok(Some(task)),
        Err(none) if none.is_empty() => match &phrase.reference {
            Some(reference) if phrase.words.is_empty() => Err(unknown(reference)),
            Some(_) | None => Ok(None),
        },
        Err(many) => Err(ambiguous(&many)),
    }
}

fn titled(conn: &Conn, words: &str) -> Result<Vec<Task>> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = table::task::search(conn, words, 8)?;
    found.retain(|task| task.status != Status::Done && task.title.to_lowercase() == words.to_lowercase());
    found.truncate(1);
    Ok(found)
}

fn unknown(reference: &str) -> Fault {
    Fault::refused(
        format!("There is no task {reference}."),
        "Add it with this reference in Tasks, or put a word beside the number to mean the words.",
    )
}

fn ambiguous(tasks: &[Task]) -> Fault {
    let names: Vec<_> = tasks.iter().filter_map(|task| task.reference.clone()).collect();
    Fault::refused(
        format!("{} tasks have this number: {}.", tasks.len(), names.join(", ")),
        "Write the whole reference, such as acme/api#42.",
    )
}
