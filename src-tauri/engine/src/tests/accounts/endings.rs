//! Revocations: what stays of an account, and what its history says.

use stint_api::{command::RevokeAccount, question::GetAccounts};
use stint_connect::connector::Revoked;

use super::Bench;
use crate::{Output, conduct::Told, errand::Errand};

#[test]
fn a_revoked_account_is_gone_and_its_history_stays() {
    let mut bench = Bench::new();
    let id = bench.connect(7);
    let outputs = bench.input(RevokeAccount { account: id.clone() }.into());
    assert!(outputs.iter().any(|output| matches!(output, Output::Errand(Errand::Revoke(_)))));
    let account = id.parse().unwrap();
    bench.told(Told::Revoked { account, result: Ok(Revoked::Forgotten), untold: None });
    assert_eq!(bench.ask(GetAccounts {}).services[0].accounts, []);
    assert_eq!(bench.history()[0], "Revoked; the service was told and the secret wiped by you");
}

#[test]
fn an_account_whose_secret_could_not_be_wiped_stays_and_says_why() {
    let mut bench = Bench::new();
    let account = bench.connect(7).parse().unwrap();
    bench.told(Told::Revoked { account, result: Err("The keyring is locked.".to_owned()), untold: None });
    assert_eq!(bench.only_account().last_error.as_deref(), Some("The keyring is locked."));
}
