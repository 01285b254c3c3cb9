//! Renewals: one for all who wait, kept before it is used, tried three times, and never lost.

mod hindered;

use std::sync::mpsc;

use stint_core::{account::Failure, secret::secret};
use stint_store::vault::{Kind, Vault};
use wiremock::ResponseTemplate;

use super::*;
use crate::{
    conduct::tests::{Bench, refusal},
    own_app,
};

const NEARLY_AN_HOUR: SignedDuration = SignedDuration::from_mins(58);
const TWO_HOURS: SignedDuration = SignedDuration::from_hours(2);

fn used(session: &Session) -> String {
    session.secret.expose_secret().to_owned()
}

/// What became of renewals, in the order it was told.
fn endings(bench: &mut Bench) -> Vec<String> {
    let mut all = Vec::new();
    while let Ok(input) = bench.inputs.try_recv() {
        if let crate::Input::Accounts(Told::Renewed { .. }) = &input {
            all.push("renewed".to_owned());
        }
        if let crate::Input::Accounts(Told::RenewalEnded { how, why, .. }) = &input {
            all.push(format!("{how:?}: {why}"));
        }
    }
    all
}

#[tokio::test]
async fn a_thousand_who_wait_are_served_by_one_renewal() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.pass(NEARLY_AN_HOUR);
    let tasks: Vec<_> = (0..1_000)
        .map(|_| {
            let (keeper, account) = (bench.conduct.keeper.clone(), account.clone());
            tokio::spawn(async move { keeper.session(&account, 0).await })
        })
        .collect();
    for task in tasks {
        assert_eq!(used(&task.await.unwrap().unwrap()), "access-2");
    }
    assert_eq!(bench.service.state().renewals, 1);
    assert_eq!(endings(&mut bench), ["renewed"]);
}

#[tokio::test]
async fn a_failure_is_shared_by_all_who_waited_for_it() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.service.state().refresh = "another".to_owned();
    bench.pass(NEARLY_AN_HOUR);
    let calls = (0..50).map(|_| {
        let (keeper, account) = (bench.conduct.keeper.clone(), account.clone());
        tokio::spawn(async move { keeper.session(&account, 0).await.err() })
    });
    for call in calls.collect::<Vec<_>>() {
        assert_eq!(call.await.unwrap(), Some(Failure::SignInAgain));
    }
    assert_eq!(bench.service.state().renewals, 1);
    assert_eq!(endings(&mut bench), ["SignInAgain: Sample does not accept the credentials any more."]);
}

#[tokio::test]
async fn nothing_is_renewed_before_its_time() {
    let bench = Bench::new().await;
    let account = bench.granted();
    bench.pass(SignedDuration::from_mins(30));
    assert_eq!(used(&bench.conduct.keeper.session(&account, 0).await.unwrap()), "access-1");
    assert_eq!(bench.service.state().renewals, 0);
}

#[tokio::test]
async fn a_new_pair_is_in_the_vault_before_it_is_used() {
    let bench = Bench::new().await;
    let account = bench.granted();
    bench.pass(NEARLY_AN_HOUR);
    let session = bench.conduct.keeper.session(&account, 0).await.unwrap();
    assert_eq!(bench.stored(account.id), Some(used(&session)));
}

#[tokio::test]
async fn a_pair_that_another_process_renewed_is_taken_from_the_vault() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.pass(NEARLY_AN_HOUR);
    let anothers = Credentials {
        access: stint_core::secret::secret("access-9"),
        issued_at: bench.now(),
        expires_at: Some(bench.now() + TWO_HOURS),
        ..bench.service.grant(bench.now())
    };
    let (vault, item) = (bench.vault.clone(), account.id.vault_item());
    bench.service.state().instead.push_back(refusal());
    bench.service.state().meanwhile = Some(Box::new(move || vault.write(&item, &anothers.to_item()).unwrap()));
    assert_eq!(used(&bench.conduct.keeper.session(&account, 0).await.unwrap()), "access-9");
    assert_eq!(bench.service.state().renewals, 1);
    assert_eq!(endings(&mut bench), Vec::<String>::new());
}

#[tokio::test]
async fn after_three_tries_with_growing_waits_the_account_is_suspended_and_told_once() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.service.state().instead = vec![ResponseTemplate::new(500); 3].into();
    bench.pass(TWO_HOURS);
    assert_eq!(bench.conduct.keeper.session(&account, 0).await.err(), Some(Failure::Unreachable));
    assert_eq!(bench.service.state().renewals, 3);
    let waits: Vec<u64> = bench.waits.lock().unwrap().iter().map(std::time::Duration::as_secs).collect();
    assert!(matches!(waits[..], [1..=2, 7..=8]), "{waits:?}");
    assert_eq!(endings(&mut bench), ["Suspended: Sample cannot be reached."]);
}

