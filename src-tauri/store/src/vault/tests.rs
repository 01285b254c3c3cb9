//! What the vault does in each place, and with places that do as they like.

mod file;
mod keyring;
mod line;
mod switch;

use std::{path::Path, time::Duration};

use stint_core::secret::{ExposeSecret, Secret, secret};

use super::{
    Kind, Limits, Vault,
    file::SealedFile,
    keyring::testing::Fake,
    line::{Line, Maker},
    memory::Memory,
    sealed::Cost,
};

const ITEM: &str = "account:0192f3c4";
/// What nobody waits for: whoever must be told at once is told far sooner.
const LONG: Duration = Duration::from_secs(600);
/// What is over at once.
const SHORT: Duration = Duration::from_millis(30);
const PATIENT: Limits = Limits { answer: LONG, prompt: LONG, rest: LONG, threads: 4 };
const CHEAP: Cost = Cost { memory: 8, passes: 1, lanes: 1 };

fn over(kind: Kind, limits: Limits, make: Maker) -> Vault {
    Vault::over(Line::new(kind, limits, make), "home", limits)
}

fn keyring(fake: &Fake, limits: Limits) -> Vault {
    over(Kind::Keyring, limits, fake.maker("home"))
}

fn file(path: &Path) -> Vault {
    let line = line_of_file(path);
    Vault::over(line, "home", PATIENT)
}

fn line_of_file(path: &Path) -> Line {
    let file = SealedFile::with_cost(path.to_owned(), CHEAP);
    Line::new(Kind::File(path.to_owned()), PATIENT, Box::new(move || Box::new(file.clone())))
}

fn memory() -> Vault {
    let memory = Memory::default();
    over(Kind::Memory, PATIENT, Box::new(move || Box::new(memory.clone())))
}

fn found(vault: &Vault, item: &str) -> Option<String> {
    vault.read(item).unwrap().map(|secret| secret.expose_secret().to_owned())
}

/// As long as tokens get, with everything that might be lost on the way.
fn long_token() -> Secret {
    secret(format!("first\nsecond\r\n\t\"§\u{0} {}", "x".repeat(3000)))
}

#[test]
fn a_secret_in_memory_is_found_by_every_clone() {
    let vault = memory();
    let clone = vault.clone();
    clone.write(ITEM, &long_token()).unwrap();
    drop(clone);
    assert_eq!(found(&vault, ITEM).as_deref(), Some(long_token().expose_secret()));
    vault.remove(ITEM).unwrap();
    vault.remove(ITEM).unwrap();
    assert_eq!(found(&vault, ITEM), None);
}

#[test]
fn opening_a_vault_asks_nobody() {
    let fake = Fake::default();
    let vault = keyring(&fake, PATIENT);
    assert_eq!(vault.state(), super::State::Unknown);
    assert_eq!(fake.ask(|told| told.opened), 0);
}
