//! Putting notices off, and what brings them back.

use stint_api::command::{MarkRead, Snooze, SnoozeUntil};
use stint_core::{
    notice::Kind,
    work::{Checks, State, WorkItem},
};

use super::*;
use crate::tests::clock;

/// A review is asked for, of a request whose checks run and that nobody answered yet.
fn asked() -> Bench {
    let mut bench = bench();
    bench.happens(&[(Kind::ReviewRequested, pending())]);
    bench
}

fn pending() -> Work {
    let work = request(8);
    let item = WorkItem { checks: Some(Checks::Pending), updated_at: Some(clock("07:00")), ..work.item };
    Work { item, ..work }
}

fn put_off(bench: &mut Bench, until: SnoozeUntil) -> String {
    let notice = bench.only();
    bench.tell(Snooze { notice, until }).label
}

#[test]
fn for_an_hour_it_is_read_and_then_told_anew() {
    let mut bench = asked();
    assert_eq!(put_off(&mut bench, SnoozeUntil::Hour), "Put off acme/api#8 until 09:00");
    let notice = bench.feed().remove(0);
    assert_eq!((notice.is_read, notice.snoozed.as_deref()), (true, Some("until 09:00")));
    assert_eq!(titles(&bench.passes("08:59")), Vec::<&str>::new());
    assert_eq!(titles(&bench.passes("09:00")), ["Due again · acme/api#8"]);
    let notice = bench.feed().remove(0);
    assert_eq!((notice.is_read, notice.label.as_str(), notice.snoozed), (false, "Due again", None));
}

#[test]
fn its_button_on_the_desktop_takes_the_notice_back() {
    let mut bench = bench();
    let outputs = bench.happens(&[(Kind::Assigned, issue(1))]);
    let notice = notices(&outputs)[0].clone();
    assert_eq!(withdrawn(&bench.press(&notice, "Snooze")), [notice.key]);
}

#[test]
fn somebody_wakes_when_it_is_due() {
    let mut bench = asked();
    let notice = bench.only();
    let outputs = bench.input(Snooze { notice, until: SnoozeUntil::Hour }.into());
    assert_eq!(outputs.last(), Some(&Output::WakeAt(clock("09:00"))));
}

#[test]
fn until_tomorrow_is_until_the_day_begins() {
    let mut bench = asked();
    assert_eq!(put_off(&mut bench, SnoozeUntil::Tomorrow), "Put off acme/api#8 until 21 Nov 08:00");
}

#[test]
fn until_someone_replies_counts_by_the_clock_of_the_service() {
    let mut bench = asked();
    assert_eq!(put_off(&mut bench, SnoozeUntil::Reply), "Put off acme/api#8 until someone replies");
    let replied = |at| Work { item: WorkItem { replied_at: Some(clock(at)), ..pending().item }, ..pending() };
    assert_eq!(titles(&bench.changes(replied("06:30"))), Vec::<&str>::new());
    assert_eq!(titles(&bench.changes(replied("07:30"))), ["Due again · acme/api#8"]);
}

#[test]
fn until_the_checks_finish() {
    let mut bench = asked();
    assert_eq!(put_off(&mut bench, SnoozeUntil::Checks), "Put off acme/api#8 until its checks finish");
    assert_eq!(titles(&bench.changes(pending())), Vec::<&str>::new());
    let failing = Work { item: WorkItem { checks: Some(Checks::Failing), ..pending().item }, ..pending() };
    assert_eq!(titles(&bench.changes(failing)), ["Due again · acme/api#8"]);
}

#[test]
fn until_it_is_merged() {
    let mut bench = asked();
    assert_eq!(put_off(&mut bench, SnoozeUntil::Merge), "Put off acme/api#8 until it is merged");
    let merged = Work { item: WorkItem { state: State::Merged, ..pending().item }, ..pending() };
    assert_eq!(titles(&bench.changes(merged)), ["Due again · acme/api#8"]);
}

#[test]
fn what_came_true_just_before_a_crash_is_told_afterwards() {
    let mut bench = asked();
    put_off(&mut bench, SnoozeUntil::Merge);
    let merged = Work { item: WorkItem { state: State::Merged, ..pending().item }, ..pending() };
    bench.write(|tx| table::work::put(tx, &merged));
    assert_eq!(titles(&bench.passes("08:01")), ["Due again · acme/api#8"]);
}

#[test]
fn what_makes_no_sense_is_refused_in_words() {
    let mut bench = bench();
    bench.happens(&[(Kind::Assigned, issue(1))]);
    let notice = bench.only();
    let mut refused = |until| bench.refused(Snooze { notice: notice.clone(), until }).message;
    assert_eq!(refused(SnoozeUntil::Checks), "None of its checks is running.");
    assert_eq!(refused(SnoozeUntil::Merge), "It is no open pull request.");
    bench.changes(Work { item: WorkItem { state: State::Closed, ..issue(1).item }, ..issue(1) });
    let refused = bench.refused(Snooze { notice, until: SnoozeUntil::Reply }).message;
    assert_eq!(refused, "Nobody would see a reply: it is closed, or no account watches it any more.");
}

#[test]
fn marking_it_as_unread_ends_the_wait() {
    let mut bench = asked();
    put_off(&mut bench, SnoozeUntil::Hour);
    let notices = vec![bench.only()];
    bench.tell(MarkRead { notices, is_unread: true, ..MarkRead::default() });
    assert_eq!(bench.feed()[0].snoozed, None);
    assert_eq!(titles(&bench.passes("09:00")), Vec::<&str>::new());
}
