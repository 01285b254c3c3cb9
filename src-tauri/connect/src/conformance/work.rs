//! What every connector that brings work must do, whatever its service answers.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use jiff::{SignedDuration, Timestamp};
use stint_core::{
    incoming::Cursor,
    work::{Kind, LookedUp, Why, WorkBatch, WorkItem},
};
use wiremock::MockServer;

use super::{FakeService, Fate, Issue, ME, checks::start, now, session};
use crate::{
    connector::{Asked, Depth, Known},
    error::Result,
};

static WANTED: LazyLock<BTreeSet<Why>> =
    LazyLock::new(|| BTreeSet::from([Why::Assigned, Why::ReviewRequested, Why::Authored, Why::Mentioned]));

/// A question for everything that is due, an hour after what was asked before.
pub(crate) fn asked<'a>(cursor: Option<&'a Cursor>, known: &'a [Known]) -> Asked<'a> {
    Asked {
        me: ME,
        my_id: "7",
        granted: None,
        cursor,
        depth: if cursor.is_some() { Depth::Due } else { Depth::All },
        wanted: &WANTED,
        follows: &[],
        known,
        now: if cursor.is_some() { later() } else { now() },
        progress: &|_| {},
    }
}

/// An item that is known to be assigned.
pub(crate) fn known(remote_id: &str) -> Known {
    Known {
        remote_id: remote_id.to_owned(),
        kind: Kind::Issue,
        reference: format!("acme/api#{remote_id}"),
        whys: BTreeSet::from([Why::Assigned]),
        updated_at: None,
        is_awaited: false,
    }
}

/// An ordinary issue.
pub(crate) fn issue(number: usize) -> Issue {
    Issue { number, title: format!("Issue {number}"), body: format!("The body of {number}.") }
}

fn later() -> Timestamp {
    now() + SignedDuration::from_hours(1)
}

pub(super) async fn fetch<F: FakeService>(fake: &F, server: &MockServer, asked: &Asked<'_>) -> Result<WorkBatch> {
    let connector = fake.connector();
    connector.work().unwrap().fetch(&session(connector.as_ref(), &server.uri()), asked).await
}

pub(super) async fn look_up<F: FakeService>(fake: &F, server: &MockServer, wanted: &[Known]) -> Vec<LookedUp> {
    let connector = fake.connector();
    let session = session(connector.as_ref(), &server.uri());
    connector.work().unwrap().look_up(&session, &asked(None, wanted), wanted).await.unwrap()
}

/// The references of items, such as `acme/api#7`: they tell which issue it is, while ids are the service's own.
fn names(items: &[WorkItem]) -> BTreeSet<String> {
    items.iter().map(|item| item.reference.clone()).collect()
}

fn numbers(range: std::ops::Range<usize>) -> BTreeSet<String> {
    range.map(|number| format!("acme/api#{number}")).collect()
}

pub(super) fn all_known(items: &[WorkItem]) -> Vec<Known> {
    let of = |item: &WorkItem| Known {
        kind: item.kind,
        reference: item.reference.clone(),
        whys: item.whys.clone(),
        updated_at: item.updated_at,
        ..known(&item.remote_id)
    };
    items.iter().map(of).collect()
}

/// Those that are known and assigned no more, by the word of this batch alone.
fn missing<'a>(known: &'a [Known], batch: &WorkBatch) -> Vec<&'a Known> {
    let brought: BTreeSet<&str> = batch.batch.items.iter().map(|item| item.remote_id.as_str()).collect();
    let is_complete = batch.complete.contains(&Why::Assigned);
    known.iter().filter(|it| is_complete && !brought.contains(it.remote_id.as_str())).collect()
}

pub(crate) async fn paging_joins_up<F: FakeService>() {
    for count in [1, 2, 3, 4, 9, 50] {
        let (fake, server) = start::<F>(count).await;
        let batch = fetch(&fake, &server, &asked(None, &[])).await.unwrap();
        assert_eq!(names(&batch.batch.items), numbers(0..count));
        assert!(batch.complete.contains(&Why::Assigned), "{:?}", batch.warning);
        assert!(batch.batch.items.iter().all(|item| item.whys.contains(&Why::Assigned)));
        assert!(batch.batch.not_before.is_some_and(|at| at > now()), "{:?}", batch.batch.not_before);
    }
}

