//! All there is to show of one task: its issue, its description taken apart, the time spent on it.

use jiff::Timestamp;
use stint_api::{
    question::{GetTask, GetTaskDetail},
    view::TaskDetail,
};
use stint_store::table;

use super::Answer;
use crate::{Engine, fault::Result, markdown, resolve, view::Names};

/// How many entries are shown.
const MOST_ENTRIES: usize = 200;

impl Answer for GetTaskDetail {
    fn answer(self, engine: &mut Engine, now: Timestamp) -> Result<TaskDetail> {
        let task = GetTask { id: self.id }.answer(engine, now)?;
        let conn = engine.conn()?;
        let id = resolve::task(conn, &task.id)?.id;
        let work = table::work::of_task(conn, id)?;
        let mut entries = table::entry::of_task(conn, id)?;
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.started_at));
        let entry_count = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        entries.truncate(MOST_ENTRIES);
        let body = work.as_ref().and_then(|work| work.item.body.as_deref());
        let asking = engine.accounts.pages.of(id);
        Ok(TaskDetail {
            description: body.map(|body| markdown::read(body).blocks).unwrap_or_default(),
            is_described: body.is_some(),
            entries: Names::new(conn).entries(&entries, now)?,
            entry_count,
            is_refreshing: asking.run.is_some(),
            refreshed_at: work.as_ref().and_then(|work| work.looked_up_at).map(|at| at.to_string()),
            problem: asking.problem,
            task,
        })
    }
}
