//! The open question about a gap, kept in step with the timer it is about: closed with it, and open again with an undo.

use jiff::Timestamp;
use stint_core::{
    edit::{Change, Edit},
    entry::TimeEntry,
    gap::Gap,
};
use stint_store::{Error, Tx, table};

use super::gap::KEY;
use crate::{Engine, Output, speak};

/// Under what the question that was closed last is remembered, with the number of the change that closed it.
const CLOSED: &str = "closed question";

/// What a change did to the open question.
#[derive(Debug, PartialEq)]
pub(super) enum Question {
    /// Nothing, or there was none.
    Untouched,
    /// The time in question no longer belongs to the timer.
    Closed(Gap),
    /// The timer it is about runs again.
    Reopened(Gap),
}

/// Looks after a change was written whether the question is still one; `ran` is what ran before.
pub(super) fn follow(tx: &Tx, ran: Option<&TimeEntry>, change: i64) -> Result<Question, Error> {
    let runs = table::entry::running(tx)?;
    let Some(open) = table::gap::get(tx)? else {
        return Ok(match closed_by(tx, change)?.filter(|gap| is_about(gap, runs.as_ref())) {
            Some(gap) => {
                table::gap::put(tx, &gap)?;
                table::meta::put(tx, CLOSED, "")?;
                Question::Reopened(gap)
            }
            None => Question::Untouched,
        });
    };
    let is_same = ran.map(|entry| entry.id) == runs.as_ref().map(|entry| entry.id);
    if is_same && is_about(&open, runs.as_ref()) {
        return Ok(Question::Untouched);
    }
    table::gap::clear(tx)?;
    table::meta::put(tx, CLOSED, &serde_json::to_string(&(change, &open))?)?;
    Ok(Question::Closed(open))
}

fn is_about(gap: &Gap, runs: Option<&TimeEntry>) -> bool {
    runs.is_some_and(|entry| entry.started_at <= gap.last_seen_at)
}

fn closed_by(tx: &Tx, change: i64) -> Result<Option<Gap>, Error> {
    let kept = table::meta::get(tx, CLOSED)?.filter(|kept| !kept.is_empty());
    let kept: Option<(i64, Gap)> = kept.map(|kept| serde_json::from_str(&kept)).transpose()?;
    Ok(kept.filter(|(by, _)| *by == change).map(|(_, gap)| gap))
}

impl Engine {
    /// What the person must see of it.
    pub(super) fn follow_up(&self, question: &Question, now: Timestamp) -> Option<Output> {
        match question {
            Question::Untouched => None,
            Question::Closed(_) => Some(Output::Withdraw(KEY.to_owned())),
            Question::Reopened(gap) => Some(Output::Notify(self.question(gap, now))),
        }
    }

    /// Says that time nobody answered for now stands in an entry.
    pub(super) fn counted_unasked(&self, question: &Question, edits: &[Edit], now: Timestamp) -> Option<String> {
        let Question::Closed(gap) = question else { return None };
        let holds_it = |entry: &TimeEntry| {
            entry.started_at <= gap.last_seen_at && entry.ended_at.is_some_and(|end| end >= gap.back_at)
        };
        let is_counted = gap.last_seen_at < gap.back_at
            && edits
                .iter()
                .any(|edit| matches!(edit, Edit::Entry(Change { after: Some(after), .. }) if holds_it(after)));
        let time = |at| speak::clock_time(at, &self.zone.rules, now);
        let (from, to) = (time(gap.last_seen_at), time(gap.back_at));
        is_counted.then(|| format!("The time from {from} to {to} counts, too; correct it if it was no work."))
    }
}
