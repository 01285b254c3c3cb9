//! How a gap is noticed and what the answers to it change.

use jiff::SignedDuration;
use stint_core::gap::{self, Cause, Choice, ClockReading, Gap};

use crate::sample::{at, edits, id, running};

const MINUTE: i64 = 60_000;
const THRESHOLD: SignedDuration = SignedDuration::from_mins(10);

fn reading(wall: i64, boot: i64, monotonic: i64, boot_id: &str) -> ClockReading {
    ClockReading {
        wall: at("10:00") + SignedDuration::from_mins(wall),
        boot_ms: (100 + boot) * MINUTE,
        monotonic_ms: (50 + monotonic) * MINUTE,
        boot_id: boot_id.to_owned(),
    }
}

#[test]
fn every_kind_of_gap_is_told_apart() {
    let table = [
        ("half a minute of work", (1, 1, 1, "a", true), None),
        ("frozen, but the machine ran", (60, 60, 60, "a", true), None),
        ("slept for an hour", (60, 60, 0, "a", true), Some(Cause::Slept)),
        ("slept for exactly the threshold", (10, 10, 0, "a", true), Some(Cause::Slept)),
        ("slept for a moment", (9, 9, 0, "a", true), None),
        ("clock set forward", (60, 1, 1, "a", true), Some(Cause::ClockSet)),
        ("clock set back", (-60, 1, 1, "a", true), Some(Cause::ClockSet)),
        ("clock set by seconds", (2, 1, 1, "a", true), None),
        ("slept, and the clock was set", (200, 60, 0, "a", true), Some(Cause::Slept)),
        ("killed, started again an hour later", (60, 60, 60, "a", false), Some(Cause::Ended)),
        ("killed, slept, started again", (60, 60, 5, "a", false), Some(Cause::Ended)),
        ("killed, started again at once", (1, 1, 1, "a", false), None),
        ("killed, the clock set back meanwhile", (-60, 60, 60, "a", false), Some(Cause::Ended)),
        ("killed for a moment, the clock set back", (-60, 1, 1, "a", false), Some(Cause::ClockSet)),
        ("power cut for an hour", (60, -90, -45, "b", false), Some(Cause::Ended)),
        ("power cut for a moment", (2, -90, -45, "b", false), None),
        ("power cut, the clock lost its time", (-600, -90, -45, "b", false), Some(Cause::ClockSet)),
        ("another start of the machine, said to be alive", (60, -90, -45, "b", true), Some(Cause::Ended)),
    ];
    let last = reading(0, 0, 0, "a");
    for (what, (wall, boot, monotonic, boot_id, was_alive), cause) in table {
        let current = reading(wall, boot, monotonic, boot_id);
        let expected = cause.map(|cause| Gap { cause, last_seen_at: last.wall, back_at: current.wall });
        assert_eq!(gap::assess(&last, &current, was_alive, THRESHOLD), expected, "{what}");
    }
}

#[test]
fn readings_that_make_no_sense_do_no_harm() {
    let wild = |n: i64| ClockReading {
        wall: at("10:00"),
        boot_ms: n,
        monotonic_ms: n.saturating_neg(),
        boot_id: "a".to_owned(),
    };
    for was_alive in [true, false] {
        let _gap = gap::assess(&wild(i64::MIN), &wild(i64::MAX), was_alive, THRESHOLD);
        let _gap = gap::assess(&wild(i64::MAX), &wild(i64::MIN), was_alive, SignedDuration::MAX);
    }
}

fn slept(from: &str, to: &str) -> Gap {
    Gap { cause: Cause::Slept, last_seen_at: at(from), back_at: at(to) }
}

fn answer(gap: &Gap, choice: Choice, now: &str) -> Option<stint_core::edit::Plan> {
    gap::answer(running(1, "Fix", "10:00"), gap, choice, at(now), id(9)).unwrap()
}

#[test]
fn kept_time_changes_nothing() {
    assert_eq!(answer(&slept("11:24", "13:00"), Choice::Keep, "13:01"), None);
}

#[test]
fn stopped_there_the_entry_ends_at_the_last_sign_of_life() {
    let plan = answer(&slept("11:24", "13:00"), Choice::StopThere, "13:01").unwrap();
    assert_eq!(plan.label, "Stopped “Fix” after 1:24");
    assert_eq!(edits(&plan), ["1: 10:00- -> 10:00-11:24"]);
}

#[test]
fn split_the_entry_ends_there_and_goes_on_when_the_person_was_back() {
    let plan = answer(&slept("11:24", "13:00"), Choice::Split, "13:05").unwrap();
    assert_eq!(plan.label, "Stopped “Fix” after 1:24, then started it again");
    assert_eq!(edits(&plan), ["1: 10:00- -> 10:00-11:24", "9: none -> 13:00-"]);
}

#[test]
fn discarded_the_whole_timer_goes() {
    let plan = answer(&slept("11:24", "13:00"), Choice::Discard, "13:05").unwrap();
    assert_eq!(edits(&plan), ["1: 10:00- -> none"]);
}

#[test]
fn answers_after_a_clock_set_back_never_reach_into_the_future_nor_before_the_start() {
    let set_back = Gap { cause: Cause::ClockSet, ..slept("12:00", "10:30") };
    let plan = answer(&set_back, Choice::Split, "10:31").unwrap();
    assert_eq!(edits(&plan), ["1: 10:00- -> 10:00-10:31", "9: none -> 10:31-"]);
    let plan = answer(&slept("9:00", "9:30"), Choice::StopThere, "9:31").unwrap();
    assert_eq!(edits(&plan), ["1: 10:00- -> 10:00-10:00"]);
}
