//! Where secrets are kept: asked, opened, exchanged; a closed one is told before anybody goes to the browser.

use stint_api::view::{VaultKind, VaultState, VaultView};
use stint_core::account::Way;

use super::*;

async fn vault_told(bench: &mut Bench) -> VaultView {
    let Told::Vault(view) = bench.ended().await else { panic!("something else was told") };
    view
}

#[tokio::test]
async fn a_vault_in_memory_is_ready_when_asked() {
    let mut bench = Bench::new().await;
    bench.conduct.perform(Errand::ProbeVault);
    let view = vault_told(&mut bench).await;
    assert_eq!((view.kind, view.state), (VaultKind::Memory, VaultState::Ready));
}

#[tokio::test]
async fn a_closed_vault_is_told_before_anybody_goes_to_the_browser() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::on(Vault::open(Kind::File(folder.path().join("vault/secrets")), "test")).await;
    bench.conduct.perform(Errand::SignIn(Box::new(bench.wish(Way::Browser))));
    let (message, hint) = bench.failed().await;
    assert!(message.contains("passphrase") || hint.contains("passphrase"), "{message} {hint}");
    assert!(hint.ends_with("Nothing was stored."), "{hint}");
}

#[tokio::test]
async fn secrets_move_along_to_another_place() {
    let mut bench = Bench::new().await;
    let folder = tempfile::tempdir().unwrap();
    bench.conduct.secrets = folder.path().join("vault/secrets");
    let account = bench.granted();
    let ticket = Some(bench.tickets.put(secret("correct horse battery staple")).unwrap());
    let items = vec![account.id.vault_item()];
    bench.conduct.perform(Errand::SetVault { kind: VaultKind::File, ticket, items });
    let view = vault_told(&mut bench).await;
    assert_eq!((view.kind, view.state), (VaultKind::File, VaultState::Ready), "{view:?}");
    assert_eq!(bench.stored(account.id).as_deref(), Some("access-1"));
}

#[tokio::test]
async fn a_failed_attempt_is_answered_each_time_and_says_how_the_vault_is() {
    let mut bench = Bench::new().await;
    let folder = tempfile::tempdir().unwrap();
    bench.conduct.secrets = folder.path().join("vault/secrets");
    for _ in 0..2 {
        let ticket = Some(bench.tickets.put(secret("short")).unwrap());
        bench.conduct.perform(Errand::SetVault { kind: VaultKind::File, ticket, items: Vec::new() });
        let view = vault_told(&mut bench).await;
        assert_eq!((view.kind, view.state), (VaultKind::Memory, VaultState::Ready), "{view:?}");
        assert_eq!(view.message, "The passphrase of a new file has 8 characters or more. Nothing was changed.");
    }
}

#[tokio::test]
async fn the_secret_of_an_own_app_is_kept_and_wiped() {
    let mut bench = Bench::new().await;
    let item = "app:sample".to_owned();
    let ticket = Some(bench.tickets.put(secret("hush")).unwrap());
    bench.conduct.perform(Errand::KeepAppSecret { item: item.clone(), ticket });
    bench.conduct.end();
    bench.conduct.settled().await;
    assert_eq!(bench.vault.read(&item).unwrap().map(|it| it.expose_secret().to_owned()).as_deref(), Some("hush"));
    bench.conduct.perform(Errand::KeepAppSecret { item: item.clone(), ticket: None });
    bench.conduct.settled().await;
    assert!(bench.vault.read(&item).unwrap().is_none());
}
