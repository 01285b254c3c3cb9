//! From rows to what a client sees.

use std::collections::BTreeMap;

use jiff::{Timestamp, tz::TimeZone};
use stint_api::{
    command::{PriorityName, StatusName},
    view::{EntryView, ProjectName, TaskName, TaskView},
};
use stint_core::{
    entry::TimeEntry,
    ids::{ProjectId, TaskId},
    project::{Colour, Project},
    task::{Priority, Status, Task},
    work::Work,
};
use stint_store::{Conn, table};

use crate::{
    fault::Result,
    speak::{rfc3339, seconds},
    work_view,
};

/// The names of tasks and projects, each looked up once.
pub(crate) struct Names<'c> {
    conn: &'c Conn,
    tasks: BTreeMap<TaskId, Option<TaskName>>,
    projects: BTreeMap<ProjectId, Option<ProjectName>>,
}

impl<'c> Names<'c> {
    /// None looked up yet.
    pub fn new(conn: &'c Conn) -> Self {
        Self { conn, tasks: BTreeMap::new(), projects: BTreeMap::new() }
    }

    /// The task's name, if it is still there.
    pub fn task(&mut self, id: Option<TaskId>) -> Result<Option<TaskName>> {
        let Some(id) = id else { return Ok(None) };
        if let Some(known) = self.tasks.get(&id) {
            return Ok(known.clone());
        }
        let name = table::task::get(self.conn, id)?.map(|task| task_name(&task));
        self.tasks.insert(id, name.clone());
        Ok(name)
    }

    /// The project's name, if it is still there.
    pub fn project(&mut self, id: Option<ProjectId>) -> Result<Option<ProjectName>> {
        let Some(id) = id else { return Ok(None) };
        if let Some(known) = self.projects.get(&id) {
            return Ok(known.clone());
        }
        let name = table::project::get(self.conn, id)?.map(|project| project_name(&project));
        self.projects.insert(id, name.clone());
        Ok(name)
    }

    /// An entry as it is shown at `now`.
    pub fn entry(&mut self, entry: &TimeEntry, now: Timestamp) -> Result<EntryView> {
        let zone = TimeZone::get(&entry.zone).unwrap_or(TimeZone::UTC);
        let task = self.task(entry.task)?;
        let project = self.project(entry.project)?;
        Ok(EntryView {
            id: entry.id.to_string(),
            title: title(&entry.description, task.as_ref(), project.as_ref()),
            description: entry.description.clone(),
            task,
            project,
            started_at: rfc3339(entry.started_at, &zone),
            ended_at: entry.ended_at.map(|end| rfc3339(end, &zone)),
            seconds: seconds(entry.lasted_for(now)),
            zone: entry.zone.clone(),
            tags: entry.tags.iter().cloned().collect(),
            is_billable: entry.is_billable,
        })
    }

    /// Entries as they are shown at `now`.
    pub fn entries(&mut self, entries: &[TimeEntry], now: Timestamp) -> Result<Vec<EntryView>> {
        entries.iter().map(|entry| self.entry(entry, now)).collect()
    }
}

/// What to call an entry.
pub(crate) fn title(description: &str, task: Option<&TaskName>, project: Option<&ProjectName>) -> String {
    let words = Some(description).filter(|words| !words.is_empty());
    let name = words.or(task.map(|task| task.title.as_str())).or(project.map(|project| project.name.as_str()));
    name.unwrap_or("No description").to_owned()
}

/// A task as an entry names it.
pub(crate) fn task_name(task: &Task) -> TaskName {
    TaskName { id: task.id.to_string(), title: task.title.clone(), reference: task.reference.clone() }
}

/// A project as an entry names it.
pub(crate) fn project_name(project: &Project) -> ProjectName {
    let colour = colour_name(project.colour).to_owned();
    ProjectName { id: project.id.to_string(), name: project.name.clone(), colour }
}

/// A task as it is shown, with the issue or pull request it came from.
pub(crate) fn task(
    task: &Task,
    project: Option<ProjectName>,
    work: Option<&Work>,
    seconds: u32,
    is_running: bool,
) -> TaskView {
    TaskView {
        id: task.id.to_string(),
        title: task.title.clone(),
        project,
        priority: match task.priority {
            Priority::High => PriorityName::High,
            Priority::Medium => PriorityName::Medium,
            Priority::Low => PriorityName::Low,
        },
        status: match task.status {
            Status::Todo => StatusName::Todo,
            Status::InProgress => StatusName::InProgress,
            Status::Done => StatusName::Done,
        },
        reference: task.reference.clone(),
        url: task.url.clone(),
        seconds,
        is_running,
        work: work.map(work_view::work),
    }
}

/// The name of a hue on the wire.
pub(crate) fn colour_name(colour: Colour) -> &'static str {
    match colour {
        Colour::Blue => "blue",
        Colour::Rose => "rose",
        Colour::Teal => "teal",
        Colour::Amber => "amber",
        Colour::Violet => "violet",
        Colour::Slate => "slate",
    }
}

/// The hue of a name on the wire.
pub(crate) fn colour(name: &str) -> Option<Colour> {
    Colour::ALL.into_iter().find(|colour| colour_name(*colour) == name)
}
