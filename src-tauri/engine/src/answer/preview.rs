//! What writing an entry would do to others, before it is done.

use jiff::Timestamp;
use stint_api::{
    question::PreviewEntry,
    view::{ConsequenceView, PreviewView},
};
use stint_core::{day::Span, entry::TimeEntry, ids::EntryId};

use super::{Answer, day::span};
use crate::{
    Engine,
    fault::Result,
    handle::{EffectOnOther, effects_on_others, sentence},
    resolve,
};

impl Answer for PreviewEntry {
    fn answer(self, engine: &mut Engine, now: Timestamp) -> Result<PreviewView> {
        let before = self.id.as_deref().map(|id| resolve::entry(engine.conn()?, id)).transpose()?;
        let id = before.as_ref().map_or_else(|| EntryId(engine.fresh_id(now)), |entry| entry.id);
        let plan = engine.plan_entry(id, before, self.entry, now)?;
        let zone = &engine.zone.rules;
        let view = |effect: &EffectOnOther| ConsequenceView {
            id: effect.before.id.to_string(),
            sentence: sentence(effect, zone, now),
            remains: effect.remains.iter().map(|rest| span(&rest_until(rest, now), zone)).collect(),
        };
        let effects = effects_on_others(&plan.edits, Some(&id.to_string()));
        Ok(PreviewView { consequences: effects.iter().map(view).collect() })
    }
}

fn rest_until(rest: &TimeEntry, now: Timestamp) -> Span {
    Span { started_at: rest.started_at, ended_at: rest.ended_at.unwrap_or(now) }
}
