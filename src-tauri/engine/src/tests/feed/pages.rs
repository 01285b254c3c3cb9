//! The feed as it is shown, and the menu.

use stint_api::{
    command::{SetFocus, SnoozeUntil},
    question::ListFeed,
    view::NoticeKind,
};
use stint_core::notice::Kind;

use super::*;

#[test]
fn a_page_has_the_latest_first_and_counts_what_is_unread() {
    let mut bench = bench();
    bench.happens(&[(Kind::Assigned, issue(1))]);
    bench.at("09:00").happens(&[(Kind::ReviewRequested, request(2))]);
    let page = bench.ask(ListFeed { limit: Some(1), ..ListFeed::default() });
    assert_eq!((page.total, page.unread, page.is_quiet, page.has_source), (2, 2, false, true));
    let [notice] = page.notices.try_into().unwrap();
    assert_eq!(notice.kind, NoticeKind::ReviewRequested);
    assert_eq!(notice.at, "2026-11-20T09:00:00+01:00");
    assert_eq!(notice.task, request(2).task.map(|task| task.to_string()));
    let choices = [SnoozeUntil::Hour, SnoozeUntil::Tomorrow, SnoozeUntil::Reply, SnoozeUntil::Merge];
    assert_eq!(notice.may_snooze, choices);
}

#[test]
fn a_notice_whose_task_was_deleted_names_none() {
    let mut bench = bench();
    bench.happens(&[(Kind::Assigned, issue(1))]);
    bench.write(|tx| table::task::remove(tx, issue(1).task.unwrap()));
    assert_eq!(bench.feed()[0].task, None);
}

#[test]
fn without_an_account_that_brings_work_the_feed_says_so() {
    let mut bench = Bench::new();
    assert!(!bench.ask(ListFeed::default()).has_source);
}

#[test]
fn quiet_hours_are_told_apart_from_a_focus() {
    let mut bench = bench();
    bench.tell(SetFocus { minutes: Some(30), ..SetFocus::default() });
    assert!(!bench.ask(ListFeed::default()).is_quiet);
    bench.set(|settings| settings.has_quiet_hours = true);
    assert!(bench.at("19:00").ask(ListFeed::default()).is_quiet);
}
