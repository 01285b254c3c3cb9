//! Corrections of entries and the overlap rule.

use jiff::SignedDuration;
use stint_core::{
    correct::{self, Named},
    edit::Plan,
    entry::TimeEntry,
    ids::{ProjectId, TaskId},
};

use crate::sample::{at, edits, entry, fresh, id, running};

fn write(before: Option<TimeEntry>, after: TimeEntry, others: &[TimeEntry]) -> Plan {
    correct::write(before, after, others, Named::default(), at("18:00"), &mut fresh()).unwrap()
}

#[test]
fn an_added_entry_shortens_its_neighbours() {
    let others = [entry(1, "a", "9:00", "10:30"), entry(2, "b", "11:00", "12:00")];
    let plan = write(None, entry(3, "Review", "10:00", "11:15"), &others);
    assert_eq!(plan.label, "Added “Review”");
    assert_eq!(
        edits(&plan),
        ["1: 9:00-10:30 -> 9:00-10:00", "2: 11:00-12:00 -> 11:15-12:00", "3: none -> 10:00-11:15"]
    );
}

#[test]
fn an_added_entry_splits_what_surrounds_it_and_removes_what_it_covers() {
    let others = [entry(1, "a", "9:00", "12:00"), entry(2, "b", "10:10", "10:20")];
    let plan = write(None, entry(3, "c", "10:00", "11:00"), &others);
    assert_eq!(
        edits(&plan),
        [
            "1: 9:00-12:00 -> 9:00-10:00",
            "1001: none -> 11:00-12:00",
            "2: 10:10-10:20 -> none",
            "3: none -> 10:00-11:00"
        ]
    );
}

#[test]
fn neighbours_that_merely_touch_are_left_alone() {
    let others = [entry(1, "a", "9:00", "10:00"), entry(2, "b", "11:00", "12:00")];
    assert_eq!(edits(&write(None, entry(3, "c", "10:00", "11:00"), &others)), ["3: none -> 10:00-11:00"]);
}

#[test]
fn an_entry_inside_the_running_one_leaves_a_finished_piece_and_a_running_rest() {
    let plan = write(None, entry(3, "c", "10:00", "11:00"), &[running(1, "a", "9:00")]);
    assert_eq!(edits(&plan), ["1: 9:00- -> 9:00-10:00", "1001: none -> 11:00-", "3: none -> 10:00-11:00"]);
}

#[test]
fn an_entry_over_the_start_of_the_running_one_moves_that_start() {
    let plan = write(None, entry(3, "c", "8:00", "11:00"), &[running(1, "a", "9:00")]);
    assert_eq!(edits(&plan), ["1: 9:00- -> 11:00-", "3: none -> 8:00-11:00"]);
}

#[test]
fn an_entry_does_not_trim_itself() {
    let before = entry(1, "a", "9:00", "10:00");
    let plan = write(Some(before.clone()), entry(1, "a", "9:30", "10:30"), &[before]);
    assert_eq!(edits(&plan), ["1: 9:00-10:00 -> 9:30-10:30"]);
}

#[test]
fn the_start_of_the_running_one_may_be_moved() {
    let others = [entry(1, "a", "8:00", "9:00"), running(2, "b", "9:10")];
    let plan = write(Some(running(2, "b", "9:10")), running(2, "b", "8:45"), &others);
    assert_eq!(plan.label, "Changed the start of “b” to 08:45");
    assert_eq!(edits(&plan), ["1: 8:00-9:00 -> 8:00-8:45", "2: 9:10- -> 8:45-"]);
}

#[test]
fn the_running_one_may_be_given_an_end() {
    let plan = write(Some(running(2, "b", "9:10")), entry(2, "b", "9:10", "10:00"), &[]);
    assert_eq!(plan.label, "Ended “b” at 10:00");
    assert_eq!(edits(&plan), ["2: 9:10- -> 9:10-10:00"]);
}

#[test]
fn writing_the_same_again_changes_nothing() {
    let same = entry(1, "a", "9:00", "10:00");
    assert_eq!(write(Some(same.clone()), same, &[]).edits, []);
}

