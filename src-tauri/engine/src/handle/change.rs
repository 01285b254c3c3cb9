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

use super::{Done, Handle, changed};
use crate::{
    Engine, Output,
    fault::{Fault, Result},
};

impl Handle for Undo {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        let Some(last) = table::change::undoable(engine.conn()?)? else {
            return Err(Fault::refused("There is nothing to undo.", "Each change of time, tasks and projects can be."));
        };
        let edits = reversed(last.plan.edits);
        engine.write(&edits, |tx| table::change::set_undone(tx, last.id, true))?;
        Ok(taken(format!("Undone: {}", last.plan.label), &edits))
    }
}

impl Handle for Redo {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        let Some(next) = table::change::redoable(engine.conn()?)? else {
            return Err(Fault::refused("There is nothing to redo.", "Redo makes again what Undo took back."));
        };
        engine.write(&next.plan.edits, |tx| table::change::set_undone(tx, next.id, false))?;
        Ok(taken(format!("Redone: {}", next.plan.label), &next.plan.edits))
    }
}

impl Engine {
    /// Writes a plan down; acknowledged only when it is on the disk.
    pub(crate) fn commit(&mut self, plan: Plan, id: Option<String>, now: Timestamp) -> Result<Done> {
        self.commit_with(plan, id, now, |_| Ok(()))
    }

    /// Writes a plan down together with `more`, all of it or nothing.
    pub(crate) fn commit_with(
        &mut self,
        plan: Plan,
        id: Option<String>,
        now: Timestamp,
        more: impl FnOnce(&Tx) -> std::result::Result<(), stint_store::Error>,
    ) -> Result<Done> {
        if plan.edits.is_empty() {
            return Ok(Done {
                receipt: Receipt { label: "Nothing to change".into(), id, ..Receipt::default() },
                outputs: vec![],
            });
        }
        self.write(&plan.edits, |tx| table::change::push(tx, &plan, now).map(drop).and_then(|()| more(tx)))?;
        let consequences = self.consequences(&plan.edits, id.as_deref(), now);
        let outputs = changed(&topics(&plan.edits));
        let receipt = Receipt { label: plan.label, can_undo: true, id, job: None, consequences };
        Ok(Done { receipt, outputs })
    }

    /// Applies edits and keeps the signs of life in step with the timer.
    fn write(
        &mut self,
        edits: &[Edit],
        journal: impl FnOnce(&Tx) -> std::result::Result<(), stint_store::Error>,
    ) -> Result<()> {
        let store = self.storage.as_mut().map_err(|error| Fault::from(&*error))?;
        let written = store.write(|tx| {
            apply::edits(tx, edits)?;
            if timer_changes(edits) {
                table::gap::clear(tx)?;
                table::heartbeat::clear(tx)?;
            }
            journal(tx)
        });
        if timer_changes(edits) && written.is_ok() {
            self.last_beat = None;
        }
        self.remember_write(written.as_ref().err());
        Ok(written?)
    }
}

fn taken(label: String, edits: &[Edit]) -> Done {
    let receipt = Receipt { label, ..Receipt::default() };
    let mut outputs = changed(&topics(edits));
    outputs.push(Output::Withdraw(super::gap::KEY.to_owned()));
    Done { receipt, outputs }
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
