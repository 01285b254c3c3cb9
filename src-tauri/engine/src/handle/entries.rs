//! Corrections of entries: add, edit, split, delete.

use jiff::{Timestamp, tz::TimeZone};
use stint_api::command::{AddEntry, DeleteEntry, EditEntry, EntryForm, SplitEntry};
use stint_core::{
    correct::{self, Named},
    edit::{Edit, Plan},
    entry::TimeEntry,
    ids::EntryId,
};
use stint_store::table;

use super::{Done, Handle};
use crate::{Engine, fault::Result, resolve, speak, view::Names};

impl Handle for AddEntry {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let id = EntryId(engine.fresh_id(now));
        let plan = engine.plan_entry(id, None, self.entry, now)?;
        engine.commit(plan, Some(id.to_string()), now)
    }
}

impl Handle for EditEntry {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let before = resolve::entry(engine.conn()?, &self.id)?;
        let plan = engine.plan_entry(before.id, Some(before), self.entry, now)?;
        engine.commit(plan, Some(self.id), now)
    }
}

impl Handle for SplitEntry {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let entry = resolve::entry(engine.conn()?, &self.id)?;
        let at = resolve::instant("split", &self.at)?;
        let fresh = EntryId(engine.fresh_id(now));
        engine.commit(correct::split(entry, at, now, fresh)?, Some(fresh.to_string()), now)
    }
}

impl Handle for DeleteEntry {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let entry = resolve::entry(engine.conn()?, &self.id)?;
        engine.commit(correct::delete(entry), None, now)
    }
}

impl Engine {
    /// Decides what writing the form does, to the entry and to those it overlaps.
    pub(crate) fn plan_entry(
        &mut self,
        id: EntryId,
        before: Option<TimeEntry>,
        form: EntryForm,
        now: Timestamp,
    ) -> Result<Plan> {
        let zone = before.as_ref().map_or(&self.zone.name, |before| &before.zone).clone();
        let after = self.entry_from(id, form, zone)?;
        let conn = self.conn()?;
        let mut others = table::entry::touching(conn, after.started_at, after.ended_at)?;
        others.retain(|other| other.id != id);
        let mut names = Names::new(conn);
        let (task, project) = (names.task(after.task)?, names.project(after.project)?);
        let named = Named {
            task: task.as_ref().map(|task| task.title.as_str()),
            project: project.as_ref().map(|project| project.name.as_str()),
        };
        Ok(correct::write(before, after, &others, named, now, &mut || EntryId(self.fresh_id(now)))?)
    }

    fn entry_from(&self, id: EntryId, form: EntryForm, zone: String) -> Result<TimeEntry> {
        let conn = self.conn()?;
        Ok(TimeEntry {
            id,
            description: form.description,
            task: form.task.as_deref().map(|id| resolve::task(conn, id)).transpose()?.map(|task| task.id),
            project: form
                .project
                .as_deref()
                .map(|id| resolve::project(conn, id))
                .transpose()?
                .map(|project| project.id),
            started_at: resolve::instant("start", &form.started_at)?,
            ended_at: form.ended_at.as_deref().map(|at| resolve::instant("end", at)).transpose()?,
            zone: form.zone.unwrap_or(zone),
            tags: resolve::tags(form.tags)?,
            is_billable: form.is_billable,
        })
    }

    /// What a written plan did to entries other than the one it was about, a sentence each.
    pub(crate) fn consequences(&self, edits: &[Edit], id: Option<&str>, now: Timestamp) -> Vec<String> {
        // A single edit is what the label says, and about no other entry.
        let effects = if edits.len() == 1 { Vec::new() } else { effects_on_others(edits, id) };
        effects.iter().map(|effect| sentence(effect, &self.zone.rules, now)).collect()
    }
}

/// One other entry and what remains of it.
pub(crate) struct EffectOnOther {
    pub before: TimeEntry,
    pub remains: Vec<TimeEntry>,
}

/// Gathers the edits of other entries; a piece split off carries on the words of the entry it came from.
pub(crate) fn effects_on_others(edits: &[Edit], id: Option<&str>) -> Vec<EffectOnOther> {
    let mut effects: Vec<EffectOnOther> = Vec::new();
    for edit in edits {
        let Edit::Entry(change) = edit else { continue };
        let subject = change.before.as_ref().or(change.after.as_ref());
        if subject.is_some_and(|entry| Some(entry.id.to_string().as_str()) == id) {
            continue;
        }
        match (&change.before, &change.after) {
            // Its words or its task changed, as when the task is deleted; its time is as it was.
            (Some(before), Some(after)) if before.has_same_span(after) => {}
            (Some(before), after) => {
                effects.push(EffectOnOther { before: before.clone(), remains: after.iter().cloned().collect() });
            }
            (None, Some(piece)) => {
                if let Some(parent) = effects.iter_mut().find(|effect| is_piece_of(piece, &effect.before)) {
                    parent.remains.push(piece.clone());
                }
            }
            (None, None) => {}
        }
    }
    effects.sort_by_key(|effect| effect.before.started_at);
    effects
}

fn is_piece_of(piece: &TimeEntry, whole: &TimeEntry) -> bool {
    piece.started_at >= whole.started_at && piece.overlaps(whole.started_at, whole.ended_at)
}

/// What happens to one other entry, in a sentence.
pub(crate) fn sentence(effect: &EffectOnOther, zone: &TimeZone, now: Timestamp) -> String {
    let time = |at: Timestamp| speak::clock_time(at, zone, now);
    let before = &effect.before;
    let name =
        if before.description.is_empty() { "An entry".to_owned() } else { format!("“{}”", before.description) };
    match effect.remains.as_slice() {
        [] => format!("{name} is removed."),
        [one] => match (one.ended_at, before.ended_at) {
            (Some(end), None) => {
                format!("{name} ended at {}, {}.", time(end), speak::hours_minutes(one.lasted_for(end)))
            }
            (Some(end), Some(old)) if end != old => format!("{name} ends at {} instead of {}.", time(end), time(old)),
            (_, _) => format!("{name} starts at {} instead of {}.", time(one.started_at), time(before.started_at)),
        },
        [first, .., last] => format!(
            "{name} is split around it: to {} and from {}.",
            first.ended_at.map(time).unwrap_or_default(),
            time(last.started_at)
        ),
    }
}
