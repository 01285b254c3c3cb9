//! Timers that start by themselves: when, when not, and what the person can do about it.

use insta::assert_snapshot;
use stint_api::{
    Code,
    command::{SetFocus, StartFromText, StopTimer, Undo, UndoStart},
    question::GetTimer,
};
use stint_core::{
    notice::Kind,
    task::{Status, Task},
};

use super::*;

/// An engine whose person wants the timer started for acme/api.
fn willing() -> Bench {
    let mut bench = bench();
    bench.rule(|rule| rule.starts_timer = true);
    bench
}

fn assigned(bench: &mut Bench) -> Vec<Output> {
    bench.happens(&[(Kind::Assigned, issue(42))])
}

/// A timer that started by itself, and its receipt.
fn started() -> (Bench, Notice) {
    let mut bench = willing();
    let outputs = assigned(&mut bench);
    let [receipt] = notices(&outputs)[..] else { panic!("{outputs:?}") };
    (bench, receipt.clone())
}

fn starts_timer(bench: &Bench) -> bool {
    let rules = table::place_rule::list(bench.engine.conn().unwrap(), "hub", ORIGIN).unwrap();
    rules.iter().any(|rule| rule.place == "acme/api" && rule.starts_timer)
}

#[test]
fn on_assignment_the_timer_starts_and_a_receipt_says_so() {
    let (mut bench, receipt) = started();
    assert_snapshot!(drawn(&receipt), @r"
    Started by acme/api#42
    Fix the login, part 42
    [Undo] [Keep] [Never for this repository]
    ");
    let running = bench.ask(GetTimer {}).running.unwrap();
    assert_eq!(running.task.unwrap().reference.as_deref(), Some("acme/api#42"));
    let labels: Vec<_> = bench.feed().into_iter().map(|notice| notice.label).collect();
    assert_eq!(labels, ["Started by itself", "Assigned to you"]);
    assert_eq!(titles(&bench.passes("08:01")), Vec::<&str>::new(), "nothing is told twice");
}

#[test]
fn it_does_not_start_unless_the_repository_wants_it() {
    let mut bench = bench();
    assert_eq!(titles(&assigned(&mut bench)), ["Assigned to you · acme/api#42"]);
    assert_eq!(bench.day(), "");
}

#[test]
fn it_does_not_start_for_a_review_or_a_task_that_is_done() {
    let mut bench = willing();
    bench.happens(&[(Kind::ReviewRequested, request(1))]);
    let items = bench.written(&[(Kind::Assigned, issue(2))]);
    bench.write(|tx| table::task::put(tx, &Task { status: Status::Done, ..task_of(&issue(2)) }));
    bench.engine.tell(items, bench.now).unwrap();
    assert_eq!(bench.day(), "");
}

#[test]
fn it_does_not_start_while_another_timer_runs() {
    let mut bench = willing();
    bench.tell(StartFromText { text: "Mail".into(), ..StartFromText::default() });
    assert_eq!(titles(&assigned(&mut bench)), ["Assigned to you · acme/api#42"]);
    assert_eq!(bench.day(), "08:00-now   Mail\n");
}

#[test]
fn it_does_not_start_while_it_is_quiet_nor_afterwards() {
    let mut bench = willing();
    bench.tell(SetFocus { minutes: Some(30), ..SetFocus::default() });
    assigned(&mut bench);
    bench.passes("08:30");
    assert_eq!(bench.day(), "");
}

#[test]
fn it_does_not_start_while_nobody_is_at_the_desk() {
    let mut bench = willing();
    bench.engine.is_at_desk = Some(false);
    assigned(&mut bench);
    assert_eq!(bench.day(), "");
}

#[test]
fn it_starts_for_the_first_of_several() {
    let mut bench = willing();
    let outputs = bench.happens(&[(Kind::Assigned, issue(1)), (Kind::Assigned, issue(2))]);
    assert_eq!(titles(&outputs), ["Assigned to you · acme/api#2", "Started by acme/api#1"]);
    assert_eq!(bench.day(), "08:00-now   Fix the login, part 1\n");
}

#[test]
fn where_receipts_are_switched_off_the_assignment_is_told() {
    let mut bench = willing();
    bench.set(|settings| settings.notify.retain(|kind| *kind != Kind::Started));
    assert_eq!(titles(&assigned(&mut bench)), ["Assigned to you · acme/api#42"]);
    assert_eq!(bench.day(), "08:00-now   Fix the login, part 42\n");
}

#[test]
fn undo_on_the_receipt_takes_the_timer_back() {
    let (mut bench, receipt) = started();
    let outputs = bench.at("08:02").press(&receipt, "Undo");
    assert_eq!(withdrawn(&outputs), [receipt.key.as_str()]);
    assert_eq!(bench.day(), "");
    assert!(starts_timer(&bench));
    bench.tell(Undo {});
    assert_eq!(bench.day(), "08:00-now   Fix the login, part 42\n", "as any discarded timer comes back");
}

#[test]
fn undo_on_the_receipt_leaves_every_other_timer_alone() {
    let (mut bench, _) = started();
    bench.at("08:10").tell(StopTimer::default());
    bench.tell(StartFromText { text: "Mail".into(), ..StartFromText::default() });
    let notice = bench.feed().into_iter().find(|notice| notice.label == "Started by itself").unwrap().id;
    let error = bench.refused(UndoStart { notice });
    assert_eq!((error.code, error.message.as_str()), (Code::Refused, "This timer does not run any more."));
    assert_snapshot!(bench.day(), @r"
    08:00-08:10 Fix the login, part 42
    08:10-now   Mail
    ");
}

#[test]
fn the_usual_undo_takes_it_back_too() {
    let (mut bench, _) = started();
    assert_eq!(bench.tell(Undo {}).label, "Undone: Started “Fix the login, part 42”");
    assert_eq!(bench.day(), "");
}

#[test]
fn keep_leaves_the_timer_and_marks_the_receipt_as_read() {
    let (mut bench, receipt) = started();
    assert_eq!(withdrawn(&bench.press(&receipt, "Keep")), [receipt.key.as_str()]);
    assert_eq!(bench.day(), "08:00-now   Fix the login, part 42\n");
    assert!(bench.feed()[0].is_read);
}

#[test]
fn never_takes_the_timer_back_and_starts_none_for_the_repository_again() {
    let (mut bench, receipt) = started();
    bench.press(&receipt, "Never for this repository");
    assert!(!starts_timer(&bench));
    assert_eq!(bench.day(), "");
    bench.happens(&[(Kind::Assigned, issue(43))]);
    assert_eq!(bench.day(), "");
}

#[test]
fn never_for_a_repository_leaves_the_others_of_its_organisation_alone() {
    let mut bench = bench();
    bench.rule(|rule| (rule.place, rule.starts_timer) = ("acme".to_owned(), true));
    let outputs = assigned(&mut bench);
    bench.press(notices(&outputs)[0], "Never for this repository");
    let rules = table::place_rule::list(bench.engine.conn().unwrap(), "hub", ORIGIN).unwrap();
    let told: Vec<_> = rules.iter().map(|rule| (rule.place.as_str(), rule.starts_timer)).collect();
    assert_eq!(told, [("acme", true), ("acme/api", false)]);
}

#[test]
fn never_keeps_a_timer_that_was_stopped_already() {
    let (mut bench, receipt) = started();
    bench.at("08:10").tell(StopTimer::default());
    let outputs = bench.press(&receipt, "Never for this repository");
    assert_eq!(bench.day(), "08:00-08:10 Fix the login, part 42\n");
    let label = outputs.iter().find_map(|it| if let Output::Granted(it) = it { Some(it.label.as_str()) } else { None });
    assert_eq!(label, Some("No timer starts for acme/api by itself any more"));
}

#[test]
fn never_leaves_a_timer_alone_that_was_kept() {
    let (mut bench, receipt) = started();
    bench.press(&receipt, "Keep");
    bench.at("11:00").press(&receipt, "Never for this repository");
    assert!(!starts_timer(&bench));
    assert_eq!(bench.day(), "08:00-now   Fix the login, part 42\n");
}