#[tokio::test]
async fn credentials_that_still_work_are_used_while_renewing_fails() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.service.state().instead = vec![ResponseTemplate::new(500); 3].into();
    bench.pass(NEARLY_AN_HOUR);
    for _ in 0..5 {
        assert_eq!(used(&bench.conduct.keeper.session(&account, 0).await.unwrap()), "access-1");
    }
    assert_eq!(bench.service.state().renewals, 3, "and the service is left alone for a minute");
    assert_eq!(endings(&mut bench), Vec::<String>::new());
    bench.pass(SignedDuration::from_secs(61));
    assert_eq!(used(&bench.conduct.keeper.session(&account, 0).await.unwrap()), "access-2");
}

#[tokio::test]
async fn a_service_that_asks_to_wait_suspends_nobody() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.service.state().instead.push_back(ResponseTemplate::new(429).insert_header("retry-after", "600"));
    bench.pass(TWO_HOURS);
    let failure = bench.conduct.keeper.session(&account, 0).await.err();
    assert!(matches!(failure, Some(Failure::ComeBackLater(Some(_)))), "{failure:?}");
    assert_eq!(bench.service.state().renewals, 1);
    assert_eq!(endings(&mut bench), Vec::<String>::new());
}

#[tokio::test]
async fn a_renewal_goes_on_when_whoever_asked_has_gone() {
    let bench = Bench::new().await;
    let account = bench.granted();
    let (began, begun) = mpsc::channel();
    let (go_on, gone) = mpsc::channel::<()>();
    bench.service.state().meanwhile = Some(Box::new(move || {
        began.send(()).unwrap();
        gone.recv().unwrap();
    }));
    bench.pass(NEARLY_AN_HOUR);
    let (keeper, asked) = (bench.conduct.keeper.clone(), account.clone());
    let call = tokio::spawn(async move { keeper.session(&asked, 0).await });
    tokio::task::spawn_blocking(move || begun.recv().unwrap()).await.unwrap();
    call.abort();
    assert!(call.await.is_err());
    go_on.send(()).unwrap();
    bench.service.state().meanwhile = None;
    assert_eq!(used(&bench.conduct.keeper.session(&account, 0).await.unwrap()), "access-2");
    assert_eq!(bench.service.state().renewals, 1);
}

#[tokio::test]
async fn a_new_pair_that_the_vault_does_not_take_is_held_until_it_does() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("vault/secrets");
    let vault = Vault::open(Kind::File(file.clone()), "test");
    vault.unlock(Some(stint_core::secret::secret("correct horse battery staple"))).unwrap();
    let mut bench = Bench::on(vault).await;
    let account = bench.granted();
    bench.pass(NEARLY_AN_HOUR);
    let (aside, place) = (folder.path().join("aside"), folder.path().join("vault"));
    let (from, to) = (place.clone(), aside.clone());
    bench.service.state().meanwhile = Some(Box::new(move || {
        std::fs::rename(&from, &to).unwrap();
        std::fs::write(&from, "in the way").unwrap();
    }));
    let failure = bench.conduct.keeper.session(&account, 0).await.err();
    assert!(matches!(failure, Some(Failure::VaultClosed(_))), "{failure:?}");
    std::fs::remove_file(&place).unwrap();
    std::fs::rename(&aside, &place).unwrap();
    assert_eq!(used(&bench.conduct.keeper.session(&account, 0).await.unwrap()), "access-2");
    assert_eq!(bench.stored(account.id).as_deref(), Some("access-2"));
    assert_eq!(bench.service.state().renewals, 1);
    assert_eq!(endings(&mut bench), Vec::<String>::new());
}

#[tokio::test]
async fn use_is_told_once_a_minute() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    let mut count = 0;
    for _ in 0..3 {
        bench.conduct.keeper.session(&account, 0).await.unwrap();
    }
    bench.pass(SignedDuration::from_mins(1));
    bench.conduct.keeper.session(&account, 0).await.unwrap();
    while let Ok(input) = bench.inputs.try_recv() {
        count += u32::from(matches!(input, crate::Input::Accounts(Told::Used { .. })));
    }
    assert_eq!(count, 2);
}

#[tokio::test]
async fn an_account_of_an_app_that_was_exchanged_wants_a_sign_in_in_plain_words() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    let credentials = Credentials { client_id: Some("mine".to_owned()), ..bench.service.grant(bench.now()) };
    bench.vault.write(&account.id.vault_item(), &credentials.to_item()).unwrap();
    // A new app's secret is not shown along with the old client id.
    let other = own_app::item("sample", &account.origin, "another");
    bench.vault.write(&other, &secret("hunter2")).unwrap();
    bench.conduct.set_moved(BTreeMap::new());
    bench.pass(NEARLY_AN_HOUR);
    assert_eq!(bench.conduct.keeper.session(&account, 0).await.unwrap_err(), Failure::SignInAgain);
    let why = "The OAuth app that Sample was signed in to with is not in use any more.";
    assert_eq!(endings(&mut bench), [format!("SignInAgain: {why}")]);
    assert_eq!(bench.service.state().renewals, 0);
}
