//! New credentials for an account that is there already.

use serde_json::json;
use stint_core::account::Way;

use super::*;

#[tokio::test]
async fn a_rotation_replaces_credentials_only_after_they_were_verified() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    let rotate = |bench: &Bench| SignIn { account: Some(account.clone()), ..bench.wish(Way::Token) };
    bench.paste("smp_wrong", rotate(&bench));
    bench.failed().await;
    assert_eq!(bench.stored(account.id).as_deref(), Some("access-1"));
    bench.service.know("smp_new");
    bench.paste("smp_new", rotate(&bench));
    let (rotated, replaced) = bench.connected().await;
    assert_eq!((rotated.id, replaced, rotated.way), (account.id, true, Way::Token));
    assert_eq!(rotated.connected_at, account.connected_at);
    assert_eq!(bench.stored(account.id).as_deref(), Some("smp_new"));
    bench.conduct.end();
    bench.conduct.settled().await;
    assert!(bench.service.state().revoked.contains("access-1"), "the old ones are told to be of no use");
}

#[tokio::test]
async fn a_rotation_by_somebody_else_changes_nothing() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.service.know_as("smp_2", json!({ "id": "2", "name": "mona", "scopes": ["read"], "expires_at": null }));
    bench.paste("smp_2", SignIn { account: Some(account.clone()), ..bench.wish(Way::Token) });
    assert_eq!(bench.failed().await.0, "These are credentials of mona, not of octocat.");
    assert_eq!(bench.stored(account.id).as_deref(), Some("access-1"));
}

#[tokio::test]
async fn signing_in_again_as_somebody_known_renews_that_account() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.service.know("smp_new");
    bench.paste("smp_new", SignIn { known: vec![account.clone()], ..bench.wish(Way::Token) });
    let (again, replaced) = bench.connected().await;
    assert_eq!((again.id, replaced), (account.id, true));
    assert_eq!(bench.stored(AccountId(Uuid::from_u128(1))), None);
}

#[tokio::test]
async fn the_same_token_pasted_again_is_not_revoked() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.paste("access-1", SignIn { account: Some(account), ..bench.wish(Way::Token) });
    bench.connected().await;
    bench.conduct.end();
    bench.conduct.settled().await;
    assert!(bench.service.state().revoked.is_empty());
}

#[tokio::test]
async fn a_rotation_stays_at_the_host_of_its_account() {
    let mut bench = Bench::new().await;
    let elsewhere = Account { origin: "https://git.example.org".to_owned(), ..bench.granted() };
    bench.service.know("smp_new");
    bench.paste("smp_new", SignIn { account: Some(elsewhere), ..bench.wish(Way::Token) });
    let (message, _) = bench.failed().await;
    assert!(message.starts_with("octocat is connected at git.example.org, not at "), "{message}");
    assert_eq!(bench.service.count_of("/me").await, 0);
}
