//! Time without a sign of life while the timer ran: how it is noticed, and what the person may make of it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    edit::{Change, Edit, Plan},
    entry::{TimeEntry, whole_milliseconds},
    ids::EntryId,
    label::{hours, name_of},
    refusal::Result,
    timer,
};

/// What the clocks of the machine showed at one moment; the latest one is the heartbeat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockReading {
    /// The wall clock, which a person or the network may set.
    pub wall: Timestamp,
    /// Milliseconds since the machine started, sleep included.
    pub boot_ms: i64,
    /// Milliseconds since the machine started, sleep not included.
    pub monotonic_ms: i64,
    /// Which start of the machine this was.
    pub boot_id: String,
}

/// Why nobody knows what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Stint or the machine was not running.
    Ended,
    /// The machine slept.
    Slept,
    /// The wall clock was set.
    ClockSet,
}

/// A stretch of the timer of which nobody knows how it was spent; after a clock set back it ends before it begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// Why nobody knows.
    pub cause: Cause,
    /// When there was the last sign of life.
    pub last_seen_at: Timestamp,
    /// When there was one again.
    pub back_at: Timestamp,
}

/// What the person makes of a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// It was work: the timer goes on from its own start.
    Keep,
    /// It was not: the timer ended at the last sign of life.
    StopThere,
    /// It was not, but the work goes on: the timer ended then, and a like one started when the person was back.
    Split,
    /// Nothing of this timer was work.
    Discard,
}

/// Compares two readings and says what lies between them, if it is at least `threshold` long.
///
/// `was_alive` is false where Stint itself was not running in between.
#[must_use]
pub fn assess(last: &ClockReading, current: &ClockReading, was_alive: bool, threshold: SignedDuration) -> Option<Gap> {
    let least = i64::try_from(threshold.as_millis()).unwrap_or(i64::MAX);
    let wall = current.wall.as_millisecond() - last.wall.as_millisecond();
    let boot = current.boot_ms.saturating_sub(last.boot_ms);
    let slept = boot.saturating_sub(current.monotonic_ms.saturating_sub(last.monotonic_ms));
    let is_same_boot = last.boot_id == current.boot_id;
    let away = if is_same_boot { boot } else { wall };
    let step = if is_same_boot { wall.saturating_sub(boot) } else { wall.min(0) };
    let cause = match was_alive && is_same_boot {
        false if away >= least => Cause::Ended,
        true if slept >= least => Cause::Slept,
        _ if step.saturating_abs() >= least => Cause::ClockSet,
        _ => return None,
    };
    Some(Gap { cause, last_seen_at: last.wall, back_at: current.wall })
}

/// What the person's choice changes; nothing where the time is kept.
///
/// `fresh` is the identity of the entry that goes on after a split.
pub fn answer(running: TimeEntry, gap: &Gap, choice: Choice, now: Timestamp, fresh: EntryId) -> Result<Option<Plan>> {
    let end = gap.last_seen_at.min(now).max(running.started_at);
    match choice {
        Choice::Keep => Ok(None),
        Choice::StopThere => Ok(Some(end_at(running, end))),
        Choice::Split => Ok(Some(go_on(running, end, gap.back_at.min(now).max(end), fresh))),
        Choice::Discard => Ok(Some(timer::discard(running))),
    }
}

fn end_at(running: TimeEntry, end: Timestamp) -> Plan {
    let ended = TimeEntry { ended_at: Some(whole_milliseconds(end)), ..running.clone() };
    let label = format!("Stopped {} after {}", name_of(&ended, "the timer"), hours(ended.lasted_for(end)));
    Plan { label, edits: vec![Edit::Entry(Change::changed(running, ended))] }
}

fn go_on(running: TimeEntry, end: Timestamp, back_at: Timestamp, fresh: EntryId) -> Plan {
    let rest = TimeEntry { id: fresh, started_at: whole_milliseconds(back_at), ..running.clone() };
    let mut plan = end_at(running, end);
    plan.label.push_str(", then started it again");
    plan.edits.push(Edit::Entry(Change::added(rest)));
    plan
}
