//! The one rule about overlaps: the entry just written wins, and what it covers of others is trimmed.

use jiff::{SignedDuration, Timestamp};

use crate::{
    edit::{Change, Edit},
    entry::TimeEntry,
    ids::EntryId,
    refusal::{Refusal, Result},
    zone,
};

/// How far the clock may be set back without an entry counting as one of the future.
const CLOCK_SLACK: SignedDuration = SignedDuration::from_mins(1);

/// Trims `others` so that `written` has its span to itself: shortened, split in the middle, or removed when wholly covered.
///
/// These edits come before the one that writes `written`, so that at no moment two entries overlap or two run.
pub(crate) fn make_room(written: &TimeEntry, others: &[TimeEntry], fresh: &mut dyn FnMut() -> EntryId) -> Vec<Edit> {
    let covered = |other: &&TimeEntry| other.id != written.id && other.overlaps(written.started_at, written.ended_at);
    others.iter().filter(covered).flat_map(|other| trim(other, written, fresh)).collect()
}

/// Refuses a timer that would run into a finished entry of the future, which only a clock set back leaves behind.
pub(crate) fn refuse_future(others: &[TimeEntry], now: Timestamp) -> Result<()> {
    let in_future = |entry: &&TimeEntry| {
        // An empty one is in nobody's way: the timer takes its place.
        entry.ended_at.is_some_and(|end| end > entry.started_at && end.duration_since(now) > CLOCK_SLACK)
    };
    let Some(entry) = others.iter().find(in_future) else { return Ok(()) };
    let (from, to) = (entry.started_at, entry.ended_at.unwrap_or(now));
    let (from, to) = (zone::clock_time(from, &entry.zone), zone::clock_time(to, &entry.zone));
    Err(Refusal::new(format!("An entry from {from} to {to} lies in the future; was the clock set back?"))
        .hint("Check the clock of this computer, or correct that entry first."))
}

fn trim(other: &TimeEntry, written: &TimeEntry, fresh: &mut dyn FnMut() -> EntryId) -> Vec<Edit> {
    match (head(other, written.started_at), written.ended_at.and_then(|end| tail(other, end))) {
        (Some(head), Some(tail)) => vec![
            Edit::Entry(Change::changed(other.clone(), head)),
            Edit::Entry(Change::added(TimeEntry { id: fresh(), ..tail })),
        ],
        (Some(rest), None) | (None, Some(rest)) => vec![Edit::Entry(Change::changed(other.clone(), rest))],
        (None, None) => vec![Edit::Entry(Change::removed(other.clone()))],
    }
}

fn head(other: &TimeEntry, until: Timestamp) -> Option<TimeEntry> {
    (other.started_at < until).then(|| TimeEntry { ended_at: Some(until), ..other.clone() })
}

fn tail(other: &TimeEntry, from: Timestamp) -> Option<TimeEntry> {
    other.ended_at.is_none_or(|end| end > from).then(|| TimeEntry { started_at: from, ..other.clone() })
}
