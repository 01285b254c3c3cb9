//! How far accounts are with their work, what is followed, and what holds for places and labels.

use stint_core::{
    incoming::Cursor,
    notice,
    project::Project,
    task::Priority,
    work::{Follow, LabelRule, Options, PlaceRule, Why},
};
use stint_store::{
    Store,
    table::{self, work_sync::WorkSync},
};

use crate::sample::{account, now, project, today, write};

fn a_store() -> Store {
    let mut store = Store::in_memory().unwrap();
    write(&mut store, |tx| {
        table::account::put(tx, &account(1, "octocat"))?;
        table::account::put(tx, &account(2, "mona"))?;
        table::project::put(tx, &project(1, "API"))
    });
    store
}

fn follow(number: u128, place: &str) -> Follow {
    Follow {
        account: account(number, "").id,
        place: place.to_owned(),
        label: None,
        project: Some(project(1, "").id),
        followed_at: now(),
        synced_at: None,
        problem: None,
    }
}

fn rule(place: &str) -> PlaceRule {
    PlaceRule {
        service: "github".to_owned(),
        origin: "https://github.com".to_owned(),
        place: place.to_owned(),
        project: Some(project(1, "").id),
        starts_timer: true,
        muted: [notice::Kind::Mentioned, notice::Kind::Failing].into(),
    }
}

fn label_rule(label: &str, priority: Priority) -> LabelRule {
    LabelRule { label: label.to_owned(), priority }
}

/// A sync that uses every column.
fn full_sync() -> WorkSync {
    WorkSync {
        account: account(1, "").id,
        cursor: Some(Cursor("{\"page\":2}".to_owned())),
        options: Options { takes: [Why::Assigned].into(), labels: vec!["-wontfix".to_owned()], ..Options::default() },
        is_paused: true,
        first_synced_at: Some(today("08:00")),
        synced_at: Some(today("09:00")),
        is_fine: false,
        message: "One organisation asks for a sign-in of its own.".to_owned(),
    }
}

#[test]
fn an_account_that_was_never_asked_is_at_the_beginning() {
    let mut store = a_store();
    let id = account(1, "").id;
    assert_eq!(table::work_sync::get(store.read(), id).unwrap(), WorkSync::new(id));
    write(&mut store, |tx| table::work_sync::put(tx, &WorkSync::new(id)).and(table::work_sync::put(tx, &full_sync())));
    assert_eq!(table::work_sync::get(store.read(), id).unwrap(), full_sync());
}

#[test]
fn options_of_an_earlier_version_are_filled_up() {
    let mut store = a_store();
    let id = account(1, "").id;
    write(&mut store, |tx| {
        table::work_sync::put(tx, &full_sync())?;
        Ok(tx.execute_batch("UPDATE work_sync SET options = '{}'")?)
    });
    assert_eq!(table::work_sync::get(store.read(), id).unwrap().options, Options::default());
}

#[test]
fn what_an_account_follows_and_how_far_it_is_go_with_it() {
    let mut store = a_store();
    write(&mut store, |tx| {
        table::work_sync::put(tx, &full_sync())?;
        [follow(1, "acme/api"), follow(2, "acme/api"), follow(1, "acme/web")]
            .iter()
            .try_for_each(|follow| table::follow::put(tx, follow))
    });
    let id = account(1, "").id;
    assert_eq!(table::follow::of(store.read(), id).unwrap(), [follow(1, "acme/api"), follow(1, "acme/web")]);
    assert_eq!(table::follow::list(store.read()).unwrap().len(), 3);
    write(&mut store, |tx| table::account::remove(tx, id));
    assert_eq!(table::follow::list(store.read()).unwrap(), [follow(2, "acme/api")]);
    assert_eq!(table::work_sync::get(store.read(), id).unwrap(), WorkSync::new(id));
    assert!(store.write(|tx| table::follow::put(tx, &follow(1, "acme/api"))).is_err());
}

#[test]
fn a_repository_is_followed_once_whatever_the_case_and_its_problem_goes_when_it_does() {
    let mut store = a_store();
    let otherwise =
        Follow { label: Some("good first issue".to_owned()), synced_at: Some(now()), ..follow(1, "Acme/API") };
    let unseen = Follow { problem: Some("There is no such repository.".to_owned()), ..follow(1, "acme/api") };
    write(&mut store, |tx| table::follow::put(tx, &unseen));
    assert_eq!(table::follow::list(store.read()).unwrap(), [unseen]);
    write(&mut store, |tx| table::follow::put(tx, &otherwise));
    assert_eq!(table::follow::list(store.read()).unwrap(), [otherwise]);
    write(&mut store, |tx| table::follow::remove(tx, account(1, "").id, "acme/api"));
    assert_eq!(table::follow::list(store.read()).unwrap(), []);
}

#[test]
fn a_place_has_one_rule() {
    let mut store = a_store();
    let list = |store: &Store| table::place_rule::list(store.read(), "github", "https://github.com").unwrap();
    let bare = PlaceRule { project: None, starts_timer: false, muted: [].into(), ..rule("ACME") };
    let elsewhere = PlaceRule { origin: "https://git.acme.example".to_owned(), ..rule("acme") };
    write(&mut store, |tx| {
        [rule("acme/api"), rule("acme"), bare.clone(), elsewhere]
            .iter()
            .try_for_each(|rule| table::place_rule::put(tx, rule))
    });
    assert_eq!(list(&store), [bare, rule("acme/api")]);
    write(&mut store, |tx| table::place_rule::remove(tx, "github", "https://github.com", "acme"));
    assert_eq!(list(&store), [rule("acme/api")]);
}

#[test]
fn rules_of_labels_keep_their_order_and_are_set_as_a_whole() {
    let mut store = a_store();
    let project = Some(project(1, "").id);
    let usual =
        [label_rule("urgent", Priority::High), label_rule("bug", Priority::Medium), label_rule("a", Priority::Low)];
    write(&mut store, |tx| table::label_rule::set(tx, None, &usual[..1]).and(table::label_rule::set(tx, None, &usual)));
    write(&mut store, |tx| table::label_rule::set(tx, project, &usual[1..]));
    let list = |store: &Store| table::label_rule::list(store.read()).unwrap();
    assert_eq!(list(&store), [(None, usual.to_vec()), (project, usual[1..].to_vec())].into());
    write(&mut store, |tx| table::label_rule::set(tx, None, &[]));
    assert_eq!(list(&store), [(project, usual[1..].to_vec())].into());
}

#[test]
fn a_deleted_project_is_none_until_it_is_back() {
    let mut store = a_store();
    let project: Project = project(1, "API");
    write(&mut store, |tx| {
        table::follow::put(tx, &follow(1, "acme/api"))?;
        table::place_rule::put(tx, &rule("acme"))?;
        table::label_rule::set(tx, Some(project.id), &[label_rule("bug", Priority::High)])?;
        table::project::remove(tx, project.id)
    });
    let projects = |store: &Store| {
        let follows = table::follow::list(store.read()).unwrap();
        let rules = table::place_rule::list(store.read(), "github", "https://github.com").unwrap();
        (follows[0].project, rules[0].project, table::label_rule::list(store.read()).unwrap().len())
    };
    assert_eq!(projects(&store), (None, None, 0));
    write(&mut store, |tx| table::project::put(tx, &project));
    assert_eq!(projects(&store), (Some(project.id), Some(project.id), 1));
}
