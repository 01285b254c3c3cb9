//! Tasks by hand.

use jiff::Timestamp;
use stint_api::command::{AddTask, DeleteTask, EditTask, PriorityName, StatusName, TaskForm};
use stint_core::{
    ids::TaskId,
    task::{self, Priority, Status, Task},
};
use stint_store::{Conn, table};

use super::{Done, Handle};
use crate::{Engine, fault::Result, resolve};

impl Handle for AddTask {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let id = TaskId(engine.fresh_id(now));
        let fresh = Task { created_at: now, done_at: None, ..from_form(engine.conn()?, id, self.task)? };
        engine.commit(task::write(None, fresh, now)?, Some(id.to_string()), now)
    }
}

impl Handle for EditTask {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let conn = engine.conn()?;
        let before = resolve::task(conn, &self.id)?;
        let form = from_form(conn, before.id, self.task)?;
        let after = Task { created_at: before.created_at, done_at: before.done_at, ..form };
        engine.commit(task::write(Some(before), after, now)?, Some(self.id), now)
    }
}

impl Handle for DeleteTask {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let conn = engine.conn()?;
        let task = resolve::task(conn, &self.id)?;
        let entries = table::entry::of_task(conn, task.id)?;
        engine.commit(task::delete(task, entries), None, now)
    }
}

fn from_form(conn: &Conn, id: TaskId, form: TaskForm) -> Result<Task> {
    Ok(Task {
        id,
        title: form.title,
        project: form.project.as_deref().map(|id| resolve::project(conn, id)).transpose()?.map(|project| project.id),
        priority: match form.priority {
            PriorityName::High => Priority::High,
            PriorityName::Medium => Priority::Medium,
            PriorityName::Low => Priority::Low,
        },
        status: match form.status {
            StatusName::Todo => Status::Todo,
            StatusName::InProgress => Status::InProgress,
            StatusName::Done => Status::Done,
        },
        reference: form.reference,
        url: form.url,
        created_at: Timestamp::UNIX_EPOCH,
        done_at: None,
    })
}