#[test]
fn a_correction_is_called_after_what_it_changes() {
    let (api, task) = (Some(ProjectId(uuid::Uuid::from_u128(1))), Some(TaskId(uuid::Uuid::from_u128(1))));
    let named = Named { task: Some("Login"), project: Some("api") };
    let a = entry(1, "Stand-up", "6:00", "6:15");
    let nameless = TimeEntry { description: String::new(), ..a.clone() };
    let with = |change: &dyn Fn(&mut TimeEntry)| {
        let mut after = a.clone();
        change(&mut after);
        after
    };
    let table = [
        (&a, with(&|it| it.ended_at = Some(at("6:10"))), "Changed the end of “Stand-up” to 06:10"),
        (&a, with(&|it| it.started_at = at("5:50")), "Changed the start of “Stand-up” to 05:50"),
        (&a, with(&|it| it.description = "Mail".into()), "Renamed “Stand-up” to “Mail”"),
        (&a, nameless.clone(), "Removed the name “Stand-up”"),
        (&nameless, a.clone(), "Named an entry “Stand-up”"),
        (&a, with(&|it| it.project = api), "Moved “Stand-up” to project api"),
        (&with(&|it| it.project = api), a.clone(), "Took “Stand-up” off its project"),
        (&a, with(&|it| it.task = task), "Moved “Stand-up” to task “Login”"),
        (&a, with(&|it| it.tags = ["deep".to_owned()].into()), "Changed the tags of “Stand-up” to #deep"),
        (&a, with(&|it| it.is_billable = true), "Made “Stand-up” billable"),
        (&a, with(&|it| it.zone = "UTC".into()), "Changed the time zone of “Stand-up” to UTC"),
        (&a, with(&|it| (it.ended_at, it.project) = (Some(at("6:10")), api)), "Changed “Stand-up”: end, project"),
    ];
    for (before, after, label) in table {
        let named = if after.project.is_some() || after.task.is_some() { named } else { Named::default() };
        let plan = correct::write(Some(before.clone()), after, &[], named, at("18:00"), &mut fresh()).unwrap();
        assert_eq!(plan.label, label);
    }
}

#[test]
fn words_of_a_very_long_entry_may_be_changed_and_its_length_reduced() {
    let long = |words: &str, hours| TimeEntry {
        started_at: at("9:00") - SignedDuration::from_hours(hours),
        ..entry(1, words, "9:00", "10:00")
    };
    assert_eq!(write(Some(long("a", 720)), long("b", 720), &[]).edits.len(), 1);
    assert_eq!(write(Some(long("a", 720)), long("a", 100), &[]).edits.len(), 1);
    assert!(
        correct::write(Some(long("a", 720)), long("a", 721), &[], Named::default(), at("18:00"), &mut fresh()).is_err()
    );
}

#[test]
fn an_entry_is_split_at_a_moment_inside_it() {
    let plan = correct::split(entry(1, "Fix", "10:00", "11:00"), at("10:40"), at("18:00"), id(9)).unwrap();
    assert_eq!(plan.label, "Split “Fix” at 10:40");
    assert_eq!(edits(&plan), ["1: 10:00-11:00 -> 10:00-10:40", "9: none -> 10:40-11:00"]);
    let plan = correct::split(running(1, "", "10:00"), at("10:40"), at("18:00"), id(9)).unwrap();
    assert_eq!(plan.label, "Split an entry at 10:40");
    assert_eq!(edits(&plan), ["1: 10:00- -> 10:00-10:40", "9: none -> 10:40-"]);
}

#[test]
fn an_entry_is_not_split_at_its_ends_or_beyond() {
    for clock in ["9:00", "10:00", "11:00", "12:00"] {
        let refusal = correct::split(entry(1, "", "10:00", "11:00"), at(clock), at("18:00"), id(9)).unwrap_err();
        assert_eq!(refusal.hint.unwrap(), "Choose a time between 10:00 and 11:00.");
    }
}

