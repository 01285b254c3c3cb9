//! A made-up working day, and the tasks and projects of it, told to the engine as a person would.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use stint_api::{
    client::Client,
    command::{AddEntry, AddProject, AddTask, EntryForm, PriorityName, ProjectForm, StartTimer, StatusName, TaskForm},
};

const PROJECTS: &[(&str, &str, Option<&str>)] = &[
    ("api", "blue", Some("Acme")),
    ("platform", "teal", Some("Acme")),
    ("team", "rose", None),
    ("handbook", "amber", None),
    ("admin", "slate", None),
];

const TASKS: &[(&str, &str, Option<&str>, PriorityName, StatusName)] = &[
    ("Fix the login redirect loop", "api", Some("acme/api#42"), PriorityName::High, StatusName::InProgress),
    ("Retry budget for webhooks", "platform", Some("acme/platform!318"), PriorityName::Medium, StatusName::InProgress),
    ("Rotate the signing keys", "platform", Some("acme/platform#77"), PriorityName::High, StatusName::Todo),
    ("Page through long answers", "api", Some("acme/api#57"), PriorityName::Medium, StatusName::Todo),
    ("Say what changed in the release notes", "api", Some("acme/api#61"), PriorityName::Medium, StatusName::Todo),
    ("Write down how we review", "handbook", None, PriorityName::Low, StatusName::Todo),
    ("Order a second monitor", "admin", None, PriorityName::Low, StatusName::Todo),
    ("Measure the cold start", "platform", Some("acme/platform#70"), PriorityName::Medium, StatusName::Done),
];

/// Minutes after midnight, what was done, on which project, and for which task.
const ENTRIES: &[(i32, i32, &str, &str, Option<&str>)] = &[
    (522, 545, "Mail and planning", "admin", None),
    (545, 640, "Fix the login redirect loop", "api", Some("Fix the login redirect loop")),
    (640, 660, "Standup", "team", None),
    (660, 725, "Retry budget for webhooks", "platform", Some("Retry budget for webhooks")),
    (770, 832, "Review: retry budget for webhooks", "platform", Some("Retry budget for webhooks")),
];

/// The running timer begins here.
const RUNNING_SINCE: i32 = 832;

/// A zone in which it is between two and four in the afternoon now, so that the day has a past.
pub fn afternoon_zone(now: Timestamp) -> String {
    let hour = i32::from(now.to_zoned(TimeZone::UTC).hour());
    // No zone lies further east than 14 hours.
    let east = (15 - hour).min(14);
    // POSIX signs: Etc/GMT-3 lies east of Greenwich.
    format!("Etc/GMT{:+}", -east)
}

/// Tells the engine two entries of the last hours, and starts the timer.
pub async fn today(client: &Client) -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "entries of today need today")]
    let now = Timestamp::now();
    for (ago, description) in [(180, "Mail and planning"), (120, "Retry budget for webhooks")] {
        let entry = EntryForm {
            description: description.to_owned(),
            started_at: (now - ago.minutes()).to_string(),
            ended_at: Some((now - (ago - 50).minutes()).to_string()),
            ..EntryForm::default()
        };
        client.call(AddEntry { entry }).await?;
    }
    let description = Some("Fix the login redirect loop".to_owned());
    client.call(StartTimer { description, ..StartTimer::default() }).await?;
    Ok(())
}

/// Tells the engine all of it; the timer runs afterwards.
pub async fn day(client: &Client, zone: &TimeZone, now: Timestamp) -> Result<()> {
    let projects = projects(client).await?;
    let tasks = tasks(client, &projects).await?;
    let midnight = now.to_zoned(zone.clone()).start_of_day()?.timestamp();
    for (from, to, description, project, task) in ENTRIES {
        let entry = EntryForm {
            description: (*description).to_owned(),
            project: projects.get(project).cloned(),
            task: task.and_then(|task| tasks.get(task).cloned()),
            started_at: (midnight + from.minutes()).to_string(),
            ended_at: Some((midnight + to.minutes()).to_string()),
            ..EntryForm::default()
        };
        client.call(AddEntry { entry }).await?;
    }
    let task = tasks.get("Fix the login redirect loop").cloned();
    let started_at = Some((midnight + RUNNING_SINCE.minutes()).to_string());
    client.call(StartTimer { task, started_at, ..StartTimer::default() }).await?;
    Ok(())
}

async fn projects(client: &Client) -> Result<BTreeMap<&'static str, String>> {
    let mut ids = BTreeMap::new();
    for (name, colour, payer) in PROJECTS {
        let project = ProjectForm {
            name: (*name).to_owned(),
            colour: Some((*colour).to_owned()),
            client: payer.map(str::to_owned),
            is_billable: payer.is_some(),
            ..ProjectForm::default()
        };
        let receipt = client.call(AddProject { project }).await?;
        ids.insert(*name, receipt.id.context("a new project has an id")?);
    }
    Ok(ids)
}

async fn tasks(client: &Client, projects: &BTreeMap<&str, String>) -> Result<BTreeMap<&'static str, String>> {
    let mut ids = BTreeMap::new();
    for (title, project, reference, priority, status) in TASKS {
        let task = TaskForm {
            title: (*title).to_owned(),
            project: projects.get(project).cloned(),
            reference: reference.map(str::to_owned),
            priority: *priority,
            status: *status,
            url: None,
        };
        let receipt = client.call(AddTask { task }).await?;
        ids.insert(*title, receipt.id.context("a new task has an id")?);
    }
    Ok(ids)
}
