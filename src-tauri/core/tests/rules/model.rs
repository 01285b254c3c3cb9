//! What a step should do to the tracked minutes, worked out without the rules: minutes are painted and wiped.

use std::collections::BTreeSet;

use jiff::Timestamp;
use stint_core::{entry::TimeEntry, gap::Choice};

use crate::{
    random_days::{Step, moved},
    sample::at,
};

type Minutes = BTreeSet<i64>;

/// The minutes that entries cover, counted from the Monday's midnight; a running one reaches to `now`.
pub fn minutes(entries: &[TimeEntry], now: Timestamp) -> Minutes {
    entries.iter().flat_map(|entry| span(entry.started_at, entry.ended_at.unwrap_or(now))).collect()
}

/// The minutes that are painted after a granted step.
pub fn painted(before: &[TimeEntry], step: Option<&Step>, now: Timestamp) -> Minutes {
    let all = minutes(before, now);
    let ago = |minutes: i64| moved(now, -minutes);
    let of = |entry: &TimeEntry| minutes(std::slice::from_ref(entry), now);
    let running = || before.iter().find(|entry| entry.is_running()).unwrap();
    match step {
        None | Some(Step::Wait(_) | Step::SetClockBack(_) | Step::Split { .. }) => all,
        Some(Step::Start(since)) => &all | &span(ago(*since), now),
        Some(Step::Stop(end)) => &all - &span(ago(*end), now),
        Some(Step::Discard) => &all - &of(running()),
        Some(Step::Add { ago: since, lasts }) => &all | &span(ago(*since), moved(ago(*since), *lasts)),
        Some(Step::Edit { which, start_by, end_by }) => {
            let old = &before[which.index(before.len())];
            let end = old.ended_at.map_or(now, |end| moved(end, *end_by));
            &(&all - &of(old)) | &span(moved(old.started_at, *start_by), end)
        }
        Some(Step::Merge { which }) => {
            let pair = &before[which.index(before.len())..][..2];
            &all | &span(pair[0].started_at, pair[1].ended_at.unwrap_or(now))
        }
        Some(Step::Delete { which }) => &all - &of(&before[which.index(before.len())]),
        Some(Step::Answer { choice, seen, back }) => {
            let since = moved(ago(*back), -seen);
            match choice {
                Choice::Keep => all,
                Choice::StopThere => &all - &(&of(running()) & &span(since, now)),
                Choice::Split => &all - &(&of(running()) & &span(since, ago(*back))),
                Choice::Discard => &all - &of(running()),
            }
        }
    }
}

fn span(from: Timestamp, to: Timestamp) -> Minutes {
    let minute = |at_: Timestamp| at_.duration_since(at("0:00")).as_mins();
    (minute(from)..minute(to)).collect()
}