pub(crate) async fn the_cursor_goes_round_trip<F: FakeService>() {
    let (fake, server) = start::<F>(4).await;
    let first = fetch(&fake, &server, &asked(None, &[])).await.unwrap();
    let (stored, known) = (Cursor(first.batch.cursor.clone().unwrap().0), all_known(&first.batch.items));
    fake.add(issue(4));
    let second = fetch(&fake, &server, &asked(Some(&stored), &known)).await.unwrap();
    let mut all = names(&first.batch.items);
    all.extend(names(&second.batch.items));
    assert_eq!(all, numbers(0..5));
    assert_eq!(missing(&known, &second), Vec::<&Known>::new());
}

pub(crate) async fn an_empty_account_is_an_empty_answer<F: FakeService>() {
    let (fake, server) = start::<F>(0).await;
    assert_eq!(fetch(&fake, &server, &asked(None, &[])).await.unwrap().batch.items, []);
}

pub(crate) async fn what_became_of_an_issue_is_told_apart<F: FakeService>() {
    let (fake, server) = start::<F>(5).await;
    let first = fetch(&fake, &server, &asked(None, &[])).await.unwrap();
    let (stored, known) = (first.batch.cursor.clone(), all_known(&first.batch.items));
    let fates = [(1, Fate::Closed), (2, Fate::Unassigned), (3, Fate::Deleted), (4, Fate::Hidden)];
    fates.into_iter().for_each(|(number, fate)| fake.befall(number, fate));
    let second = fetch(&fake, &server, &asked(stored.as_ref(), &known)).await.unwrap();
    let told: BTreeMap<&str, &WorkItem> = second.batch.items.iter().map(|it| (it.reference.as_str(), it)).collect();
    assert!(missing(&known, &second).iter().all(|it| it.reference != "acme/api#0"));
    let found = look_up(&fake, &server, &known).await;
    assert_eq!(found.len(), known.len());
    for (known, found) in known.iter().zip(found) {
        let is_right = match known.reference.as_str() {
            "acme/api#0" => here(&found).is_some_and(|it| !it.state.is_done() && it.whys.contains(&Why::Assigned)),
            "acme/api#1" => here(&found).is_some_and(|it| it.state.is_done()),
            "acme/api#2" => here(&found).is_some_and(|it| !it.state.is_done() && !it.whys.contains(&Why::Assigned)),
            "acme/api#3" => matches!(found, LookedUp::Deleted | LookedUp::OutOfReach),
            _ => matches!(found, LookedUp::OutOfReach),
        };
        assert!(is_right, "{}: {found:?}", known.reference);
        let is_noticed = missing(std::slice::from_ref(known), &second).len() == 1;
        let is_told = told.get(known.reference.as_str());
        let is_same = known.reference == "acme/api#0";
        assert!(is_same || is_noticed || is_told.is_some_and(|it| it.state.is_done()), "{} is missed", known.reference);
    }
}

pub(crate) async fn nothing_new_completes_nothing_that_is_missing<F: FakeService>() {
    let (fake, server) = start::<F>(7).await;
    let first = fetch(&fake, &server, &asked(None, &[])).await.unwrap();
    let known = all_known(&first.batch.items);
    let mut cursor = first.batch.cursor;
    for hour in 1..4 {
        let asked = Asked { now: now() + SignedDuration::from_hours(hour), ..asked(cursor.as_ref(), &known) };
        let next = fetch(&fake, &server, &asked).await.unwrap();
        assert_eq!(missing(&known, &next), Vec::<&Known>::new());
        cursor = next.batch.cursor;
    }
}

pub(crate) async fn an_odd_issue_costs_no_other<F: FakeService>() {
    let (fake, server) = start::<F>(2).await;
    fake.add_odd();
    let batch = fetch(&fake, &server, &asked(None, &[])).await.unwrap();
    assert!(names(&batch.batch.items).is_superset(&numbers(0..2)), "{batch:?}");
    let known = all_known(&batch.batch.items);
    assert_eq!(look_up(&fake, &server, &known).await.len(), known.len());
}

pub(crate) async fn one_item_comes_once<F: FakeService>() {
    let (fake, server) = start::<F>(9).await;
    let batch = fetch(&fake, &server, &asked(None, &[])).await.unwrap();
    let ids: BTreeSet<&str> = batch.batch.items.iter().map(|it| it.remote_id.as_str()).collect();
    assert_eq!(ids.len(), batch.batch.items.len());
}

pub(super) fn here(found: &LookedUp) -> Option<&WorkItem> {
    if let LookedUp::Here(item) = found { Some(item) } else { None }
}
