//! The timer's own verbs: start, continue, stop, discard.

use jiff::Timestamp;
use stint_api::{
    command::{ContinueEntry, DiscardTimer, StartFromText, StartTimer, StopTimer},
    view::Receipt,
};
use stint_core::{
    edit::{Edit, Plan},
    entry::TimeEntry,
    ids::EntryId,
    phrase, text, timer,
};
use stint_store::table;

use super::{Done, Handle, effects_on_others};
use crate::{
    Engine,
    fault::{Fault, Result},
    resolve,
};

impl Handle for StartTimer {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let may_remove = self.may_remove;
        let wish = engine.wish(self, now)?;
        engine.refuse_nothing(&wish)?;
        let task = wish.task;
        let mut done = engine.start(wish, may_remove, now)?;
        done.outputs.extend(task.map(|task| engine.taken_up(task)).transpose()?.unwrap_or_default());
        Ok(done)
    }
}

impl Handle for StartFromText {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let line = text::line("description", &self.text)?;
        let meaning = resolve::meaning(engine.conn()?, phrase::parse(&line))?;
        StartTimer {
            task: meaning.task.map(|task| task.id.to_string()),
            project: meaning.project.map(|project| project.id.to_string()),
            description: meaning.description,
            started_at: self.started_at,
            tags: meaning.tags,
            is_billable: None,
            may_remove: self.may_remove,
        }
        .handle(engine, now)
    }
}

impl Handle for ContinueEntry {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let conn = engine.conn()?;
        let earlier = match self.entry.as_deref() {
            Some(id) => resolve::entry(conn, id)?,
            None => table::entry::latest_finished(conn)?.ok_or_else(|| {
                Fault::refused("There is no earlier entry to continue.", "Type what you do and start.")
            })?,
        };
        let id = EntryId(engine.fresh_id(now));
        let zone = engine.zone.name.clone();
        engine.start(TimeEntry { id, started_at: now, ended_at: None, zone, ..earlier }, false, now)
    }
}

impl Handle for StopTimer {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let running = engine.running()?;
        let ended_at = self.ended_at.as_deref().map(|at| resolve::instant("end", at)).transpose()?;
        let id = Some(running.id.to_string());
        engine.commit(timer::stop(running, ended_at, now)?, id, now)
    }
}

impl Handle for DiscardTimer {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let running = engine.running()?;
        engine.commit(timer::discard(running), None, now)
    }
}

impl Engine {
    /// The running entry, or the words that there is none.
    pub(crate) fn running(&self) -> Result<TimeEntry> {
        table::entry::running(self.conn()?)?.ok_or_else(|| Fault::refused("No timer runs.", "Start one first."))
    }

    /// The entry that is wished for, with what its task and its project say.
    pub(super) fn wish(&mut self, start: StartTimer, now: Timestamp) -> Result<TimeEntry> {
        let conn = self.conn()?;
        let task = start.task.as_deref().map(|id| resolve::task(conn, id)).transpose()?;
        let named = start.project.as_deref().map(|id| resolve::project(conn, id)).transpose()?;
        let project = match (named, task.as_ref().and_then(|task| task.project)) {
            (Some(project), _) => Some(project),
            (None, Some(id)) => table::project::get(conn, id)?,
            (None, None) => None,
        };
        let description = match (start.description, &task) {
            (Some(words), _) => text::line("description", &words)?,
            (None, Some(task)) => task.title.clone(),
            (None, None) => String::new(),
        };
        Ok(TimeEntry {
            id: EntryId(self.fresh_id(now)),
            description,
            task: task.map(|task| task.id),
            is_billable: start.is_billable.unwrap_or(project.as_ref().is_some_and(|project| project.is_billable)),
            project: project.map(|project| project.id),
            started_at: resolve::instant_or("start", start.started_at.as_deref(), now)?,
            ended_at: None,
            zone: self.zone.name.clone(),
            tags: resolve::tags(start.tags)?,
        })
    }

    /// What starting it changes.
    pub(super) fn plan_start(&mut self, wish: TimeEntry, now: Timestamp) -> Result<Plan> {
        let conn = self.conn()?;
        let running = table::entry::running(conn)?;
        let mut others = table::entry::touching(conn, wish.started_at, None)?;
        others.retain(|entry| !entry.is_running());
        Ok(timer::start(wish, running, &others, now, &mut || EntryId(self.fresh_id(now)))?)
    }

    /// A start that names nothing would cut what runs, which is hardly ever meant.
    fn refuse_nothing(&self, wish: &TimeEntry) -> Result<()> {
        let is_named = !wish.description.is_empty() || wish.task.is_some() || wish.project.is_some();
        if is_named || table::entry::running(self.conn()?)?.is_none() {
            return Ok(());
        }
        Err(Fault::refused("Say what to start.", "`stint stop` ends what runs."))
    }

    fn start(&mut self, wish: TimeEntry, may_remove: bool, now: Timestamp) -> Result<Done> {
        let id = Some(wish.id.to_string());
        let plan = self.plan_start(wish, now)?;
        if plan.edits.is_empty() {
            let id = table::entry::running(self.conn()?)?.map(|running| running.id.to_string());
            return Ok(Done { receipt: Receipt { label: plan.label, id, ..Receipt::default() }, outputs: Vec::new() });
        }
        if !may_remove {
            keep_whole_entries(&plan.edits, id.as_deref())?;
        }
        self.commit(plan, id, now)
    }
}

/// A slip such as seven hours for seven minutes shall not clear a day: what would go is named, and asked about.
fn keep_whole_entries(edits: &[Edit], id: Option<&str>) -> Result<()> {
    let gone: Vec<_> = effects_on_others(edits, id).into_iter().filter(|effect| effect.remains.is_empty()).collect();
    let Some(first) = gone.first() else { return Ok(()) };
    let name = Some(first.before.description.as_str()).filter(|name| !name.is_empty()).unwrap_or("No description");
    let what = match gone.len() {
        1 => format!("“{name}”"),
        count => format!("{count} entries, the first of them “{name}”"),
    };
    Err(Fault::refused(
        format!("This start would remove {what}. Nothing was changed."),
        "Give a later start; in a terminal, `--over` removes them all the same.",
    ))
}