#[test]
fn merging_fills_the_gap_and_keeps_the_words_of_the_named_entry_and_all_tags() {
    let with_tag = |entry: TimeEntry, tag: &str| TimeEntry { tags: [tag.to_owned()].into(), ..entry };
    let named = with_tag(entry(2, "b", "11:00", "12:00"), "deep");
    let plan = correct::merge(named, with_tag(entry(1, "a", "9:00", "10:00"), "api")).unwrap();
    assert_eq!(plan.label, "Merged “b” with “a”");
    assert_eq!(edits(&plan), ["1: 9:00-10:00 -> none", "2: 11:00-12:00 -> 9:00-12:00"]);
    let stint_core::edit::Edit::Entry(change) = &plan.edits[1] else { panic!("an entry was expected") };
    let joined = change.after.as_ref().unwrap();
    assert_eq!(joined.description, "b");
    assert_eq!(joined.tags, ["api".to_owned(), "deep".to_owned()].into());
}

#[test]
fn merging_keeps_what_only_one_of_the_two_says() {
    let project = |number| Some(ProjectId(uuid::Uuid::from_u128(number)));
    let task = |number| Some(TaskId(uuid::Uuid::from_u128(number)));
    let merged = |named: TimeEntry, neighbour: TimeEntry| {
        let plan = correct::merge(named, neighbour).unwrap();
        let stint_core::edit::Edit::Entry(change) = plan.edits[1].clone() else { panic!("an entry was expected") };
        let joined = change.after.unwrap();
        (joined.description, joined.task, joined.project, joined.is_billable)
    };
    let (a, b) = (entry(1, "a", "9:00", "10:00"), entry(2, "b", "10:00", "11:00"));
    let rich = TimeEntry { task: task(1), project: project(1), is_billable: true, ..a.clone() };
    assert_eq!(merged(b.clone(), rich.clone()), ("b".into(), task(1), project(1), true));
    assert_eq!(merged(rich.clone(), b.clone()), ("a".into(), task(1), project(1), true));
    let nameless = TimeEntry { description: String::new(), ..b.clone() };
    assert_eq!(merged(nameless, a).0, "a");
    let other = TimeEntry { project: project(2), ..b.clone() };
    assert_eq!(merged(other, rich.clone()), ("b".into(), None, project(2), true), "a task keeps to its project");
    let other = TimeEntry { task: task(2), ..b };
    assert_eq!(merged(other, rich), ("b".into(), task(2), None, true), "a project keeps to its task");
}

#[test]
fn the_time_between_neighbours_is_what_merging_fills() {
    let minutes = |one: &TimeEntry, other: &TimeEntry| {
        assert_eq!(correct::between(one, other), correct::between(other, one));
        correct::between(one, other).as_mins()
    };
    let a = entry(1, "a", "9:00", "10:00");
    assert_eq!(minutes(&a, &entry(2, "b", "10:15", "11:00")), 15);
    assert_eq!(minutes(&a, &running(2, "b", "10:15")), 15);
    assert_eq!(minutes(&a, &entry(2, "b", "10:00", "11:00")), 0);
}

#[test]
fn merged_with_the_running_one_an_entry_runs() {
    let plan = correct::merge(entry(1, "a", "9:00", "10:00"), running(2, "b", "11:00")).unwrap();
    assert_eq!(edits(&plan), ["2: 11:00- -> none", "1: 9:00-10:00 -> 9:00-"]);
}

#[test]
fn entries_days_apart_are_not_merged() {
    let early = TimeEntry {
        started_at: at("9:00") - SignedDuration::from_hours(48),
        ended_at: Some(at("9:00") - SignedDuration::from_hours(47)),
        ..entry(1, "a", "9:00", "10:00")
    };
    assert!(correct::merge(early.clone(), entry(2, "b", "9:00", "10:00")).is_err());
    assert!(correct::merge(running(2, "b", "9:00"), early).is_err());
}

#[test]
fn an_entry_is_deleted() {
    let plan = correct::delete(entry(1, "", "9:00", "10:00"));
    assert_eq!((plan.label.as_str(), edits(&plan)), ("Deleted an entry", vec!["1: 9:00-10:00 -> none".to_owned()]));
}
