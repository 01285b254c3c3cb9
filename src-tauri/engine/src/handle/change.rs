//! Changes of the data: a plan is written with its journal row in one transaction, and taken back the same way.

use std::collections::BTreeSet;

use jiff::Timestamp;
use stint_api::{
    Topic,
    command::{Redo, Undo},
    view::Receipt,
};
use stint_core::edit::{Change, Edit, Plan, reversed};
use stint_store::{Tx, apply, table};

use super::{
    Done, Handle, changed,
    question::{self, Question},
};
use crate::{
    Engine,
    fault::{Fault, Result},
};

impl Handle for Undo {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let Some(last) = table::change::undoable(engine.conn()?)? else {
            return Err(Fault::refused(
                "There is nothing to undo.",
                "Changes of entries, tasks and projects can be undone.",
            ));
        };
        let edits = reversed(last.plan.edits);
        let question = engine.write(&edits, |tx| table::change::set_undone(tx, last.id, true).map(|()| last.id))?;
        Ok(engine.taken(format!("Undone: {}", last.plan.label), &edits, &question, now))
    }
}

impl Handle for Redo {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let Some(next) = table::change::redoable(engine.conn()?)? else {
            return Err(Fault::refused("There is nothing to redo.", "Redo makes again what Undo took back."));
        };
        let edits = next.plan.edits;
        let question = engine.write(&edits, |tx| table::change::set_undone(tx, next.id, false).map(|()| next.id))?;
        Ok(engine.taken(format!("Redone: {}", next.plan.label), &edits, &question, now))
    }
}

impl Engine {
    /// Writes a plan down; acknowledged only when it is on the disk.
    pub(crate) fn commit(&mut self, plan: Plan, id: Option<String>, now: Timestamp) -> Result<Done> {
        self.commit_with(plan, id, now, |_| Ok(()))
    }

    /// Writes a plan down, and in the same breath what belongs to it and is not undone with it.
    pub(super) fn commit_with(
        &mut self,
        plan: Plan,
        id: Option<String>,
        now: Timestamp,
        also: impl FnOnce(&Tx) -> std::result::Result<(), stint_store::Error>,
    ) -> Result<Done> {
        if plan.edits.is_empty() {
            return Ok(Done {
                receipt: Receipt { label: "Nothing to change".into(), id, ..Receipt::default() },
                outputs: vec![],
            });
        }
        let question = self.write(&plan.edits, |tx| {
            also(tx)?;
            table::change::push(tx, &plan, now)
        })?;
        let mut consequences = self.consequences(&plan.edits, id.as_deref(), now);
        consequences.extend(self.counted_unasked(&question, &plan.edits, now));
        let mut outputs = changed(&topics(&plan.edits));
        outputs.extend(self.follow_up(&question, now));
        let receipt = Receipt { label: plan.label, can_undo: true, id, job: None, consequences };
        Ok(Done { receipt, outputs })
    }

    /// Applies edits and keeps the signs of life and the open question in step with the timer; `journal` brings the
    /// number of the change.
    fn write(
        &mut self,
        edits: &[Edit],
        journal: impl FnOnce(&Tx) -> std::result::Result<i64, stint_store::Error>,
    ) -> Result<Question> {
        let is_other_timer = timer_changes(edits);
        let store = self.storage.as_mut().map_err(|error| Fault::from(&*error))?;
        let written = store.write(|tx| {
            let ran = table::entry::running(tx)?;
            apply::edits(tx, edits)?;
            let change = journal(tx)?;
            if !is_other_timer {
                return Ok(Question::Untouched);
            }
            table::heartbeat::clear(tx)?;
            question::follow(tx, ran.as_ref(), change)
        });
        if is_other_timer && written.is_ok() {
            self.last_beat = None;
            self.has_resumed = true;
        }
        self.remember_write(written.as_ref().err());
        Ok(written?)
    }

    fn taken(&self, label: String, edits: &[Edit], question: &Question, now: Timestamp) -> Done {
        let receipt = Receipt { label, ..Receipt::default() };
        let mut outputs = changed(&topics(edits));
        outputs.extend(self.follow_up(question, now));
        Done { receipt, outputs }
    }
}

/// Whether another entry runs afterwards, or the same one from another start.
fn timer_changes(edits: &[Edit]) -> bool {
    edits.iter().any(|edit| match edit {
        Edit::Entry(Change { before, after }) => {
            let running = |entry: &Option<stint_core::entry::TimeEntry>| {
                entry.as_ref().filter(|entry| entry.is_running()).map(|entry| (entry.id, entry.started_at))
            };
            running(before) != running(after)
        }
        Edit::Task(_) | Edit::Project(_) => false,
    })
}

/// Undo and redo change with every edit, so the timer's topic is always among them.
fn topics(edits: &[Edit]) -> Vec<Topic> {
    let of = |edit: &Edit| match edit {
        Edit::Entry(_) => Topic::Entries,
        Edit::Task(_) => Topic::Tasks,
        Edit::Project(_) => Topic::Projects,
    };
    let touched: BTreeSet<Topic> = edits.iter().map(of).chain([Topic::Timer]).collect();
    touched.into_iter().collect()
}
