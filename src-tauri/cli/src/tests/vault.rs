//! Where secrets are kept.

use insta::assert_snapshot;
use stint_api::{
    command::{SetVault, UnlockVault},
    question::GetAccounts,
    view::{AccountsPage, VaultKind, VaultState, VaultView},
};

use super::{desk::Fake, views::did};

fn vault(kind: VaultKind, state: VaultState, message: &str) -> AccountsPage {
    AccountsPage { vault: VaultView { kind, state, message: message.into(), hint: None }, ..AccountsPage::default() }
}

#[tokio::test]
async fn the_place_and_its_state_are_shown() {
    let mut locked = vault(VaultKind::Keyring, VaultState::Locked, "The keyring is locked.");
    locked.vault.hint = Some("Unlock it.".into());
    let fake = Fake::engine().answer::<GetAccounts>(locked);
    assert_snapshot!(fake.run("vault").await, @"
    The keyring of the desktop: locked
      The keyring is locked.
      Unlock it.
    [exit 0]
    ");
}

#[tokio::test]
async fn another_place_is_waited_for_and_the_passphrase_never_shown() {
    let mut fake = Fake::engine()
        .answer::<SetVault>(did("Secrets go to an encrypted file"))
        .answer::<GetAccounts>(vault(VaultKind::Keyring, VaultState::Ready, ""))
        .answer::<GetAccounts>(vault(VaultKind::Keyring, VaultState::Unknown, "It is being opened."))
        .answer::<GetAccounts>(vault(VaultKind::File, VaultState::Ready, ""));
    fake.input = b"canary\n".to_vec();
    assert_snapshot!(fake.run("vault use file --passphrase-stdin").await, @"
    A file encrypted with a passphrase: open
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    getAccounts {}
    setVault {"kind":"file","ticket":"…"}
    getAccounts {}
    getAccounts {}
    "#);
    assert_eq!(fake.taken(), ["canary"]);
}

#[tokio::test]
async fn a_file_needs_a_passphrase() {
    assert_snapshot!(Fake::absent().run("vault use file").await, @"
    [stderr]
    An encrypted file needs a passphrase.
    Hint: Give it as the input: --passphrase-stdin < FILE.
    [exit 2]
    ");
}

#[tokio::test]
async fn a_vault_that_stays_locked_is_a_failure() {
    let mut fake = Fake::engine()
        .answer::<UnlockVault>(did("Opening the vault"))
        .answer::<GetAccounts>(vault(VaultKind::File, VaultState::Locked, "The file waits for its passphrase."))
        .answer::<GetAccounts>(vault(VaultKind::File, VaultState::Locked, "That is not the passphrase."));
    fake.input = b"wrong".to_vec();
    assert_snapshot!(fake.run("vault unlock --passphrase-stdin").await, @"
    A file encrypted with a passphrase: locked
      That is not the passphrase.
    [exit 1]
    ");
}

#[tokio::test]
async fn a_second_wrong_passphrase_is_answered_like_the_first() {
    let wrong = || vault(VaultKind::File, VaultState::Locked, "That is not the passphrase.");
    let mut fake = Fake::engine()
        .answer::<UnlockVault>(did("Opening the vault"))
        .answer::<GetAccounts>(wrong())
        .answer::<GetAccounts>(vault(VaultKind::File, VaultState::Unknown, "It is being opened."))
        .answer::<GetAccounts>(wrong());
    fake.input = b"wrong".to_vec();
    assert_snapshot!(fake.run("vault unlock --passphrase-stdin").await, @"
    A file encrypted with a passphrase: locked
      That is not the passphrase.
    [exit 1]
    ");
}

#[tokio::test]
async fn what_is_open_or_in_use_already_is_said() {
    let mut fake = Fake::engine()
        .answer::<UnlockVault>(did("Opening the vault"))
        .answer::<SetVault>(did("Secrets go to an encrypted file"))
        .answer::<GetAccounts>(vault(VaultKind::File, VaultState::Ready, ""));
    fake.input = b"wrong".to_vec();
    assert_snapshot!(fake.run("vault unlock --passphrase-stdin").await, @"
    A file encrypted with a passphrase: open
      It is open already; the passphrase was not tried.
    [exit 0]
    ");
    fake.input = b"wrong".to_vec();
    assert_snapshot!(fake.run("vault use file --passphrase-stdin").await, @"
    A file encrypted with a passphrase: open
      It is in use already; nothing was changed.
    [exit 0]
    ");
}

#[tokio::test]
async fn a_move_that_fails_says_why_though_the_place_of_before_is_open() {
    let mut refused = vault(VaultKind::Keyring, VaultState::Ready, "The passphrase is too short.");
    refused.vault.hint = Some("Choose a longer one.".into());
    let mut fake = Fake::engine()
        .answer::<SetVault>(did("Secrets go to an encrypted file"))
        .answer::<GetAccounts>(vault(VaultKind::Keyring, VaultState::Ready, ""))
        .answer::<GetAccounts>(refused);
    fake.input = b"x".to_vec();
    assert_snapshot!(fake.run("vault use file --passphrase-stdin").await, @"
    The keyring of the desktop: open
      The passphrase is too short.
      Choose a longer one.
    [exit 1]
    ");
}

#[tokio::test]
async fn a_keyring_is_unlocked_by_asking_the_person() {
    let fake = Fake::engine()
        .answer::<UnlockVault>(did("Opening the vault"))
        .answer::<GetAccounts>(vault(VaultKind::Keyring, VaultState::Locked, "The keyring is locked."))
        .answer::<GetAccounts>(vault(VaultKind::Keyring, VaultState::Ready, ""));
    assert_snapshot!(fake.run("vault unlock").await, @"
    The keyring of the desktop: open
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @"
    getAccounts {}
    unlockVault {}
    getAccounts {}
    ");
}
