//! The keyring: open, locked, absent, broken, garbled.

use stint_core::secret::{ExposeSecret, secret};

use super::{ITEM, PATIENT, found, keyring, long_token, over};
use crate::vault::{
    Kind, State, VaultError,
    keyring::testing::{Fake, Fault},
};

#[test]
fn three_kilobytes_with_line_breaks_come_back_as_they_were() {
    let vault = keyring(&Fake::default(), PATIENT);
    assert_eq!(found(&vault, ITEM), None);
    vault.write(ITEM, &long_token()).unwrap();
    assert_eq!(found(&vault, ITEM).as_deref(), Some(long_token().expose_secret()));
    vault.write(ITEM, &secret("another")).unwrap();
    assert_eq!(found(&vault, ITEM).as_deref(), Some("another"));
    vault.remove(ITEM).unwrap();
    vault.remove(ITEM).unwrap();
    assert_eq!(found(&vault, ITEM), None);
    assert_eq!(vault.state(), State::Ready);
}

#[test]
fn names_and_labels_hold_no_secret() {
    let fake = Fake::default();
    keyring(&fake, PATIENT).write(ITEM, &secret("ghp_hidden")).unwrap();
    let seen = fake.ask(|told| told.seen.clone());
    assert!(seen.contains(&"stint".to_owned()) && seen.contains(&format!("Stint · {ITEM}")), "{seen:?}");
    assert!(seen.iter().all(|text| !text.contains("ghp_")), "{seen:?}");
}

#[test]
fn the_items_of_two_scopes_are_apart() {
    let fake = Fake::default();
    let one = over(Kind::Keyring, PATIENT, fake.maker("one"));
    let other = over(Kind::Keyring, PATIENT, fake.maker("other"));
    one.write(ITEM, &secret("1")).unwrap();
    assert_eq!(found(&other, ITEM), None);
    other.remove(ITEM).unwrap();
    assert_eq!(found(&one, ITEM).as_deref(), Some("1"));
}

#[test]
fn a_locked_or_absent_keyring_is_not_even_opened() {
    for (error, state) in [(VaultError::Locked, State::Locked), (VaultError::Absent, State::Absent)] {
        let fake = Fake::default();
        fake.tell(|told| told.look = Some(error.clone()));
        let vault = keyring(&fake, PATIENT);
        assert_eq!(vault.read(ITEM).unwrap_err(), error);
        assert_eq!(vault.write(ITEM, &secret("x")).unwrap_err(), error);
        assert_eq!(vault.remove(ITEM).unwrap_err(), error);
        assert_eq!((vault.probe(), vault.state()), (state, state));
        assert_eq!(fake.ask(|told| told.opened), 0);
    }
}

#[test]
fn a_keyring_that_comes_later_is_used_then() {
    let fake = Fake::default();
    fake.tell(|told| told.look = Some(VaultError::Absent));
    let vault = keyring(&fake, PATIENT);
    assert_eq!(vault.unlock(None).unwrap_err(), VaultError::Absent);
    fake.tell(|told| told.look = None);
    assert_eq!(vault.probe(), State::Ready);
    vault.write(ITEM, &secret("x")).unwrap();
}

#[test]
fn a_keyring_that_dies_in_the_middle_is_connected_to_anew_once() {
    let fake = Fake::default();
    let vault = keyring(&fake, PATIENT);
    vault.write(ITEM, &secret("x")).unwrap();
    fake.meets([Fault::Breaks]);
    assert_eq!(found(&vault, ITEM).as_deref(), Some("x"));
    assert_eq!(fake.ask(|told| told.opened), 2);
    fake.meets([Fault::Breaks, Fault::Breaks]);
    assert!(matches!(vault.read(ITEM), Err(VaultError::Unreadable(_))));
    assert_eq!(vault.state(), State::Unreadable);
    assert_eq!(found(&vault, ITEM).as_deref(), Some("x"));
}

#[test]
fn an_open_keyring_that_refuses_twice_says_why() {
    let fake = Fake::default();
    fake.meets([Fault::Refuses, Fault::Refuses]);
    assert_eq!(keyring(&fake, PATIENT).read(ITEM).unwrap_err(), VaultError::Locked);
}

#[test]
fn what_is_no_text_is_unreadable_and_not_repeated() {
    let garbage = b"ghp_leaked\xff\xfe".to_vec();
    for fault in [Fault::Gives(garbage.clone()), Fault::Garbled(garbage)] {
        let fake = Fake::default();
        fake.meets([fault]);
        let vault = keyring(&fake, PATIENT);
        let error = vault.read(ITEM).unwrap_err();
        assert_eq!(error, VaultError::Unreadable("it is not text"));
        let told = format!("{error:?} {error} {:?}", error.hint());
        assert!(!told.contains("leaked") && !told.contains("103, 104"), "{told}");
        assert_eq!(vault.state(), State::Unreadable);
    }
}

#[test]
fn no_error_repeats_what_the_store_says() {
    let fake = Fake::default();
    fake.meets([Fault::Breaks, Fault::Breaks]);
    let error = keyring(&fake, PATIENT).write(ITEM, &secret("x")).unwrap_err();
    assert!(!format!("{error:?} {error}").contains("leaked"), "{error:?}");
}

#[test]
fn what_is_read_back_otherwise_was_not_kept() {
    let fake = Fake::default();
    fake.meets([Fault::Well, Fault::Gives(b"something else".to_vec())]);
    let vault = keyring(&fake, PATIENT);
    assert_eq!(vault.write(ITEM, &secret("x")).unwrap_err(), VaultError::NotKept(Kind::Keyring));
    assert_eq!(vault.state(), State::Unreadable);
}

#[test]
fn a_secret_longer_than_the_keyring_takes_is_refused_and_nothing_is_written() {
    let fake = Fake::default();
    fake.tell(|told| told.limit = Some(2560));
    let vault = keyring(&fake, PATIENT);
    assert_eq!(vault.write(ITEM, &long_token()).unwrap_err(), VaultError::TooLong(2560));
    assert_eq!(fake.ask(|told| told.calls), 0);
    vault.write(ITEM, &secret("x".repeat(2560))).unwrap();
}

#[test]
fn an_item_that_is_there_twice_becomes_one_again() {
    let fake = Fake::default();
    let vault = keyring(&fake, PATIENT);
    vault.write(ITEM, &secret("old")).unwrap();
    fake.meets([Fault::Twice]);
    assert!(matches!(vault.read(ITEM), Err(VaultError::Unreadable(_))));
    // Both are wiped before the new one is written.
    fake.meets([Fault::Twice]);
    vault.write(ITEM, &secret("new")).unwrap();
    assert_eq!(found(&vault, ITEM).as_deref(), Some("new"));
    assert_eq!(fake.ask(|told| told.items.len()), 1);
}
