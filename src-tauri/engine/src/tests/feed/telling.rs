//! What is shown of what happened, once, and taken back.

use insta::assert_snapshot;
use stint_api::{
    Request,
    command::{MarkRead, OpenWindow, Place},
};
use stint_connect::connector::Revoked;
use stint_core::{
    notice::Kind,
    work::{State, Work, WorkItem},
};
use stint_store::table;

use super::*;
use crate::conduct::Told;

fn five(kind: Kind) -> Vec<(Kind, Work)> {
    (1..=5).map(|number| (kind, issue(number))).collect()
}

#[test]
fn an_assignment_is_shown_with_what_can_be_done_about_it() {
    let mut bench = bench();
    let outputs = bench.happens(&[(Kind::Assigned, issue(42))]);
    let [notice] = notices(&outputs)[..] else { panic!("{outputs:?}") };
    assert_snapshot!(drawn(notice), @r"
    Assigned to you · acme/api#42
    Fix the login, part 42
    [Start timer] [Open] [Snooze]
    ");
    let task = issue(42).task.map(|task| task.to_string());
    let spot = OpenWindow { place: Place::Tasks, section: task };
    assert_eq!(notice.default, Some(Request::of(&spot)));
    bench.press(notice, "Start timer");
    assert_eq!(bench.day(), "08:00-now   Fix the login, part 42\n");
}

#[test]
fn what_is_shown_is_written_down_as_told() {
    let mut bench = bench();
    bench.happens(&[(Kind::Assigned, issue(42))]);
    assert_eq!(table::feed::untold(bench.engine.conn().unwrap()).unwrap(), []);
    assert_eq!(titles(&bench.passes("08:01")), Vec::<&str>::new());
}

#[test]
fn what_cannot_be_written_down_is_not_shown() {
    let mut bench = bench();
    let items = bench.written(&[(Kind::Assigned, issue(42))]);
    bench.engine.conn().unwrap().execute_batch("PRAGMA query_only = ON").unwrap();
    assert!(bench.engine.tell(items, bench.now).is_err());
    assert_eq!(titles(&bench.passes("08:01")), Vec::<&str>::new());
    bench.engine.conn().unwrap().execute_batch("PRAGMA query_only = OFF").unwrap();
    assert_eq!(titles(&bench.passes("08:02")), ["Assigned to you · acme/api#42"]);
}

#[test]
fn up_to_three_of_a_kind_stay_single_and_more_are_one() {
    let mut bench = bench();
    assert_eq!(titles(&bench.happens(&five(Kind::Mentioned)[..3])).len(), 3);
    let outputs = bench.happens(&five(Kind::Assigned));
    let [notice] = notices(&outputs)[..] else { panic!("{outputs:?}") };
    assert_snapshot!(drawn(notice), @r"
    5 issues assigned to you
    acme/api#1, acme/api#2, acme/api#3 and 2 more
    ");
    assert_eq!(notice.default, Some(Request::of(&OpenWindow::at(Place::Feed))));
}

#[test]
fn kinds_that_are_switched_off_or_muted_stand_in_the_feed_only() {
    let mut bench = bench();
    bench.set(|settings| settings.notify.retain(|kind| *kind != Kind::Mentioned));
    bench.rule(|rule| rule.muted = [Kind::Assigned].into());
    let outputs = bench.happens(&[(Kind::Mentioned, issue(1)), (Kind::Assigned, issue(2))]);
    assert_eq!(titles(&outputs), Vec::<&str>::new());
    assert_eq!(bench.feed().len(), 2);
    assert_eq!(titles(&bench.passes("08:01")), Vec::<&str>::new());
}

#[test]
fn what_a_crash_left_untold_is_told_within_an_hour_and_stays_in_the_feed_after() {
    let mut bench = bench();
    bench.written(&[(Kind::Assigned, issue(1))]);
    bench.at("08:40").written(&[(Kind::Assigned, issue(2))]);
    assert_eq!(titles(&bench.passes("09:10")), ["Assigned to you · acme/api#2"]);
    assert_eq!(titles(&bench.passes("09:11")), Vec::<&str>::new());
    assert_eq!(bench.feed().len(), 2);
}

#[test]
fn a_notice_is_taken_back_when_it_is_read() {
    let mut bench = bench();
    let outputs = bench.happens(&[(Kind::Assigned, issue(42))]);
    let key = notices(&outputs)[0].key.clone();
    let notices = vec![bench.only()];
    let outputs = bench.input(MarkRead { notices, ..MarkRead::default() }.into());
    assert_eq!(withdrawn(&outputs), [key]);
}

#[test]
fn one_notice_of_several_is_taken_back_when_the_last_of_them_is_read() {
    let mut bench = bench();
    bench.happens(&five(Kind::Assigned));
    let mut ids: Vec<_> = bench.feed().into_iter().map(|notice| notice.id).collect();
    let last = ids.pop().unwrap();
    assert!(withdrawn(&bench.input(MarkRead { notices: ids, ..MarkRead::default() }.into())).is_empty());
    let outputs = bench.input(MarkRead { notices: vec![last], ..MarkRead::default() }.into());
    assert_eq!(withdrawn(&outputs), ["feed:assigned"]);
}

#[test]
fn a_notice_is_taken_back_when_the_issue_is_done_or_somebody_elses() {
    let mut bench = bench();
    bench.happens(&[(Kind::Assigned, issue(1)), (Kind::Assigned, issue(2)), (Kind::Merged, request(3))]);
    let with = |work: Work, state| Work { item: WorkItem { state, ..work.item }, ..work };
    assert_eq!(withdrawn(&bench.changes(with(issue(1), State::Closed))).len(), 1);
    let unassigned = WorkItem { whys: [].into(), ..issue(2).item };
    assert_eq!(withdrawn(&bench.changes(Work { item: unassigned, ..issue(2) })).len(), 1);
    assert!(withdrawn(&bench.changes(with(request(3), State::Merged))).is_empty(), "that is the news");
}

#[test]
fn notices_of_an_account_that_is_revoked_are_taken_back() {
    let mut bench = bench();
    bench.happens(&[(Kind::Assigned, issue(42))]);
    bench.set(|settings| settings.has_quiet_hours = true);
    bench.at("19:00").happens(&[(Kind::Assigned, issue(43))]);
    let told = Told::Revoked { account: mona().id, result: Ok(Revoked::Forgotten), untold: None };
    let outputs = bench.input(Input::Accounts(told));
    assert!(withdrawn(&outputs).iter().any(|key| key.starts_with("feed:")), "{outputs:?}");
    assert_eq!(bench.feed().len(), 2, "the feed keeps what happened");
    assert_eq!(table::feed::untold(bench.engine.conn().unwrap()).unwrap(), []);
}
