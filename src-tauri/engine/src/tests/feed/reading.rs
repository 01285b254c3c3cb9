//! Marking as read, and what services hear of it.

use stint_api::{command::MarkRead, question::ListFeed};
use stint_core::{effect::Effect, notice::Kind, work::WorkItem};
use stint_store::table;

use super::*;

/// Two issues of acme/api and one of acme/web.
fn three() -> Bench {
    let mut bench = bench();
    let web = issue(3);
    let web = Work { item: WorkItem { place: "acme/web".to_owned(), ..web.item }, ..web };
    bench.happens(&[(Kind::Assigned, issue(1)), (Kind::Assigned, issue(2)), (Kind::Assigned, web)]);
    bench
}

fn marks_read(mut bench: Bench) -> Bench {
    let mut sync = table::work_sync::get(bench.engine.conn().unwrap(), mona().id).unwrap();
    sync.options.marks_read = true;
    bench.write(|tx| table::work_sync::put(tx, &sync));
    bench
}

fn outbox(bench: &Bench) -> Vec<Effect> {
    table::outbox::due(bench.engine.conn().unwrap(), bench.now, 100).unwrap()
}

fn unread(bench: &mut Bench) -> u32 {
    bench.ask(ListFeed::default()).unread
}

fn of_place(place: &str) -> MarkRead {
    MarkRead { place: Some(place.to_owned()), ..MarkRead::default() }
}

#[test]
fn one_a_repository_or_all_are_marked_as_read() {
    let mut bench = three();
    let notices = vec![bench.feed().pop().unwrap().id];
    assert_eq!(bench.tell(MarkRead { notices, ..MarkRead::default() }).label, "Marked acme/api#1 as read");
    assert_eq!(unread(&mut bench), 2);
    assert_eq!(bench.tell(of_place("acme/web")).label, "Marked acme/api#3 as read");
    assert_eq!(bench.tell(MarkRead { all: true, ..MarkRead::default() }).label, "Marked acme/api#2 as read");
    assert_eq!(unread(&mut bench), 0);
    assert_eq!(bench.tell(MarkRead { all: true, ..MarkRead::default() }).label, "Nothing to mark as read");
}

#[test]
fn a_repository_is_told_from_one_of_its_name_elsewhere() {
    let mut bench = three();
    let notices = bench.ask(ListFeed::default()).notices;
    let there = notices.iter().find(|notice| notice.place == "acme/web").unwrap().origin.clone();
    let at = |origin: &str| MarkRead { origin: Some(origin.to_owned()), ..of_place("acme/web") };
    assert_eq!(bench.tell(at("https://git.acme.example")).label, "Nothing to mark as read");
    assert_eq!(bench.tell(at(&there)).label, "Marked acme/api#3 as read");
}

#[test]
fn read_ones_become_unread_again_one_by_one() {
    let mut bench = three();
    assert_eq!(bench.tell(of_place("acme/api")).label, "Marked 2 notices as read");
    let notices: Vec<_> = bench.feed().into_iter().map(|notice| notice.id).collect();
    let again = MarkRead { notices, is_unread: true, ..MarkRead::default() };
    assert_eq!(bench.tell(again).label, "Marked 2 notices as unread");
    assert_eq!(unread(&mut bench), 3);
    let all = MarkRead { all: true, is_unread: true, ..MarkRead::default() };
    assert_eq!(bench.refused(all).message, "Only notices named one by one become unread again.");
}

#[test]
fn a_notice_that_is_not_there_is_refused_and_nothing_is_read() {
    let mut bench = three();
    let notices = vec![bench.feed().remove(0).id, "nothing".to_owned()];
    assert_eq!(bench.refused(MarkRead { notices, ..MarkRead::default() }).code, stint_api::Code::NotFound);
    assert_eq!(unread(&mut bench), 3);
}

#[test]
fn the_service_is_told_of_each_thread_once_and_only_where_that_is_wished() {
    let mut bench = three();
    bench.tell(of_place("acme/web"));
    assert_eq!(outbox(&bench), []);
    let mut bench = marks_read(bench);
    bench.happens(&[(Kind::Mentioned, issue(1))]);
    let outputs = bench.input(MarkRead { all: true, ..MarkRead::default() }.into());
    let waiting = outbox(&bench);
    let told: Vec<_> = waiting.iter().map(|it| (it.account.as_str(), it.kind.as_str(), it.payload.as_str())).collect();
    let account = mona().id.to_string();
    assert_eq!(
        told,
        [
            (account.as_str(), "mark_read", r#"{"thread":"T_1"}"#),
            (account.as_str(), "mark_read", r#"{"thread":"T_2"}"#)
        ]
    );
    for effect in waiting {
        assert!(outputs.contains(&Output::Deliver(effect.id)), "told at once");
    }
}

#[test]
fn nobody_is_told_of_what_came_without_a_thread_or_from_an_account_that_is_gone() {
    let mut bench = marks_read(bench());
    let bare = Work { item: WorkItem { thread: None, ..issue(1).item }, ..issue(1) };
    bench.happens(&[(Kind::Assigned, bare), (Kind::Assigned, issue(2))]);
    bench.write(|tx| table::account::remove(tx, mona().id));
    bench.tell(MarkRead { all: true, ..MarkRead::default() });
    assert_eq!(outbox(&bench), []);
}

#[test]
fn whoever_starts_a_task_has_read_of_it_and_the_service_is_not_told() {
    let mut bench = marks_read(three());
    let task = bench.feed().into_iter().find(|notice| notice.reference == "acme/api#1").unwrap().task;
    assert!(task.is_some());
    bench.tell(stint_api::command::StartTimer { task, ..stint_api::command::StartTimer::default() });
    assert_eq!(unread(&mut bench), 2);
    assert_eq!(outbox(&bench), []);
}
