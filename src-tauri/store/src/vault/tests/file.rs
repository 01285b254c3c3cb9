//! The encrypted file: passphrases right and wrong, damage, a disk that refuses.

use std::{fs, path::PathBuf};

use stint_core::secret::{ExposeSecret, secret};
use tempfile::TempDir;

use super::{CHEAP, ITEM, file, found, long_token};
use crate::vault::{
    State, VaultError,
    sealed::{self, Key},
};

fn place() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("vault/secrets");
    (folder, path)
}

/// A file with one item, as another start of the program would find it.
fn kept() -> (TempDir, PathBuf) {
    let (folder, path) = place();
    let vault = file(&path);
    vault.unlock(Some(secret("open sesame"))).unwrap();
    vault.write(ITEM, &long_token()).unwrap();
    (folder, path)
}

#[test]
fn what_is_kept_survives_a_restart_and_opens_with_its_passphrase() {
    let (_folder, path) = kept();
    let vault = file(&path);
    assert_eq!(vault.read(ITEM).unwrap_err(), VaultError::WantsPassphrase);
    assert_eq!(vault.probe(), State::Locked);
    vault.unlock(Some(secret("open sesame"))).unwrap();
    assert_eq!(found(&vault, ITEM).as_deref(), Some(long_token().expose_secret()));
    vault.remove(ITEM).unwrap();
    assert_eq!(found(&vault, ITEM), None);
    assert_eq!(vault.state(), State::Ready);
}

#[test]
fn a_wrong_passphrase_is_told_and_nothing_is_overwritten() {
    let (_folder, path) = kept();
    let before = fs::read(&path).unwrap();
    let vault = file(&path);
    for wrong in ["Open sesame", "open sesame ", "x"] {
        assert_eq!(vault.unlock(Some(secret(wrong))).unwrap_err(), VaultError::WrongPassphrase);
        assert_eq!(vault.write(ITEM, &secret("x")).unwrap_err(), VaultError::WantsPassphrase);
    }
    for none in [None, Some(secret(""))] {
        assert_eq!(vault.unlock(none).unwrap_err(), VaultError::WantsPassphrase);
    }
    assert_eq!(fs::read(&path).unwrap(), before);
    vault.unlock(Some(secret("open sesame"))).unwrap();
}

#[test]
fn a_file_is_not_begun_with_a_passphrase_that_is_guessed_soon() {
    let (_folder, path) = place();
    let vault = file(&path);
    for short in ["x", "sesame1", "sésamé7"] {
        assert_eq!(vault.unlock(Some(secret(short))).unwrap_err(), VaultError::TooShort(8), "{short}");
    }
    assert!(!path.exists());
    vault.unlock(Some(secret("sesame12"))).unwrap();
}

#[test]
fn nothing_of_it_can_be_read_without_the_passphrase() {
    let (_folder, path) = kept();
    let bytes = fs::read(&path).unwrap();
    for plain in [ITEM, "account", "xxxxxxxx", "sesame", "second"] {
        assert!(!bytes.windows(plain.len()).any(|window| window == plain.as_bytes()), "{plain}");
    }
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = kept();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
}

#[test]
fn a_truncated_file_is_left_alone_until_the_person_begins_anew() {
    let (_folder, path) = kept();
    let whole = fs::read(&path).unwrap();
    for length in [0, 1, 13, 14, 60, whole.len() / 2, whole.len() - 1] {
        fs::write(&path, &whole[..length]).unwrap();
        let vault = file(&path);
        assert_eq!(vault.read(ITEM).unwrap_err(), VaultError::Damaged, "{length} bytes");
        assert_eq!(vault.write(ITEM, &secret("x")).unwrap_err(), VaultError::Damaged);
        assert_eq!(vault.state(), State::Unreadable);
        assert_eq!(fs::read(&path).unwrap(), whole[..length]);
        let Err(VaultError::SetAside(aside)) = vault.unlock(Some(secret("open sesame"))) else {
            panic!("it was not set aside");
        };
        assert_eq!(fs::read(&aside).unwrap(), whole[..length], "set aside is not deleted");
        vault.unlock(Some(secret("a new one"))).unwrap();
        assert_eq!(found(&vault, ITEM), None);
    }
}

#[test]
fn a_changed_byte_anywhere_is_damage_and_no_wrong_passphrase() {
    let key = Key::new(&secret("open sesame"), CHEAP).unwrap();
    let whole = sealed::seal(&key, b"{}").unwrap();
    sealed::check(&whole).unwrap();
    for place in 0..whole.len() {
        let mut changed = whole.clone();
        changed[place] ^= 1;
        let error = sealed::check(&changed).unwrap_err();
        assert!(matches!(error, VaultError::Damaged | VaultError::Newer), "byte {place}: {error:?}");
    }
}

#[test]
fn a_file_of_a_newer_stint_is_not_touched() {
    let (_folder, path) = kept();
    let mut bytes = fs::read(&path).unwrap();
    bytes[12] = b'2';
    fs::write(&path, &bytes).unwrap();
    let vault = file(&path);
    assert_eq!(vault.unlock(Some(secret("open sesame"))).unwrap_err(), VaultError::Newer);
    assert_eq!(vault.write(ITEM, &secret("x")).unwrap_err(), VaultError::Newer);
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_write_that_fails_keeps_what_was_there() {
    let (_folder, path) = kept();
    let vault = file(&path);
    vault.unlock(Some(secret("open sesame"))).unwrap();
    let before = fs::read(&path).unwrap();
    let in_the_way = path.with_extension("new");
    fs::create_dir(&in_the_way).unwrap();
    assert!(matches!(vault.write(ITEM, &secret("x")), Err(VaultError::Disk(_))));
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(found(&vault, ITEM).as_deref(), Some(long_token().expose_secret()));
    fs::remove_dir(&in_the_way).unwrap();
    vault.write(ITEM, &secret("x")).unwrap();
    assert!(!in_the_way.exists());
}

#[test]
fn what_a_crash_left_beside_it_does_not_hinder() {
    let (_folder, path) = kept();
    fs::write(path.with_extension("new"), b"half").unwrap();
    let vault = file(&path);
    vault.unlock(Some(secret("open sesame"))).unwrap();
    vault.write(ITEM, &secret("x")).unwrap();
    assert_eq!(found(&vault, ITEM).as_deref(), Some("x"));
}

#[test]
fn a_file_exchanged_behind_our_back_asks_for_its_own_passphrase() {
    let (_folder, path) = kept();
    let vault = file(&path);
    vault.unlock(Some(secret("open sesame"))).unwrap();
    let (_other_folder, other) = kept();
    fs::copy(other, &path).unwrap();
    assert_eq!(vault.read(ITEM).unwrap_err(), VaultError::WantsPassphrase);
}

#[test]
fn two_writes_of_the_same_never_look_the_same() {
    let (_folder, path) = kept();
    let vault = file(&path);
    vault.unlock(Some(secret("open sesame"))).unwrap();
    let before = fs::read(&path).unwrap();
    vault.write(ITEM, &long_token()).unwrap();
    assert_ne!(fs::read(&path).unwrap(), before);
}
