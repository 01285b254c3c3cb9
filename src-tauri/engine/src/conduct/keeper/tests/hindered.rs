//! Renewals that nobody hears of, and renewals under way when the program ends.

use std::collections::BTreeMap;

use super::*;

/// An account whose service lies where nobody listens.
fn nowhere(bench: &Bench, account: &Account) -> Account {
    let origin = "http://127.0.0.1:9".to_owned();
    bench.conduct.set_moved(BTreeMap::from([("sample".to_owned(), origin.clone())]));
    Account { origin, ..account.clone() }
}

fn came_back(bench: &Bench) {
    bench.conduct.set_moved(BTreeMap::from([("sample".to_owned(), bench.service.origin())]));
}

#[tokio::test]
async fn nobody_is_suspended_while_nobody_can_be_reached() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.pass(TWO_HOURS);
    let elsewhere = nowhere(&bench, &account);
    for _ in 0..10 {
        assert_eq!(bench.conduct.keeper.session(&elsewhere, 0).await.err(), Some(Failure::Unreachable));
    }
    assert!(bench.waits.lock().unwrap().is_empty(), "it is tried again by schedule");
    came_back(&bench);
    assert_eq!(used(&bench.conduct.keeper.session(&account, 0).await.unwrap()), "access-2");
    assert_eq!(endings(&mut bench), ["renewed"]);
}

#[tokio::test]
async fn a_host_that_rests_is_not_tried() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.service.state().instead = vec![ResponseTemplate::new(500); 5].into();
    bench.pass(TWO_HOURS);
    // The host rests from the fifth failure in a row on, which is the second of the second renewal.
    for _ in 0..4 {
        assert_eq!(bench.conduct.keeper.session(&account, 0).await.err(), Some(Failure::Unreachable));
    }
    assert_eq!(bench.service.state().renewals, 5);
    bench.pass(SignedDuration::from_secs(30));
    assert_eq!(used(&bench.conduct.keeper.session(&account, 0).await.unwrap()), "access-2");
    assert_eq!(endings(&mut bench), ["Suspended: Sample cannot be reached.", "renewed"]);
}

#[tokio::test]
async fn a_machine_without_network_suspends_nobody() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.service.state().instead = vec![ResponseTemplate::new(500); 5].into();
    bench.pass(TWO_HOURS);
    bench.conduct.world.egress.set_online(false);
    for _ in 0..4 {
        assert_eq!(bench.conduct.keeper.session(&account, 0).await.err(), Some(Failure::Unreachable));
    }
    assert_eq!(endings(&mut bench), Vec::<String>::new());
}

#[tokio::test]
async fn a_renewal_that_waits_for_its_next_try_ends_with_the_program() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.service.state().instead = vec![ResponseTemplate::new(500); 3].into();
    *bench.short.lock().unwrap() = std::time::Duration::ZERO;
    bench.pass(TWO_HOURS);
    let keeper = bench.conduct.keeper.clone();
    let asked = account.clone();
    let call = tokio::spawn(async move { keeper.session(&asked, 0).await.err() });
    while bench.waits.lock().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    bench.conduct.end();
    bench.conduct.settled().await;
    assert_eq!(call.await.unwrap(), Some(Failure::ComeBackLater(None)));
    assert_eq!(bench.conduct.keeper.session(&account, 0).await.err(), Some(Failure::ComeBackLater(None)));
    assert_eq!(bench.service.state().renewals, 1, "and none is begun any more");
    assert_eq!(endings(&mut bench), Vec::<String>::new());
}

#[tokio::test]
async fn a_pair_that_comes_after_the_end_began_is_kept() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    let (began, begun) = mpsc::channel();
    let (go_on, gone) = mpsc::channel::<()>();
    bench.service.state().meanwhile = Some(Box::new(move || {
        began.send(()).unwrap();
        gone.recv().unwrap();
    }));
    bench.pass(TWO_HOURS);
    let (keeper, asked) = (bench.conduct.keeper.clone(), account.clone());
    drop(tokio::spawn(async move { keeper.session(&asked, 0).await }));
    tokio::task::spawn_blocking(move || begun.recv().unwrap()).await.unwrap();
    bench.conduct.end();
    let secured = tokio::spawn(bench.conduct.secured());
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert!(!secured.is_finished(), "the request was sent");
    go_on.send(()).unwrap();
    secured.await.unwrap();
    assert_eq!(bench.stored(account.id).as_deref(), Some("access-2"));
    assert_eq!(endings(&mut bench), ["renewed"]);
}
