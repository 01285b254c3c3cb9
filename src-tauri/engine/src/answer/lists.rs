//! Tasks and projects.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use stint_api::{
    question::{GetTask, ListProjects, ListTasks},
    view::{ProjectView, TaskPage, TaskView},
};
use stint_core::{ids::ProjectId, task::Task};
use stint_store::{Conn, table};

use super::Answer;
use crate::{
    Engine,
    fault::Result,
    resolve,
    speak::seconds_of_ms,
    view::{self, Names},
};

impl Answer for ListTasks {
    fn answer(self, engine: &mut Engine, now: Timestamp) -> Result<TaskPage> {
        let conn = engine.conn()?;
        let limit = self.limit.unwrap_or(200).min(1_000);
        let filter = table::task::Filter {
            text: &self.text,
            with_done: self.with_done,
            with_off_list: self.with_off_list,
            service: self.service.as_deref(),
        };
        let (tasks, total) = table::task::page(conn, &filter, self.offset, limit)?;
        Ok(TaskPage { tasks: views(conn, &tasks, now)?, total })
    }
}

impl Answer for GetTask {
    fn answer(self, engine: &mut Engine, now: Timestamp) -> Result<TaskView> {
        let conn = engine.conn()?;
        let task = resolve::task(conn, &self.id)?;
        Ok(views(conn, &[task], now)?.remove(0))
    }
}

impl Answer for ListProjects {
    fn answer(self, engine: &mut Engine, now: Timestamp) -> Result<Vec<ProjectView>> {
        let conn = engine.conn()?;
        let month_ago = now - SignedDuration::from_hours(30 * 24);
        let totals = table::entry::totals(conn, month_ago, now, now)?;
        let spent: BTreeMap<Option<ProjectId>, i64> = totals.iter().map(|total| (total.project, total.ms)).collect();
        let open = table::task::open_per_project(conn)?;
        let projects = table::project::list(conn, self.with_archived)?;
        let view = |project: &stint_core::project::Project| ProjectView {
            id: project.id.to_string(),
            name: project.name.clone(),
            colour: view::colour_name(project.colour).to_owned(),
            client: project.client.clone(),
            is_billable: project.is_billable,
            is_archived: project.is_archived,
            open_tasks: open.get(&project.id).copied().unwrap_or(0),
            recent_seconds: seconds_of_ms(spent.get(&Some(project.id)).copied().unwrap_or(0)),
        };
        Ok(projects.iter().map(view).collect())
    }
}

fn views(conn: &Conn, tasks: &[Task], now: Timestamp) -> Result<Vec<TaskView>> {
    let mut names = Names::new(conn);
    let ids: Vec<_> = tasks.iter().map(|task| task.id).collect();
    let spent = table::entry::spent_on(conn, &ids, now)?;
    let running = table::entry::running(conn)?.and_then(|entry| entry.task);
    let works = table::work::of_tasks(conn, &ids)?;
    let view = |task: &Task| {
        let seconds = seconds_of_ms(spent.get(&task.id).copied().unwrap_or(0));
        Ok(view::task(task, names.project(task.project)?, works.get(&task.id), seconds, running == Some(task.id)))
    };
    tasks.iter().map(view).collect()
}
