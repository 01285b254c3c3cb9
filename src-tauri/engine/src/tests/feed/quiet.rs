//! Quiet hours and focus: nothing is shown meanwhile, and one digest follows.

use insta::assert_snapshot;
use jiff::Timestamp;
use stint_api::{
    command::SetFocus,
    question::{GetTimer, ListFeed},
};
use stint_core::{notice::Kind, work::WorkItem};
use stint_store::table;

use super::*;
use crate::{
    Engine,
    tests::{clock, minutes, outside, paths},
};

fn focus(minutes: u32) -> SetFocus {
    SetFocus { minutes: Some(minutes), ..SetFocus::default() }
}

fn tick_at(bench: &mut Bench, now: Timestamp) -> Vec<Output> {
    bench.now = now;
    let reading = bench.reading();
    bench.input(Input::Tick { reading })
}

fn wake(outputs: &[Output]) -> Timestamp {
    let wake = |it: &Output| if let Output::WakeAt(at) = it { Some(*at) } else { None };
    outputs.iter().find_map(wake).unwrap()
}

#[test]
fn in_quiet_hours_nothing_is_shown_and_one_digest_follows() {
    let mut bench = bench();
    bench.set(|settings| settings.has_quiet_hours = true);
    bench.at("19:00");
    let happened = [1, 2, 3].map(|number| (Kind::Assigned, issue(number)));
    assert_eq!(titles(&bench.happens(&happened)), Vec::<&str>::new());
    bench.at("22:00").happens(&[(Kind::ReviewRequested, request(4))]);
    assert_eq!(titles(&bench.passes("23:59")), Vec::<&str>::new());
    let morning = clock("08:00") + minutes(24 * 60);
    let outputs = tick_at(&mut bench, morning);
    let [digest] = notices(&outputs)[..] else { panic!("{outputs:?}") };
    assert_snapshot!(drawn(digest), @r"
    While you were busy: 3 assigned, 1 review requested
    acme/api#1, acme/api#2, acme/api#3 and 1 more
    ");
    assert_eq!(titles(&tick_at(&mut bench, morning + minutes(1))), Vec::<&str>::new());
    assert_eq!(bench.feed().len(), 4);
}

#[test]
fn somebody_wakes_at_the_end_of_the_quiet_and_not_before() {
    let mut bench = bench();
    bench.at("09:00").tell(focus(60));
    bench.happens(&[(Kind::Assigned, issue(1))]);
    assert_eq!(wake(&bench.passes("09:10")), clock("10:00"));
}

#[test]
fn a_focus_is_quiet_until_its_end_and_the_digest_follows() {
    let mut bench = bench();
    assert_eq!(bench.at("14:00").tell(focus(25)).label, "Focus until 14:25");
    assert_eq!(titles(&bench.happens(&[(Kind::Assigned, issue(1))])), Vec::<&str>::new());
    let page = bench.ask(ListFeed::default());
    assert_eq!(page.focus_until.as_deref(), Some("2026-11-20T14:25:00+01:00"));
    assert_eq!(titles(&bench.passes("14:24")), Vec::<&str>::new());
    assert_eq!(titles(&bench.passes("14:25")), ["While you were busy: 1 assigned"]);
    assert_eq!(bench.ask(ListFeed::default()).focus_until, None);
}

#[test]
fn a_focus_that_is_ended_early_tells_what_waited_at_once() {
    let mut bench = bench();
    bench.tell(focus(60));
    bench.happens(&[(Kind::Mentioned, issue(1))]);
    let outputs = bench.at("08:10").input(SetFocus::default().into());
    assert_eq!(titles(&outputs), ["While you were busy: 1 mention"]);
    assert_eq!(bench.tell(SetFocus::default()).label, "No focus was on");
}

#[test]
fn a_focus_until_the_morning_ends_when_the_day_begins() {
    let mut bench = bench();
    let until_morning = SetFocus { is_until_morning: true, ..SetFocus::default() };
    assert_eq!(bench.at("17:00").tell(until_morning).label, "Focus until 21 Nov 08:00");
}

#[test]
fn a_focus_of_no_time_or_of_days_is_refused() {
    let mut bench = bench();
    for minutes in [0, 721] {
        assert_eq!(bench.refused(focus(minutes)).message, "A focus lasts from a minute to 12 hours.");
    }
}

#[test]
fn a_focus_ending_in_quiet_hours_leaves_it_quiet() {
    let mut bench = bench();
    bench.set(|settings| settings.has_quiet_hours = true);
    bench.at("17:30").tell(focus(60));
    bench.happens(&[(Kind::Assigned, issue(1))]);
    assert_eq!(titles(&bench.passes("18:30")), Vec::<&str>::new());
    assert_eq!(titles(&tick_at(&mut bench, clock("08:00") + minutes(24 * 60))).len(), 1);
}

#[test]
fn a_focus_and_what_waits_for_its_end_outlive_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let open = |now| Engine::open(paths(&folder), outside(), "Europe/Berlin", now);
    let mut bench = with_hub(Bench { engine: open(clock("08:00")), now: clock("08:00"), folder });
    bench.tell(focus(120));
    bench.happens(&[(Kind::Assigned, issue(1))]);
    let Bench { engine, folder, .. } = bench;
    drop(engine);
    let engine = Engine::open(paths(&folder), outside(), "Europe/Berlin", clock("09:50"));
    let mut bench = Bench { engine, now: clock("09:50"), folder };
    assert!(bench.ask(ListFeed::default()).focus_until.is_some());
    assert!(bench.ask(GetTimer {}).problems.is_empty());
    assert_eq!(titles(&bench.passes("09:59")), Vec::<&str>::new());
    assert_eq!(titles(&bench.passes("10:00")), ["While you were busy: 1 assigned"], "though it is older than an hour");
}

