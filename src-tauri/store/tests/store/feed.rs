//! The feed: told once, read or unread, put off, let go.

use stint_core::{
    entry::TimeEntry,
    feed::{FeedItem, Snooze},
    notice,
};
use stint_store::{Store, table};

use crate::sample::{account, entry, feed_item, task, today, write};

fn a_feed(items: &[FeedItem]) -> Store {
    let mut store = Store::in_memory().unwrap();
    write(&mut store, |tx| {
        table::account::put(tx, &account(1, "octocat"))?;
        items.iter().try_for_each(|item| table::feed::push(tx, item).map(drop))
    });
    store
}

fn minutes(items: &[FeedItem]) -> Vec<String> {
    items.iter().map(|item| item.reference.replace("acme/api#", "")).collect()
}

#[test]
fn an_item_is_read_as_it_was_written() {
    let started: TimeEntry = entry(5, "", "09:00", "");
    let mut store = a_feed(&[]);
    let snoozes =
        [Snooze::Until(today("13:00")), Snooze::Reply { since: today("12:00") }, Snooze::Checks, Snooze::Merge];
    for (minute, kind) in (1..).zip(notice::Kind::ALL) {
        let item = FeedItem {
            kind,
            account: Some(account(1, "").id),
            task: Some(task(4, "").id),
            entry: Some(started.id),
            thread: Some("8812".to_owned()),
            is_read: minute % 2 == 0,
            is_told: minute % 3 == 0,
            snooze: snoozes.get(usize::from(minute)).cloned(),
            ..feed_item(minute)
        };
        assert!(write(&mut store, |tx| table::feed::push(tx, &item)));
        assert_eq!(table::feed::get(store.read(), item.id).unwrap(), Some(item));
    }
    assert_eq!(table::feed::get(store.read(), feed_item(50).id).unwrap(), None);
}

#[test]
fn the_same_is_never_told_twice() {
    let mut store = a_feed(&[feed_item(1)]);
    let again = FeedItem { key: feed_item(1).key, title: "otherwise".to_owned(), ..feed_item(2) };
    assert!(!write(&mut store, |tx| table::feed::push(tx, &again)));
    assert_eq!(table::feed::page(store.read(), "", false, 0, 9).unwrap(), (vec![feed_item(1)], 1));
    let read = FeedItem { is_read: true, snooze: Some(Snooze::Merge), ..feed_item(1) };
    write(&mut store, |tx| table::feed::put(tx, &read));
    assert_eq!(table::feed::page(store.read(), "", false, 0, 9).unwrap(), (vec![read], 1));
}

#[test]
fn pages_begin_with_the_latest_and_know_how_many_there_are() {
    let titled =
        |minute, title: &str| FeedItem { title: title.to_owned(), is_read: minute % 2 == 0, ..feed_item(minute) };
    let store =
        a_feed(&[titled(2, "Login"), titled(1, "Search"), titled(3, "login fails"), titled(4, "Überarbeitung")]);
    let page = |words, only_unread, offset, limit| {
        let (items, total) = table::feed::page(store.read(), words, only_unread, offset, limit).unwrap();
        (minutes(&items).join(" "), total)
    };
    assert_eq!(page("", false, 0, 9), ("4 3 2 1".to_owned(), 4));
    assert_eq!(page("", false, 1, 2), ("3 2".to_owned(), 4));
    assert_eq!(page("", true, 0, 9), ("3 1".to_owned(), 2));
    assert_eq!(page("LOGIN", false, 1, 9), ("2".to_owned(), 2));
    assert_eq!(page("login", true, 0, 9), ("3".to_owned(), 1));
    assert_eq!(page("über acme/api", false, 0, 9), ("4".to_owned(), 1));
    assert_eq!(page("api#1", false, 0, 9), ("1".to_owned(), 1));
    assert_eq!(table::feed::unread(store.read()).unwrap(), 2);
}

#[test]
fn what_waits_is_found_earliest_first() {
    let web = FeedItem { place: "acme/web".to_owned(), ..feed_item(1) };
    let read = FeedItem { is_read: true, ..feed_item(2) };
    let untold = FeedItem { is_told: false, ..feed_item(4) };
    let asleep = FeedItem { is_told: false, is_read: true, snooze: Some(Snooze::Checks), ..feed_item(3) };
    let store = a_feed(&[untold.clone(), asleep.clone(), read, web.clone()]);
    assert_eq!(table::feed::untold(store.read()).unwrap(), [asleep.clone(), untold.clone()]);
    assert_eq!(table::feed::snoozed(store.read()).unwrap(), [asleep]);
    assert_eq!(table::feed::all_unread(store.read()).unwrap(), [web.id, untold.id]);
    assert_eq!(table::feed::unread_of_place(store.read(), "Acme/Web", None).unwrap(), [web.id]);
    assert_eq!(table::feed::unread_of_place(store.read(), "acme", None).unwrap(), []);
}

#[test]
fn only_what_was_read_long_ago_is_let_go() {
    let asleep = FeedItem { is_read: true, snooze: Some(Snooze::Merge), ..feed_item(1) };
    let read = |minute| FeedItem { is_read: true, ..feed_item(minute) };
    let mut store = a_feed(&[asleep, read(2), feed_item(3), read(4)]);
    write(&mut store, |tx| table::feed::prune(tx, today("09:04")));
    let (left, total) = table::feed::page(store.read(), "", false, 0, 9).unwrap();
    assert_eq!((minutes(&left).join(" "), total), ("4 3 1".to_owned(), 3));
}

#[test]
fn what_happened_outlives_the_account_that_brought_it() {
    let brought = FeedItem { account: Some(account(1, "").id), ..feed_item(1) };
    let mut store = a_feed(&[brought]);
    write(&mut store, |tx| table::account::remove(tx, account(1, "").id));
    assert_eq!(table::feed::get(store.read(), feed_item(1).id).unwrap(), Some(feed_item(1)));
}
