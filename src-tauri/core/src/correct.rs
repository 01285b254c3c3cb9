//! Corrections of entries: write, split, merge, delete.

mod words;

pub use words::Named;

use jiff::{SignedDuration, Timestamp};

use crate::{
    edit::{Change, Edit, Plan},
    entry::{TimeEntry, whole_milliseconds},
    ids::EntryId,
    label::name_of,
    overlap::{make_room, refuse_future},
    refusal::{Refusal, Result},
    zone,
};

/// The longest an entry made by hand may last, in hours.
pub const LONGEST_HOURS: i64 = 24;

/// Writes an entry: a new one where there is no `before`; what it newly covers of `others` is trimmed.
///
/// `others` are all other entries that touch the span of `after`, the running one included; `named` is for the label. An entry may go on without an end
/// only if `before` was running. Words and tags are cleaned. Refuses a span that is empty, reaches into the future or is longer
/// than `LONGEST_HOURS` (unless `before` was as long), an unknown zone, and unfit words.
/// Where nothing differs the plan holds no edit.
pub fn write(
    before: Option<TimeEntry>,
    after: TimeEntry,
    others: &[TimeEntry],
    named: Named<'_>,
    now: Timestamp,
    fresh: &mut dyn FnMut() -> EntryId,
) -> Result<Plan> {
    let after = after.clean()?;
    let label = match &before {
        Some(before) => words::of(before, &after, named),
        None => format!("Added {}", name_of(&after, "an entry")),
    };
    if before.as_ref() == Some(&after) {
        return Ok(Plan { label, edits: Vec::new() });
    }
    let mut edits = Vec::new();
    if before.as_ref().is_none_or(|before| !before.has_same_span(&after)) {
        check(before.as_ref(), &after, others, now)?;
        edits = make_room(&after, others, fresh);
    }
    edits.push(Edit::Entry(Change { before, after: Some(after) }));
    Ok(Plan { label, edits })
}

/// Makes two entries of one, the second with the identity `fresh`; of a running one the second runs on.
///
/// Refuses an `at` that is not strictly inside.
pub fn split(entry: TimeEntry, at: Timestamp, now: Timestamp, fresh: EntryId) -> Result<Plan> {
    let at = whole_milliseconds(at);
    let end = entry.ended_at.unwrap_or(now);
    let shown = |at| zone::clock_time(at, &entry.zone);
    if at <= entry.started_at || at >= end {
        return Err(Refusal::new(format!("{} is not inside the entry.", shown(at))).hint(format!(
            "Choose a time between {} and {}.",
            shown(entry.started_at),
            shown(end)
        )));
    }
    let label = format!("Split {} at {}", name_of(&entry, "an entry"), shown(at));
    let first = TimeEntry { ended_at: Some(at), ..entry.clone() };
    let second = TimeEntry { id: fresh, started_at: at, ..entry.clone() };
    let edits = vec![Edit::Entry(Change::changed(entry, first)), Edit::Entry(Change::added(second))];
    Ok(Plan { label, edits })
}

/// Joins `entry` with a neighbour: its words, task and project stay, the tags of both, and a gap between them is filled.
///
/// What `entry` does not say, the neighbour does, and who is billed for one is billed for both. Joined with the running entry it runs. Refuses what would be longer than `LONGEST_HOURS`.
pub fn merge(entry: TimeEntry, neighbour: TimeEntry) -> Result<Plan> {
    if entry.id == neighbour.id {
        return Err(Refusal::new("An entry cannot be merged with itself."));
    }
    let label = format!("Merged {} with {}", name_of(&entry, "an entry"), name_of(&neighbour, "an entry"));
    let joined = TimeEntry {
        started_at: entry.started_at.min(neighbour.started_at),
        ended_at: entry.ended_at.zip(neighbour.ended_at).map(|(a, b)| a.max(b)),
        tags: &entry.tags | &neighbour.tags,
        is_billable: entry.is_billable || neighbour.is_billable,
        ..named_by_either(entry.clone(), &neighbour)
    };
    let known_end = entry.started_at.max(neighbour.started_at);
    if joined.lasted_for(known_end) > SignedDuration::from_hours(LONGEST_HOURS) {
        return Err(too_long("Merge entries of the same day."));
    }
    let edits = vec![Edit::Entry(Change::removed(neighbour)), Edit::Entry(Change::changed(entry, joined))];
    Ok(Plan { label, edits })
}

/// The time between two neighbours, which counts once they are merged; none where they touch.
#[must_use]
pub fn between(one: &TimeEntry, other: &TimeEntry) -> SignedDuration {
    let (later, end) = (one.started_at.max(other.started_at), one.ended_at.into_iter().chain(other.ended_at).min());
    end.map_or(SignedDuration::ZERO, |end| later.duration_since(end)).max(SignedDuration::ZERO)
}

/// Deletes an entry.
#[must_use]
pub fn delete(entry: TimeEntry) -> Plan {
    let label = format!("Deleted {}", name_of(&entry, "an entry"));
    Plan { label, edits: vec![Edit::Entry(Change::removed(entry))] }
}

/// Refuses a span that is empty, reaches into the future, or is longer than both `LONGEST_HOURS` and `before`.
pub(crate) fn check_span(after: &TimeEntry, before: Option<&TimeEntry>, now: Timestamp) -> Result<()> {
    let shown = |at| zone::clock_time(at, &after.zone);
    if after.started_at > now {
        return Err(Refusal::new("The start lies in the future.").hint("Choose a time that has passed."));
    }
    if let Some(end) = after.ended_at.filter(|end| *end <= after.started_at) {
        let times = format!("{} is not later than {}", shown(end), shown(after.started_at));
        return Err(Refusal::new(format!("The entry would end before it starts: {times}."))
            .hint("Choose an end after the start."));
    }
    if after.ended_at.is_some_and(|end| end > now) {
        return Err(Refusal::new("The end lies in the future.").hint("End it now, or start the timer instead."));
    }
    let longest = SignedDuration::from_hours(LONGEST_HOURS);
    if after.lasted_for(now) > before.map_or(longest, |before| longest.max(before.lasted_for(now))) {
        return Err(too_long("Check the dates, or add one entry for each day."));
    }
    Ok(())
}

/// The entry with the neighbour's words, task and project where it has none; never a task beside a project of another entry.
fn named_by_either(entry: TimeEntry, neighbour: &TimeEntry) -> TimeEntry {
    let is_alike = entry.project.is_none() || entry.project == neighbour.project;
    let task = entry.task.or(neighbour.task.filter(|_| is_alike));
    let project = entry.project.or(neighbour.project.filter(|_| task == neighbour.task || neighbour.task.is_none()));
    let description = match entry.description.is_empty() && entry.task.is_none() {
        true => neighbour.description.clone(),
        false => entry.description,
    };
    TimeEntry { description, task, project, ..entry }
}

fn check(before: Option<&TimeEntry>, after: &TimeEntry, others: &[TimeEntry], now: Timestamp) -> Result<()> {
    check_span(after, before, now)?;
    if !after.is_running() {
        return Ok(());
    }
    if !before.is_some_and(TimeEntry::is_running) {
        return Err(Refusal::new("The entry has no end.").hint("Give it an end, or start the timer instead."));
    }
    refuse_future(others, now)
}

fn too_long(hint: &str) -> Refusal {
    Refusal::new(format!("The entry would be longer than {LONGEST_HOURS} hours.")).hint(hint)
}
