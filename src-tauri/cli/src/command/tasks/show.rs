//! `stint tasks show`: one task, how its issue stands, its description.

use std::{
    io::{self, Write},
    time::Duration,
};

use stint_api::{
    ApiError, Code, Event, Hello, Topic,
    client::{Client, EventStream},
    command::{PriorityName, RefreshTask},
    question::GetTaskDetail,
    view::{TaskDetail, WorkView},
};
use tokio::time;

use super::{named, status};
use crate::{
    args::Form,
    desk::Desk,
    failure::Failure,
    show::{
        self, markdown,
        paint::{Ink, Paint},
        plain,
        table::{Cell, Table},
        time::Here,
        work,
    },
};

/// How long a service may take to bring a description.
const PATIENCE: Duration = Duration::from_secs(10);

/// Show one task: how its issue stands, its description, the time spent on it
#[derive(Debug, clap::Args)]
pub(super) struct Show {
    /// Which one, by its reference (acme/api#42, or 42), its id or its title
    #[arg(value_name = "TASK", required = true)]
    task: Vec<String>,
    #[command(flatten)]
    form: Form,
}

impl Show {
    pub(super) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let engine = desk.engine_as(Hello::of("cli").watching()).await?;
        let mut events = engine.events().await?;
        let id = named::task(&engine, &self.task.join(" ")).await?;
        let mut detail = engine.call(GetTaskDetail { id }).await?;
        if detail.task.work.is_some() && !detail.is_described {
            detail = described(&engine, &mut events, detail).await?;
        }
        let here = desk.here();
        desk.print(self.form, &detail, |detail, out, paint| print(detail, here, out, paint))
    }
}

/// The task once the service was asked about it; as it was, where that takes too long.
async fn described(engine: &Client, events: &mut EventStream, before: TaskDetail) -> Result<TaskDetail, Failure> {
    let id = &before.task.id;
    drop(engine.call(RefreshTask { task: id.clone() }).await?);
    let settled = async {
        loop {
            let detail = engine.call(GetTaskDetail { id: id.clone() }).await?;
            if !detail.is_refreshing {
                return Ok(detail);
            }
            tasks_changed(events).await?;
        }
    };
    time::timeout(PATIENCE, settled).await.unwrap_or(Ok(before.clone()))
}

async fn tasks_changed(events: &mut EventStream) -> Result<(), ApiError> {
    loop {
        match events.next().await {
            Some(Event::Changed { topic: Topic::Tasks }) => return Ok(()),
            Some(Event::Changed { .. } | Event::Show { .. }) => {}
            Some(Event::Ended) | None => return Err(ApiError::new(Code::NotRunning, "Stint ended before this did.")),
        }
    }
}

fn print(detail: &TaskDetail, here: Here<'_>, out: &mut dyn Write, paint: Paint) -> io::Result<()> {
    let task = &detail.task;
    if let Some(reference) = &task.reference {
        write!(out, "{}  ", paint.ink(Ink::Faint, &plain(reference)))?;
    }
    writeln!(out, "{}", paint.ink(Ink::Strong, &plain(&task.title)))?;
    if let Some(url) = &task.url {
        writeln!(out, "{}", plain(url))?;
    }
    writeln!(out)?;
    let mut table = Table::default();
    let of_work = |work| of_work(work, task.reference.as_deref(), here);
    let work = task.work.as_ref().map(of_work).unwrap_or_default();
    for (name, value) in of_task(detail).into_iter().chain(work).filter(|(_, value)| !value.is_empty()) {
        table.row([Cell::new(name).ink(Ink::Faint), Cell::new(value)]);
    }
    table.write(out, paint)?;
    if !detail.description.is_empty() {
        writeln!(out)?;
        markdown::write(&detail.description, out)?;
    }
    match &detail.problem {
        Some(problem) => writeln!(out, "\n{}", paint.ink(Ink::Warning, &plain(problem))),
        None => Ok(()),
    }
}

fn of_task(detail: &TaskDetail) -> Vec<(&'static str, String)> {
    let task = &detail.task;
    let priority = match task.priority {
        PriorityName::High => ", high priority",
        PriorityName::Medium => "",
        PriorityName::Low => ", low priority",
    };
    let runs = if task.is_running { ", running" } else { "" };
    let spent = show::time::duration(task.seconds);
    let entries = if detail.entry_count == 1 { "entry" } else { "entries" };
    vec![
        ("Project", task.project.as_ref().map(|project| project.name.clone()).unwrap_or_default()),
        ("Status", format!("{}{priority}{runs}", status(task.status))),
        ("Time", format!("{spent} in {} {entries}", detail.entry_count)),
    ]
}

fn of_work(work: &WorkView, reference: Option<&str>, here: Here<'_>) -> Vec<(&'static str, String)> {
    let seen = std::iter::once(work::state(work.state)).chain(work::out_of_sight(work)).chain(work::whys(work));
    let changed = work.updated_at.as_deref().map(|at| here.clock(at));
    vec![
        (work::kind(work.kind, reference), seen.collect::<Vec<_>>().join(", ")),
        ("Review", work.review.map(work::review).unwrap_or_default().to_owned()),
        ("Checks", work.checks.map(work::checks).unwrap_or_default().to_owned()),
        ("Labels", work.labels.join(", ")),
        ("Milestone", work.milestone.clone().unwrap_or_default()),
        ("Author", work.author.clone().unwrap_or_default()),
        ("Changed", changed.unwrap_or_default()),
    ]
}
