//! Answers that cross: old ones do not touch what is newer, and no credentials are left lying about.

use stint_api::{
    command::{CancelSignIn, CheckAccount},
    question::{GetAccounts, GetTimer},
    view::{AccountState, SignInStage},
};
use stint_core::{
    account::{Account, Failure, Way},
    ids::AccountId,
};

use super::{Bench, account, checks};
use crate::{
    Output,
    conduct::{Ended, Told},
    errand::Errand,
};

#[test]
fn what_is_told_of_old_credentials_does_not_end_new_ones() {
    let mut bench = Bench::new();
    let id: AccountId = bench.connect(7).parse().unwrap();
    let clicked = bench.input(CheckAccount { account: id.to_string() }.into());
    assert_eq!(checks(&clicked), 1);
    let generation = bench.generation(id);
    bench.at("08:01").begin("b");
    bench.connected("b", account(7, bench.now), true);
    // The answers to what began before the rotation.
    let result = Err(Failure::SignInAgain);
    bench.told(Told::Checked { account: id, generation, result, requests: 1, quota: None });
    let why = "It ended.".to_owned();
    let ended = bench.told(Told::RenewalEnded { account: id, generation, how: Ended::SignInAgain, why });
    assert!(!ended.iter().any(|output| matches!(output, Output::Notify(_))));
    assert_eq!(bench.only_account().state, AccountState::Connected);
    assert!(!bench.only_account().is_checking);
    assert_eq!(bench.history(), ["Rotated by you, with a token", "Connected by you, with a token"]);
}

#[test]
fn what_is_told_of_an_account_that_was_revoked_is_dropped() {
    let mut bench = Bench::new();
    let id: AccountId = bench.connect(7).parse().unwrap();
    let generation = bench.generation(id);
    let result = Ok(stint_connect::connector::Revoked::Forgotten);
    bench.told(Told::Revoked { account: id, result, untold: None });
    let result = Err(Failure::SignInAgain);
    bench.told(Told::Checked { account: id, generation, result, requests: 1, quota: None });
    assert!(bench.engine.accounts.watched.is_empty());
    assert_eq!(bench.engine.accounts.governor.meter(id, bench.now), None);
}

#[test]
fn credentials_that_came_though_the_rotation_was_cancelled_are_written_down() {
    let mut bench = Bench::new();
    let id: AccountId = bench.connect(7).parse().unwrap();
    bench.checked(id, Err(Failure::SignInAgain));
    bench.at("08:01").begin("b");
    let receipt = bench.tell(CancelSignIn { attempt: "b".to_owned() });
    assert_eq!(receipt.label, "Ended the sign-in");
    // The vault holds the new credentials by now.
    let outputs = bench.connected("b", account(7, bench.now), true);
    assert!(!outputs.iter().any(|output| matches!(output, Output::Errand(Errand::Forget(_) | Errand::Revoke(_)))));
    assert_eq!(bench.only_account().state, AccountState::Connected);
    assert_eq!(bench.history()[0], "Rotated by you, with a token");
}

#[test]
fn cancelling_the_first_sign_in_at_a_service_says_that_nothing_was_stored() {
    let mut bench = Bench::new();
    bench.begin("a");
    let receipt = bench.tell(CancelSignIn { attempt: "a".to_owned() });
    assert_eq!(receipt.label, "Ended the sign-in; nothing was stored");
}

#[test]
fn two_sign_ins_of_one_person_at_once_make_one_account_and_no_trouble() {
    for (way, loser) in [(Way::Token, "Forget"), (Way::Device, "Revoke")] {
        let mut bench = Bench::new();
        bench.begin("a");
        bench.begin("b");
        let of_mona = |number| Account { remote_id: "7".to_owned(), way, ..account(number, bench.now) };
        let (first, second) = (of_mona(1), of_mona(2));
        bench.connected("a", first.clone(), false);
        let outputs = bench.connected("b", second.clone(), false);
        let expected = if loser == "Forget" { Errand::Forget(second.id) } else { Errand::Revoke(Box::new(second)) };
        assert!(outputs.contains(&Output::Errand(expected)), "{outputs:?}");
        assert_eq!(bench.only_account().id, first.id.to_string());
        let attempt = bench.attempts().pop().unwrap();
        assert_eq!(attempt.stage, SignInStage::Failed);
        assert_eq!(attempt.message, "mona is connected already at octo.example.org.");
        assert_eq!(bench.ask(GetTimer {}).problems, []);
        assert_eq!(bench.ask(GetAccounts {}).services[0].accounts.len(), 1);
    }
}
