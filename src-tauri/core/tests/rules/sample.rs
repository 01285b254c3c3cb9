//! Entries to try the rules on, all on one Monday in Berlin.

use std::collections::BTreeSet;

use jiff::Timestamp;
use stint_core::{
    edit::{Edit, Plan},
    entry::TimeEntry,
    ids::EntryId,
};

/// `10:40` of the Monday in Berlin (an hour before UTC), `-1 10:40` of the Sunday before.
pub fn at(clock: &str) -> Timestamp {
    let (day, clock) = clock.strip_prefix("-1 ").map_or((2, clock), |clock| (1, clock));
    format!("2026-03-{day:02}T{clock:0>5}:00+01:00").parse().unwrap()
}

/// The identity with this number.
pub fn id(number: u128) -> EntryId {
    EntryId(uuid::Uuid::from_u128(number))
}

/// Identities that no entry of a test has yet.
pub fn fresh() -> impl FnMut() -> EntryId {
    let mut number = 1_000;
    move || {
        number += 1;
        id(number)
    }
}

/// A finished entry.
pub fn entry(number: u128, words: &str, from: &str, to: &str) -> TimeEntry {
    TimeEntry { ended_at: Some(at(to)), ..running(number, words, from) }
}

/// A running entry.
pub fn running(number: u128, words: &str, from: &str) -> TimeEntry {
    TimeEntry {
        id: id(number),
        description: words.to_owned(),
        task: None,
        project: None,
        started_at: at(from),
        ended_at: None,
        zone: "Europe/Berlin".to_owned(),
        tags: BTreeSet::new(),
        is_billable: false,
    }
}

/// The edits of a plan, one a line: `1: 9:00-10:00 -> 9:00-9:30`.
pub fn edits(plan: &Plan) -> Vec<String> {
    let clock = |at: Timestamp| {
        let shown = stint_core::zone::clock_time(at, "Europe/Berlin");
        shown.strip_prefix('0').map(str::to_owned).unwrap_or(shown)
    };
    let span =
        |entry: &TimeEntry| format!("{}-{}", clock(entry.started_at), entry.ended_at.map(clock).unwrap_or_default());
    let line = |edit: &Edit| {
        let Edit::Entry(change) = edit else { panic!("an entry was expected: {edit:?}") };
        let id = change.after.as_ref().or(change.before.as_ref()).unwrap().id.0.as_u128();
        let [before, after] = [&change.before, &change.after].map(|it| it.as_ref().map_or("none".into(), span));
        format!("{id}: {before} -> {after}")
    };
    plan.edits.iter().map(line).collect()
}