#[test]
fn what_does_not_hold_any_more_is_not_in_the_digest() {
    let mut bench = bench();
    bench.tell(focus(60));
    bench.happens(&[(Kind::Assigned, issue(1)), (Kind::Assigned, issue(2))]);
    bench.changes(Work { item: WorkItem { whys: [].into(), ..issue(1).item }, ..issue(1) });
    assert_eq!(titles(&bench.passes("09:00")), ["While you were busy: 1 assigned"]);
    assert_eq!(table::feed::untold(bench.engine.conn().unwrap()).unwrap(), []);
}

#[test]
fn what_is_read_meanwhile_is_not_in_the_digest() {
    let mut bench = bench();
    bench.tell(focus(60));
    bench.happens(&[(Kind::Assigned, issue(1))]);
    bench.tell(stint_api::command::MarkRead { all: true, ..Default::default() });
    assert_eq!(titles(&bench.passes("09:00")), Vec::<&str>::new());
}

#[test]
fn quiet_hours_that_are_switched_off_meanwhile_end_with_the_digest() {
    let mut bench = bench();
    bench.set(|settings| settings.has_quiet_hours = true);
    bench.at("19:00").happens(&[(Kind::Assigned, issue(1))]);
    bench.set(|settings| settings.has_quiet_hours = false);
    assert_eq!(titles(&bench.passes("21:00")), ["While you were busy: 1 assigned"]);
}

#[test]
fn what_happens_after_the_clock_was_set_back_is_in_the_digest_too() {
    let mut bench = bench();
    bench.set(|settings| settings.has_quiet_hours = true);
    bench.at("23:00").happens(&[(Kind::Assigned, issue(1))]);
    bench.at("20:00").happens(&[(Kind::ReviewRequested, request(2))]);
    bench.passes("23:30");
    let outputs = tick_at(&mut bench, clock("08:00") + minutes(24 * 60));
    assert_eq!(titles(&outputs), ["While you were busy: 1 assigned, 1 review requested"]);
}
