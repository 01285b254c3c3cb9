//! Another place for secrets: what moves, what stays, what is told.

use std::{fs, sync::mpsc};

use stint_core::secret::secret;
use tempfile::TempDir;

use super::{ITEM, PATIENT, SHORT, found, keyring, line_of_file, memory};
use crate::vault::{
    Kind, Limits, Moved, VaultError,
    keyring::testing::{Fake, Fault},
    line::Line,
};

fn items() -> Vec<String> {
    [ITEM, "app:google https://accounts.example.org", "account:nothing"].map(str::to_owned).to_vec()
}

fn filled(fake: &Fake, limits: Limits) -> super::Vault {
    let vault = keyring(fake, limits);
    for item in &items()[..2] {
        vault.write(item, &secret(format!("of {item}"))).unwrap();
    }
    vault
}

#[test]
fn items_move_for_every_clone_and_leave_the_old_place_empty() {
    let (fake, folder) = (Fake::default(), TempDir::new().unwrap());
    let vault = filled(&fake, PATIENT);
    let clone = vault.clone();
    let path = folder.path().join("secrets");
    let moved = vault.switch_to(line_of_file(&path), Some(secret("open sesame")), &items()).unwrap();
    assert_eq!(moved, Moved { moved: 2, lost: Vec::new(), left_behind: Vec::new() });
    assert_eq!(clone.kind(), Kind::File(path));
    for item in &items()[..2] {
        assert_eq!(found(&clone, item), Some(format!("of {item}")));
    }
    assert!(fake.ask(|told| told.items.is_empty()));
}

#[test]
fn what_was_written_after_the_choice_was_made_moves_along() {
    let (vault, folder) = (memory(), TempDir::new().unwrap());
    let known = Vec::new();
    vault.write("account:late", &secret("late")).unwrap();
    vault.write("account:gone", &secret("gone")).unwrap();
    vault.remove("account:gone").unwrap();
    let path = folder.path().join("secrets");
    let moved = vault.switch_to(line_of_file(&path), Some(secret("open sesame")), &known).unwrap();
    assert_eq!(moved, Moved { moved: 1, ..Moved::default() });
    assert_eq!(found(&vault, "account:late").as_deref(), Some("late"));
}

#[test]
fn a_file_that_is_left_empty_is_removed() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("secrets");
    let vault = super::file(&path);
    vault.unlock(Some(secret("open sesame"))).unwrap();
    vault.write(ITEM, &secret("x")).unwrap();
    let fake = Fake::default();
    let line = || Line::new(Kind::Keyring, PATIENT, fake.maker("home"));
    vault.switch_to(line(), None, &[ITEM.to_owned()]).unwrap();
    assert!(!path.exists());
    assert_eq!(found(&vault, ITEM).as_deref(), Some("x"));
}

#[test]
fn a_wrong_passphrase_changes_nothing() {
    let (fake, folder) = (Fake::default(), TempDir::new().unwrap());
    let vault = filled(&fake, PATIENT);
    let path = folder.path().join("secrets");
    super::file(&path).unlock(Some(secret("open sesame"))).unwrap();
    let switched = vault.switch_to(line_of_file(&path), Some(secret("sesame")), &items());
    assert_eq!(switched.unwrap_err(), VaultError::WrongPassphrase);
    assert_eq!(vault.kind(), Kind::Keyring);
    assert_eq!(fake.ask(|told| told.items.len()), 2);
}

#[test]
fn a_new_place_that_fails_half_way_is_emptied_and_not_used() {
    let vault = memory();
    for item in &items()[..2] {
        vault.write(item, &secret("x")).unwrap();
    }
    let fake = Fake::default();
    // The first is written and read back; the second breaks, twice.
    fake.meets([Fault::Well, Fault::Well, Fault::Breaks, Fault::Breaks]);
    let line = Line::new(Kind::Keyring, PATIENT, fake.maker("home"));
    assert!(vault.switch_to(line, None, &items()).is_err());
    assert!(fake.ask(|told| told.items.is_empty()));
    assert_eq!(vault.kind(), Kind::Memory);
    assert_eq!(found(&vault, ITEM).as_deref(), Some("x"));
}

#[test]
fn an_old_place_that_hangs_does_not_hinder_and_what_it_keeps_is_told() {
    let (fake, folder) = (Fake::default(), TempDir::new().unwrap());
    let limits = Limits { answer: SHORT * 30, ..PATIENT };
    let vault = filled(&fake, limits);
    let (entered, _has_entered) = mpsc::channel();
    let (_let_go, is_let_go) = mpsc::channel();
    fake.meets([Fault::Hangs(entered, is_let_go)]);
    let path = folder.path().join("secrets");
    let moved = vault.switch_to(line_of_file(&path), Some(secret("open sesame")), &items()).unwrap();
    assert_eq!(moved, Moved { moved: 0, lost: items(), left_behind: items() });
    vault.write(ITEM, &secret("anew")).unwrap();
    assert!(fs::exists(path).unwrap());
}

#[test]
fn copies_that_the_old_place_would_not_give_up_are_told() {
    let fake = Fake::default();
    let vault = filled(&fake, PATIENT);
    // Three reads go well, then each removal breaks twice.
    let well = (0..3).map(|_| Fault::Well);
    fake.meets(well.chain((0..4).map(|_| Fault::Breaks)));
    let folder = TempDir::new().unwrap();
    let line = line_of_file(&folder.path().join("secrets"));
    let moved = vault.switch_to(line, Some(secret("open sesame")), &items()).unwrap();
    assert_eq!(moved, Moved { moved: 2, lost: Vec::new(), left_behind: items()[..2].to_vec() });
}
