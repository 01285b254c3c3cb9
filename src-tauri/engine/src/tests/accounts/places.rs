//! Where secrets are kept, and where links lead.

use stint_api::{
    Topic,
    command::{OpenUrl, Place, SetVault, UnlockVault},
    view::{AccountState, VaultKind, VaultState, VaultView},
};
use stint_core::{account::Failure, ids::AccountId, secret::secret};

use super::{Bench, checks};
use crate::{Output, conduct::Told, errand::Errand};

#[test]
fn accounts_locked_out_are_asked_again_when_the_vault_opens() {
    let mut bench = Bench::new();
    let id: AccountId = bench.connect(7).parse().unwrap();
    bench.checked(id, Err(Failure::VaultClosed("it is locked".to_owned())));
    assert_eq!(bench.only_account().state, AccountState::Locked);
    let vault = |state| Told::Vault(VaultView { state, ..VaultView::default() });
    bench.told(vault(VaultState::Locked));
    let outputs = bench.told(vault(VaultState::Ready));
    assert_eq!(checks(&outputs), 1);
}

#[test]
fn a_vault_that_is_a_file_needs_a_passphrase_and_takes_every_item_along() {
    let mut bench = Bench::new();
    let id = bench.connect(7);
    assert_eq!(
        bench.refused(SetVault { kind: VaultKind::File, ticket: None }).message,
        "An encrypted file needs a passphrase."
    );
    let outputs = bench.input(SetVault { kind: VaultKind::Memory, ticket: None }.into());
    let items = vec![format!("account:{id}")];
    assert!(outputs.contains(&Output::Errand(Errand::SetVault { kind: VaultKind::Memory, ticket: None, items })));
}

#[test]
fn each_attempt_to_open_the_vault_is_told_from_the_one_before() {
    let mut bench = Bench::new();
    let wrong = VaultView { state: VaultState::Locked, message: "Wrong.".to_owned(), ..VaultView::default() };
    for _ in 0..2 {
        let asked = bench.input(UnlockVault { ticket: None }.into());
        assert!(!asked.contains(&Output::Changed(Topic::Accounts)), "only the answer is news");
        assert_eq!(bench.engine.accounts.vault.state, VaultState::Unknown);
        let told = bench.told(Told::Vault(wrong.clone()));
        assert!(told.contains(&Output::Changed(Topic::Accounts)));
        assert_eq!(bench.engine.accounts.vault, wrong);
    }
}

#[test]
fn a_link_shows_the_accounts_or_goes_to_the_sign_in_and_anything_else_is_dropped() {
    let mut bench = Bench::new();
    let mut open = |link: &str| {
        let ticket = bench.engine.accounts.outside.tickets.put(secret(link)).unwrap();
        bench.input(OpenUrl { ticket }.into())
    };
    let shown = open("stint://settings/accounts#octo");
    assert!(shown.iter().any(|output| matches!(output, Output::Show(spot)
        if spot.place == Place::Accounts && spot.section.as_deref() == Some("octo"))));
    let taken = open("stint://oauth/octo?code=hush&state=hush");
    assert!(taken.iter().any(|output| matches!(output, Output::Errand(Errand::TakeLink { .. }))));
    assert!(!format!("{taken:?}").contains("hush"));
    for unknown in ["stint://start/octo", "stint://oauth/nobody?code=1", "https://octo.example.org/"] {
        let outputs = open(unknown);
        assert!(!outputs.iter().any(|output| matches!(output, Output::Errand(_) | Output::Show(_))), "{unknown}");
    }
    let outputs = bench.input(OpenUrl { ticket: "never given out".to_owned() }.into());
    assert!(!outputs.iter().any(|output| matches!(output, Output::Changed(Topic::Accounts))));
}
