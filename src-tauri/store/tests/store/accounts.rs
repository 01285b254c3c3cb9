//! Accounts and their history.

use stint_core::account::{Account, AccountChange, Allowance, Health, Way};
use stint_store::{Store, table};

use crate::sample::{account, now, today, write};

/// One account that uses every column.
fn full() -> Account {
    Account {
        service: "gitlab".to_owned(),
        origin: "https://git.acme.example:8443".to_owned(),
        way: Way::Token,
        granted: Some(vec!["read_api".to_owned(), "read_user".to_owned()]),
        expires_at: Some(today("23:00")),
        is_renewed: true,
        checked_at: Some(today("10:00")),
        last_used_at: Some(today("11:00")),
        last_error: Some("The service could not be reached.".to_owned()),
        allowance: Some(Allowance {
            host: "git.acme.example".to_owned(),
            port: 8443,
            addresses: vec!["10.0.0.5".parse().unwrap(), "fd12::1".parse().unwrap()],
        }),
        ..account(9, "mona")
    }
}

#[test]
fn an_account_is_read_as_it_was_written() {
    let mut store = Store::in_memory().unwrap();
    for way in [Way::Browser, Way::Device, Way::Link, Way::Token] {
        let account = Account { way, ..full() };
        write(&mut store, |tx| table::account::put(tx, &account));
        assert_eq!(table::account::get(store.read(), account.id).unwrap(), Some(account));
    }
    let nothing_granted = Account { granted: Some(vec![]), ..account(10, "") };
    write(&mut store, |tx| table::account::put(tx, &nothing_granted));
    assert_eq!(table::account::get(store.read(), nothing_granted.id).unwrap(), Some(nothing_granted));
}

#[test]
fn every_health_is_kept() {
    let mut store = Store::in_memory().unwrap();
    let until = today("13:00");
    for health in [
        Health::Fine,
        Health::Waiting { until },
        Health::NeedsSignIn,
        Health::Suspended,
        Health::Locked,
        Health::Failing { until },
    ] {
        let account = Account { health, ..account(1, "octocat") };
        write(&mut store, |tx| table::account::put(tx, &account));
        assert_eq!(table::account::get(store.read(), account.id).unwrap().unwrap().health, health);
    }
}

#[test]
fn a_health_without_its_time_cannot_be_written() {
    let mut store = Store::in_memory().unwrap();
    write(&mut store, |tx| table::account::put(tx, &account(1, "octocat")));
    for health in ["'waiting'", "'failing'", "'odd'"] {
        let sql = format!("UPDATE account SET health = {health}");
        assert!(store.write(|tx| Ok::<_, stint_store::Error>(tx.execute_batch(&sql)?)).is_err(), "{health}");
    }
}

#[test]
fn accounts_are_listed_oldest_first_and_found_as_the_service_names_them() {
    let mut store = Store::in_memory().unwrap();
    let older = Account { connected_at: today("08:00"), ..account(2, "mona") };
    write(&mut store, |tx| table::account::put(tx, &account(1, "octocat")).and(table::account::put(tx, &older)));
    let names: Vec<String> = table::account::list(store.read()).unwrap().into_iter().map(|it| it.name).collect();
    assert_eq!(names, ["mona", "octocat"]);
    let found = |origin, remote_id| table::account::by_remote(store.read(), "github", origin, remote_id).unwrap();
    assert_eq!(found("https://github.com", "2"), Some(older));
    assert_eq!((found("https://github.com", "3"), found("https://git.acme.example", "2")), (None, None));
}

#[test]
fn nobody_is_connected_twice_at_one_place() {
    let mut store = Store::in_memory().unwrap();
    write(&mut store, |tx| table::account::put(tx, &account(1, "octocat")));
    let again = Account { remote_id: "1".to_owned(), ..account(2, "octocat") };
    assert!(store.write(|tx| table::account::put(tx, &again)).is_err());
    let elsewhere = Account { origin: "https://git.acme.example".to_owned(), ..again };
    write(&mut store, |tx| table::account::put(tx, &elsewhere));
    assert_eq!(table::account::list(store.read()).unwrap().len(), 2);
}

#[test]
fn the_history_outlives_the_account() {
    let mut store = Store::in_memory().unwrap();
    let change = |what: &str| AccountChange {
        at: now(),
        service: "github".to_owned(),
        origin: "https://github.com".to_owned(),
        name: "octocat".to_owned(),
        what: what.to_owned(),
        by: "you, with a code".to_owned(),
    };
    let one = account(1, "octocat");
    write(&mut store, |tx| table::account::put(tx, &one).and(table::account_change::push(tx, &change("Connected"))));
    write(&mut store, |tx| table::account::remove(tx, one.id).and(table::account_change::push(tx, &change("Revoked"))));
    assert_eq!(table::account::get(store.read(), one.id).unwrap(), None);
    assert_eq!(table::account_change::list(store.read(), 9).unwrap(), [change("Revoked"), change("Connected")]);
    assert_eq!(table::account_change::list(store.read(), 1).unwrap().len(), 1);
}
