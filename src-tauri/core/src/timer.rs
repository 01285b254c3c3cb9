//! The timer: start, stop, switch, discard.

use jiff::Timestamp;

use crate::{
    correct,
    edit::{Change, Edit, Plan},
    entry::{TimeEntry, whole_milliseconds},
    ids::EntryId,
    label::{hours, name_of},
    overlap::{make_room, refuse_future},
    refusal::{Refusal, Result},
    zone,
};

/// Starts `new` as the timer and ends `running` at the same instant; where that is the same thing already the plan holds no edit.
///
/// `others` are the finished entries that touch the time from `new.started_at` on; what the timer covers of them is trimmed.
/// Refuses a start in the future or further back than an entry may last, an unknown zone, and unfit words.
pub fn start(
    new: TimeEntry,
    running: Option<TimeEntry>,
    others: &[TimeEntry],
    now: Timestamp,
    fresh: &mut dyn FnMut() -> EntryId,
) -> Result<Plan> {
    let new = TimeEntry { ended_at: None, ..new }.clean()?;
    correct::check_span(&new, None, now)?;
    if running.as_ref().is_some_and(|running| goes_on_with(running, &new)) {
        let label = format!("{} is running already", name_of(&new, "The timer"));
        return Ok(Plan { label, edits: Vec::new() });
    }
    refuse_future(others, now)?;
    let mut edits = make_room(&new, others, fresh);
    edits.extend(running.map(|running| hand_over(running, &new, now, fresh)).unwrap_or_default());
    let label = format!("Started {}", name_of(&new, "the timer"));
    edits.push(Edit::Entry(Change::added(new)));
    Ok(Plan { label, edits })
}

/// Ends the timer at `ended_at`, or now; whatever its length, and as an empty entry where the clock was set back meanwhile.
///
/// Refuses an `ended_at` that lies before the start or in the future.
pub fn stop(running: TimeEntry, ended_at: Option<Timestamp>, now: Timestamp) -> Result<Plan> {
    if let Some(end) = ended_at {
        check_end(&running, end, now)?;
    }
    let end = whole_milliseconds(ended_at.unwrap_or(now)).max(running.started_at);
    let stopped = TimeEntry { ended_at: Some(end), ..running.clone() };
    let label = format!("Stopped {} after {}", name_of(&stopped, "the timer"), hours(stopped.lasted_for(now)));
    Ok(Plan { label, edits: vec![Edit::Entry(Change::changed(running, stopped))] })
}

/// Removes the timer as if it had never been started.
#[must_use]
pub fn discard(running: TimeEntry) -> Plan {
    let label = format!("Discarded {}", name_of(&running, "the timer"));
    Plan { label, edits: vec![Edit::Entry(Change::removed(running))] }
}

/// Whether the running entry is what `new` would start; one wanted from before it ran, or billed otherwise, is another.
fn goes_on_with(running: &TimeEntry, new: &TimeEntry) -> bool {
    let alike = TimeEntry { id: new.id, started_at: new.started_at, zone: new.zone.clone(), ..running.clone() };
    running.started_at <= new.started_at && alike == *new
}

fn check_end(running: &TimeEntry, end: Timestamp, now: Timestamp) -> Result<()> {
    if end > now {
        return Err(Refusal::new("The end lies in the future.").hint("Stop the timer now, or at an earlier time."));
    }
    if end < running.started_at {
        let since = zone::clock_time(running.started_at, &running.zone);
        return Err(Refusal::new(format!("The timer was started later than that, at {since}."))
            .hint("Choose a later end, or discard the timer."));
    }
    Ok(())
}

/// Ends the running entry where `new` starts; one that a clock set back has left in the future keeps its words as an empty entry.
fn hand_over(running: TimeEntry, new: &TimeEntry, now: Timestamp, fresh: &mut dyn FnMut() -> EntryId) -> Vec<Edit> {
    if running.started_at <= now {
        return make_room(new, &[running], fresh);
    }
    let at = new.started_at;
    let ended = TimeEntry { started_at: at, ended_at: Some(at), ..running.clone() };
    vec![Edit::Entry(Change::changed(running, ended))]
}
