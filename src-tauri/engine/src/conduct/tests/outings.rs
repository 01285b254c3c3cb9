//! Checks, revocations, and credentials that are forgotten.

use serde_json::json;
use stint_connect::connector::Revoked;
use stint_core::account::{Failure, Way};
use wiremock::ResponseTemplate;

use super::*;

fn check_of(account: &Account) -> Errand {
    Errand::Check { account: Box::new(account.clone()), generation: 3 }
}

async fn checked(bench: &mut Bench, account: &Account) -> Result<String, Failure> {
    bench.conduct.perform(check_of(account));
    loop {
        if let Told::Checked { generation, result, .. } = bench.ended().await {
            assert_eq!(generation, 3);
            return result.map(|identity| identity.name);
        }
    }
}

#[tokio::test]
async fn a_check_says_whose_credentials_they_are() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    assert_eq!(checked(&mut bench, &account).await, Ok("octocat".to_owned()));
}

#[tokio::test]
async fn an_access_token_that_ended_early_is_renewed_once_before_anybody_is_asked() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.service.state().people.remove("access-1");
    assert_eq!(checked(&mut bench, &account).await, Ok("octocat".to_owned()));
    assert_eq!(bench.stored(account.id).as_deref(), Some("access-2"));
    let pasted = bench.account(Way::Token);
    let token = Credentials::pasted(secret("smp_gone"), None, bench.now());
    bench.vault.write(&pasted.id.vault_item(), &token.to_item()).unwrap();
    assert_eq!(checked(&mut bench, &pasted).await, Err(Failure::SignInAgain));
    assert_eq!(bench.service.state().renewals, 1);
}

#[tokio::test]
async fn credentials_that_are_somebody_elses_now_are_refused() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.service.know_as("access-1", json!({ "id": "2", "name": "mona", "scopes": null, "expires_at": null }));
    assert!(matches!(checked(&mut bench, &account).await, Err(Failure::Refused(_))));
}

#[tokio::test]
async fn an_account_without_credentials_must_sign_in_again() {
    let mut bench = Bench::new().await;
    let account = bench.account(Way::Browser);
    assert_eq!(checked(&mut bench, &account).await, Err(Failure::SignInAgain));
}

#[tokio::test]
async fn a_revoked_account_is_told_to_the_service_then_wiped() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.conduct.perform(Errand::Revoke(Box::new(account.clone())));
    let Told::Revoked { result, untold, .. } = bench.ended().await else { panic!("something else was told") };
    assert_eq!((result, untold), (Ok(Revoked::Forgotten), None));
    assert!(bench.service.state().revoked.contains("access-1"));
    assert_eq!(bench.stored(account.id), None);
}

#[tokio::test]
async fn an_account_is_wiped_though_its_service_cannot_be_told() {
    let mut bench = Bench::new().await;
    let account = Account { origin: "https://127.0.0.1:9".to_owned(), ..bench.granted() };
    bench.conduct.perform(Errand::Revoke(Box::new(account.clone())));
    let Told::Revoked { result, untold, .. } = bench.ended().await else { panic!("something else was told") };
    assert_eq!(result, Ok(Revoked::NotOffered));
    assert!(untold.is_some_and(|why| why.starts_with("Sample")));
    assert_eq!(bench.stored(account.id), None);
}

#[tokio::test]
async fn credentials_without_an_account_are_wiped() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.conduct.perform(Errand::Forget(account.id));
    bench.conduct.end();
    bench.conduct.settled().await;
    assert_eq!(bench.stored(account.id), None);
}

#[tokio::test]
async fn what_the_service_says_of_its_budget_comes_along() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    let head = [
        ("date", "Fri, 20 Nov 2026 08:00:00 GMT"),
        ("x-ratelimit-limit", "60"),
        ("x-ratelimit-remaining", "59"),
        ("x-ratelimit-reset", "1795165200"),
    ];
    let me = json!({ "id": "1", "name": "octocat", "scopes": null, "expires_at": null });
    let reply = ResponseTemplate::new(200).set_body_json(me).append_headers(head);
    bench.service.server.reset().await;
    wiremock::Mock::given(wiremock::matchers::path("/me")).respond_with(reply).mount(&bench.service.server).await;
    bench.conduct.perform(check_of(&account));
    let Told::Checked { quota, .. } = bench.ended().await else { panic!("something else was told") };
    assert_eq!(quota.map(|told| (told.limit, told.left)), Some((60, 59)));
}

#[tokio::test]
async fn what_is_found_of_credentials_that_were_replaced_meanwhile_is_not_told() {
    let mut bench = Bench::new().await;
    bench.service.know("smp_new");
    let account = bench.account(Way::Token);
    let now = bench.now();
    let token = |token: &str| Credentials::pasted(secret(token), None, now);
    bench.vault.write(&account.id.vault_item(), &token("smp_old").to_item()).unwrap();
    let (began, begun) = std::sync::mpsc::channel();
    let (go_on, gone) = std::sync::mpsc::channel::<()>();
    bench.service.state().when_asked = Some(Box::new(move || {
        // Only the first question is held up.
        if began.send(()).is_ok() {
            gone.recv().ok();
        }
    }));
    bench.conduct.perform(check_of(&account));
    let begun = tokio::task::spawn_blocking(move || begun.recv().unwrap());
    begun.await.unwrap();
    bench.conduct.keeper.put(account.id, &token("smp_new")).await.unwrap();
    go_on.send(()).unwrap();
    let Told::Checked { result, requests, .. } = bench.ended().await else { panic!("something else was told") };
    assert_eq!((result.map(|identity| identity.name), requests), (Ok("octocat".to_owned()), 2));
}

#[tokio::test]
async fn a_check_that_stumbles_over_an_answer_is_told() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.service.know_as("access-1", json!({ "id": "1", "name": "stumble", "scopes": null, "expires_at": null }));
    assert!(matches!(checked(&mut bench, &account).await, Err(Failure::NotUnderstood(_))));
}

#[tokio::test]
async fn a_sign_in_that_stumbles_over_an_answer_fails() {
    let mut bench = Bench::new().await;
    bench.service.know_as("smp_1", json!({ "id": "1", "name": "stumble", "scopes": null, "expires_at": null }));
    bench.paste("smp_1", bench.wish(Way::Token));
    assert!(bench.failed().await.0.contains("stumbled"));
}
