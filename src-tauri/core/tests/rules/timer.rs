//! Start, stop, switch and discard.

use jiff::SignedDuration;
use stint_core::{entry::TimeEntry, timer};

use crate::sample::{at, edits, entry, fresh, running};

#[test]
fn the_first_start_adds_one_running_entry() {
    let plan = timer::start(running(1, "Fix the login", "10:00"), None, &[], at("10:00"), &mut fresh()).unwrap();
    assert_eq!(plan.label, "Started “Fix the login”");
    assert_eq!(edits(&plan), ["1: none -> 10:00-"]);
}

#[test]
fn the_next_start_ends_the_running_one_at_the_same_instant() {
    let now = at("10:30");
    let plan = timer::start(running(2, "b", "10:30"), Some(running(1, "a", "10:00")), &[], now, &mut fresh()).unwrap();
    assert_eq!(edits(&plan), ["1: 10:00- -> 10:00-10:30", "2: none -> 10:30-"]);
}

#[test]
fn starting_what_runs_changes_nothing() {
    let start = |new, now| timer::start(new, Some(running(1, "a", "10:00")), &[], at(now), &mut fresh()).unwrap();
    let again = start(running(2, "a", "10:30"), "10:30");
    assert_eq!((again.label.as_str(), edits(&again)), ("“a” is running already", Vec::new()));
    let tagged = TimeEntry { tags: ["deep".to_owned()].into(), ..running(2, "a", "10:30") };
    let billed = TimeEntry { is_billable: true, ..running(2, "a", "10:30") };
    for other in [running(2, "b", "10:30"), running(2, "a", "9:50"), tagged, billed] {
        assert_eq!(start(other.clone(), "10:30").edits.len(), 2, "{other:?}");
    }
}

#[test]
fn a_start_in_the_past_trims_what_it_covers() {
    let others = [entry(1, "a", "9:00", "10:10"), entry(2, "b", "10:10", "10:30")];
    let plan =
        timer::start(running(4, "d", "10:00"), Some(running(3, "c", "10:40")), &others, at("11:00"), &mut fresh())
            .unwrap();
    assert_eq!(
        edits(&plan),
        ["1: 9:00-10:10 -> 9:00-10:00", "2: 10:10-10:30 -> none", "3: 10:40- -> none", "4: none -> 10:00-"]
    );
}

#[test]
fn a_switch_after_the_clock_was_set_back_keeps_the_words_as_an_empty_entry() {
    let plan =
        timer::start(running(2, "b", "9:00"), Some(running(1, "a", "10:00")), &[], at("9:00"), &mut fresh()).unwrap();
    assert_eq!(edits(&plan), ["1: 10:00- -> 9:00-9:00", "2: none -> 9:00-"]);
}

#[test]
fn a_start_refuses_to_cover_an_entry_that_a_clock_set_back_left_in_the_future() {
    let others = [entry(1, "a", "10:00", "12:00")];
    let refusal = timer::start(running(2, "b", "9:00"), None, &others, at("9:00"), &mut fresh()).unwrap_err();
    assert!(refusal.message.starts_with("An entry from 10:00 to 12:00 lies in the future"), "{refusal}");
    assert!(refusal.hint.is_some());
}

#[test]
fn a_clock_corrected_by_seconds_does_not_stand_in_the_way_of_a_start() {
    let others = [entry(1, "a", "9:00", "10:00")];
    let now = at("10:00") - SignedDuration::from_secs(2);
    let new = TimeEntry { started_at: now, ..running(2, "b", "9:00") };
    let plan = timer::start(new, None, &others, now, &mut fresh()).unwrap();
    assert_eq!(edits(&plan), ["1: 9:00-10:00 -> 9:00-9:59", "2: none -> 9:59-"]);
}

#[test]
fn stop_ends_the_timer_now_or_earlier() {
    let stopped_at = |end| timer::stop(running(1, "Fix", "10:00"), end, at("11:24")).unwrap();
    assert_eq!(stopped_at(None).label, "Stopped “Fix” after 1:24");
    assert_eq!(edits(&stopped_at(Some(at("10:30")))), ["1: 10:00- -> 10:00-10:30"]);
}

#[test]
fn stop_never_refuses_because_of_length() {
    let now = at("10:00") + SignedDuration::from_hours(24 * 30);
    let plan = timer::stop(running(1, "", "10:00"), None, now).unwrap();
    assert_eq!(plan.label, "Stopped the timer after 720:00");
}

#[test]
fn stop_after_the_clock_was_set_back_gives_an_empty_entry() {
    let plan = timer::stop(running(1, "", "10:00"), None, at("9:00")).unwrap();
    assert_eq!(edits(&plan), ["1: 10:00- -> 10:00-10:00"]);
    assert_eq!(plan.label, "Stopped the timer after 0:00");
}

#[test]
fn what_such_a_stop_leaves_behind_does_not_keep_the_next_timer_from_starting() {
    let left = entry(1, "Fix", "10:00", "10:00");
    let plan = timer::start(running(2, "Mail", "9:05"), None, &[left], at("9:05"), &mut fresh()).unwrap();
    assert_eq!(edits(&plan), ["1: 10:00-10:00 -> none", "2: none -> 9:05-"]);
}

#[test]
fn discard_removes_the_timer() {
    let plan = timer::discard(running(1, "Fix", "10:00"));
    assert_eq!((plan.label.as_str(), edits(&plan)), ("Discarded “Fix”", vec!["1: 10:00- -> none".to_owned()]));
}

#[test]
fn instants_are_cut_to_whole_milliseconds() {
    let now = at("10:00") + SignedDuration::from_nanos(1_999_999);
    let new = TimeEntry { started_at: now, ..running(1, "", "9:00") };
    let plan = timer::start(new, None, &[], now, &mut fresh()).unwrap();
    let stint_core::edit::Edit::Entry(change) = &plan.edits[0] else { panic!("an entry was expected") };
    assert_eq!(change.after.as_ref().unwrap().started_at, at("10:00") + SignedDuration::from_millis(1));
}

#[test]
fn a_label_repeats_only_the_beginning_of_many_words() {
    let plan = timer::discard(running(1, &"many ".repeat(200), "10:00"));
    assert_eq!(plan.label.chars().count(), "Discarded “”".chars().count() + 60);
    assert!(plan.label.ends_with("many…”"), "{}", plan.label);
}
