//! The person's day: where it begins and ends, what it holds, and where nothing was tracked.

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

use crate::entry::TimeEntry;

/// The shortest stretch without an entry that is worth showing.
const SHORTEST_GAP: SignedDuration = SignedDuration::from_mins(1);

/// A half-open stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// When it begins.
    pub started_at: Timestamp,
    /// When it ends.
    pub ended_at: Timestamp,
}

/// The first instant of a date in a zone and the first one after it; 23 or 25 hours apart when the clocks change.
#[must_use]
pub fn bounds(date: Date, zone: &TimeZone) -> (Timestamp, Timestamp) {
    let start_of = |date: Date| date.to_zoned(zone.clone()).map(|start| start.timestamp());
    let from = start_of(date).unwrap_or(Timestamp::MIN);
    let to = date.tomorrow().and_then(start_of).unwrap_or(Timestamp::MAX);
    (from, to)
}

/// How many milliseconds the entries hold between `from` and `to`; a running one counts up to `now`.
#[must_use]
pub fn total_ms(entries: &[TimeEntry], now: Timestamp, from: Timestamp, to: Timestamp) -> i64 {
    let length = |span: Span| span.ended_at.as_millisecond() - span.started_at.as_millisecond();
    entries.iter().filter_map(|entry| clipped(entry, now, from, to)).map(length).sum()
}

/// The stretches of at least a minute without an entry, between the first and the last entry from `from` to `to`.
#[must_use]
pub fn gaps(entries: &[TimeEntry], now: Timestamp, from: Timestamp, to: Timestamp) -> Vec<Span> {
    let mut spans: Vec<Span> = entries.iter().filter_map(|entry| clipped(entry, now, from, to)).collect();
    spans.sort_by_key(|span| (span.started_at, span.ended_at));
    let mut gaps = Vec::new();
    let mut reached = spans.first().map_or(from, |first| first.ended_at);
    for span in spans {
        if span.started_at.duration_since(reached) >= SHORTEST_GAP {
            gaps.push(Span { started_at: reached, ended_at: span.started_at });
        }
        reached = reached.max(span.ended_at);
    }
    gaps
}

/// The part of an entry that lies between `from` and `to`, if any.
fn clipped(entry: &TimeEntry, now: Timestamp, from: Timestamp, to: Timestamp) -> Option<Span> {
    let started_at = entry.started_at.max(from);
    let ended_at = entry.ended_at.unwrap_or(now).min(to);
    (started_at < ended_at).then_some(Span { started_at, ended_at })
}
