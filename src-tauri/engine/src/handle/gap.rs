//! The open question about a gap: asked once, kept until answered.

use jiff::Timestamp;
use stint_api::{
    Request, Topic,
    command::{AnswerGap, GapChoice, OpenWindow, Place},
};
use stint_core::{
    gap::{self, Cause, Choice, Gap},
    ids::EntryId,
};
use stint_store::table;

use super::{Done, Handle, changed};
use crate::{
    Engine, Notice, NoticeAction, Output,
    fault::{Fault, Result},
    speak,
};

/// The key of the notice that asks.
pub(crate) const KEY: &str = "gap";

/// The most characters of a person's words on a button of the notice.
const WIDEST: usize = 24;

impl Handle for AnswerGap {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let conn = engine.conn()?;
        let open = table::gap::get(conn)?
            .ok_or_else(|| Fault::refused("There is no gap to decide about.", "It was answered already."))?;
        let running = engine.running()?;
        let fresh = EntryId(engine.fresh_id(now));
        let id = (self.choice != GapChoice::Discard).then(|| running.id.to_string());
        match gap::answer(running, &open, choice(self.choice), now, fresh)? {
            Some(plan) => engine.commit(plan, id, now),
            None => engine.keep_going(),
        }
    }
}

impl Engine {
    fn keep_going(&mut self) -> Result<Done> {
        let store = self.storage.as_mut().map_err(|error| Fault::from(&*error))?;
        let written = store.write(table::gap::clear);
        self.remember_write(written.as_ref().err());
        written?;
        let mut outputs = changed(&[Topic::Timer]);
        outputs.push(Output::Withdraw(KEY.to_owned()));
        Ok(Done::said("Kept the timer going", outputs))
    }

    /// A newly found gap together with the one that is open: an unanswered one keeps its beginning.
    pub(crate) fn joined(&self, found: Gap) -> Result<Gap> {
        Ok(match table::gap::get(self.conn()?)? {
            Some(open) => Gap { back_at: found.back_at, ..open },
            None => found,
        })
    }

    /// Asks about a gap that is written down.
    pub(crate) fn ask_about(&self, gap: &Gap, now: Timestamp) -> Vec<Output> {
        let mut outputs = changed(&[Topic::Timer]);
        outputs.push(Output::Notify(self.question(gap, now)));
        outputs
    }

    /// What the answer that discards is called; how long the timer ran is said where that is drawn anew.
    fn discarding(&self) -> String {
        let running = self.conn().and_then(|conn| Ok(table::entry::running(conn)?));
        match running {
            Ok(Some(entry)) if !entry.description.is_empty() => {
                format!("Discard all of “{}”", speak::shorten(&entry.description, WIDEST))
            }
            _ => "Discard all of it".to_owned(),
        }
    }

    /// The question as a notice.
    pub(crate) fn question(&self, gap: &Gap, now: Timestamp) -> Notice {
        let time = |at| speak::clock_time(at, &self.zone.rules, now);
        let (seen, back) = (time(gap.last_seen_at), time(gap.back_at));
        let action =
            |label: &str, choice| NoticeAction { label: label.to_owned(), request: Request::of(&AnswerGap { choice }) };
        Notice {
            key: KEY.to_owned(),
            title: match gap.cause {
                Cause::Ended | Cause::Slept => format!("Still running since {seen}?"),
                Cause::ClockSet => "Is the timer still right?".to_owned(),
            },
            body: format!("{} The timer goes on until you decide.", cause_in_words(gap.cause, &seen, &back)),
            actions: [
                Some(action("Keep going", GapChoice::Keep)),
                // A clock set back leaves no such time to stop at.
                (gap.last_seen_at < gap.back_at).then(|| action(&format!("Stopped at {seen}"), GapChoice::StopThere)),
                Some(action(&self.discarding(), GapChoice::Discard)),
            ]
            .into_iter()
            .flatten()
            .collect(),
            default: Some(Request::of(&OpenWindow::at(Place::Today))),
        }
    }
}

fn cause_in_words(cause: Cause, seen: &str, back: &str) -> String {
    match cause {
        Cause::Ended => format!("Stint was last alive at {seen}."),
        Cause::Slept => format!("The machine slept from {seen}."),
        Cause::ClockSet => format!("The clock was set from {seen} to {back}."),
    }
}

fn choice(wire: GapChoice) -> Choice {
    match wire {
        GapChoice::Keep => Choice::Keep,
        GapChoice::StopThere => Choice::StopThere,
        GapChoice::Split => Choice::Split,
        GapChoice::Discard => Choice::Discard,
    }
}
