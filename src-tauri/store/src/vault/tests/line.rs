//! Keyrings that hang, prompt and panic: nobody waits longer than the limit, and nothing happens late.

use std::{sync::mpsc, thread, time::Duration};

use stint_core::secret::secret;

use super::{ITEM, LONG, PATIENT, SHORT, found, keyring};
use crate::vault::{
    Kind, Limits, State, VaultError,
    keyring::testing::{Fake, Fault},
};

const IMPATIENT: Limits = Limits { answer: SHORT, prompt: LONG, rest: LONG, threads: 4 };
const RESTLESS: Limits = Limits { rest: Duration::ZERO, ..IMPATIENT };
const HANGING: VaultError = VaultError::Hanging(Kind::Keyring);

/// A call that hangs, a sign that it does, and what lets it go.
fn hang() -> (Fault, mpsc::Receiver<()>, mpsc::Sender<()>) {
    let (entered, has_entered) = mpsc::channel();
    let (let_go, is_let_go) = mpsc::channel();
    (Fault::Hangs(entered, is_let_go), has_entered, let_go)
}

/// Told once for each thread that ends.
fn ends(fake: &Fake) -> mpsc::Receiver<()> {
    let (ended, has_ended) = mpsc::channel();
    fake.tell(|told| told.ended = Some(ended));
    has_ended
}

#[test]
fn a_keyring_that_hangs_is_waited_for_once_and_then_left_alone() {
    let fake = Fake::default();
    let (fault, _entered, _let_go) = hang();
    fake.meets([fault]);
    let vault = keyring(&fake, IMPATIENT);
    assert_eq!(vault.read(ITEM).unwrap_err(), HANGING);
    assert_eq!(vault.state(), State::Hanging);
    for _ in 0..1000 {
        assert_eq!(vault.read(ITEM).unwrap_err(), HANGING);
    }
    assert_eq!(vault.probe(), State::Hanging);
    assert_eq!(fake.ask(|told| told.calls), 1, "it was asked while it rests");
}

#[test]
fn after_its_rest_another_thread_asks_again() {
    let fake = Fake::default();
    let (fault, _entered, _let_go) = hang();
    fake.meets([fault]);
    let vault = keyring(&fake, Limits { answer: Duration::from_secs(1), ..RESTLESS });
    assert_eq!(vault.read(ITEM).unwrap_err(), HANGING);
    assert_eq!(found(&vault, ITEM), None);
    assert_eq!(vault.state(), State::Ready);
}

#[test]
fn the_person_may_have_it_tried_at_once() {
    let fake = Fake::default();
    let (fault, _entered, _let_go) = hang();
    fake.meets([fault]);
    let vault = keyring(&fake, Limits { answer: Duration::from_secs(1), ..IMPATIENT });
    assert_eq!(vault.read(ITEM).unwrap_err(), HANGING);
    vault.unlock(None).unwrap();
    assert_eq!(vault.state(), State::Ready);
}

#[test]
fn only_a_few_threads_are_left_behind() {
    let fake = Fake::default();
    let hangs: Vec<_> = (0..2).map(|_| hang()).collect();
    let ended = ends(&fake);
    let mut signs = Vec::new();
    for (fault, entered, let_go) in hangs {
        fake.meets([fault]);
        signs.push((entered, let_go));
    }
    let vault = keyring(&fake, Limits { threads: 2, ..RESTLESS });
    assert_eq!(vault.read(ITEM).unwrap_err(), HANGING);
    assert_eq!(vault.read(ITEM).unwrap_err(), HANGING);
    for _ in 0..10 {
        assert_eq!(vault.read(ITEM).unwrap_err(), HANGING);
    }
    assert_eq!(fake.ask(|told| told.calls), 2, "more threads than allowed");
    drop(signs);
    ended.recv().unwrap();
    ended.recv().unwrap();
}

#[test]
fn what_nobody_waits_for_any_longer_does_not_happen_late() {
    let fake = Fake::default();
    let ended = ends(&fake);
    let (fault, entered, let_go) = hang();
    fake.meets([fault]);
    let vault = keyring(&fake, IMPATIENT);
    let first = thread::spawn({
        let vault = vault.clone();
        move || vault.read(ITEM).unwrap_err()
    });
    entered.recv().unwrap();
    // Behind the one that hangs, or told at once if that was given up already.
    assert_eq!(vault.write(ITEM, &secret("late")).unwrap_err(), HANGING);
    assert_eq!(first.join().unwrap(), HANGING);
    let_go.send(()).unwrap();
    ended.recv().unwrap();
    assert!(fake.ask(|told| told.items.is_empty()), "it was written after all");
}

#[test]
fn while_the_person_is_asked_everybody_else_is_told_that_it_is_locked() {
    let fake = Fake::default();
    let (shown, is_shown) = mpsc::channel();
    let (answer, answered) = mpsc::channel();
    fake.tell(|told| {
        told.look = Some(VaultError::Locked);
        told.window = Some((shown, answered));
    });
    let vault = keyring(&fake, PATIENT);
    let unlocking = thread::spawn({
        let vault = vault.clone();
        move || vault.unlock(None)
    });
    is_shown.recv().unwrap();
    assert_eq!(vault.read(ITEM).unwrap_err(), VaultError::Locked);
    assert_eq!(vault.unlock(None).unwrap_err(), VaultError::Locked);
    assert_eq!(vault.probe(), State::Locked);
    answer.send(()).unwrap();
    unlocking.join().unwrap().unwrap();
    assert_eq!(found(&vault, ITEM), None);
    assert_eq!(vault.state(), State::Ready);
}

#[test]
fn a_window_that_nobody_answers_leaves_it_locked() {
    let fake = Fake::default();
    let (shown, _is_shown) = mpsc::channel();
    let (_answer, answered) = mpsc::channel();
    fake.tell(|told| {
        told.look = Some(VaultError::Locked);
        told.window = Some((shown, answered));
    });
    let vault = keyring(&fake, Limits { prompt: SHORT, ..PATIENT });
    assert_eq!(vault.unlock(None).unwrap_err(), VaultError::Locked);
    assert_eq!(vault.state(), State::Locked);
    // It neither rests nor hangs: unlocked elsewhere, it is used at once.
    fake.tell(|told| told.look = None);
    assert_eq!(vault.probe(), State::Ready);
}

#[test]
fn a_keyring_that_panics_costs_one_answer() {
    let fake = Fake::default();
    fake.meets([Fault::Panics]);
    let vault = keyring(&fake, PATIENT);
    assert_eq!(vault.read(ITEM).unwrap_err(), VaultError::Unreadable("it broke off"));
    vault.write(ITEM, &secret("x")).unwrap();
    assert_eq!(found(&vault, ITEM).as_deref(), Some("x"));
}
