//! Checks: when a service is asked about an account, and what follows from its answer.

use stint_api::{command::CheckAccount, question::GetAccounts, view::AccountState};
use stint_core::{
    account::{Failure, Health},
    governor::Told as Quota,
    ids::AccountId,
};

use super::{Bench, account, checks, clock, notices, wake};
use crate::{
    Input, Output, Presence,
    conduct::{Ended, Told},
    errand::Errand,
};

#[test]
fn a_person_who_must_sign_in_again_is_told_once() {
    let mut bench = Bench::new();
    let id = bench.connect(7).parse().unwrap();
    assert_eq!(notices(&bench.checked(id, Err(Failure::SignInAgain))), ["Octo wants you to sign in again"]);
    assert_eq!(notices(&bench.checked(id, Err(Failure::SignInAgain))), Vec::<&str>::new());
    let account = bench.only_account();
    assert_eq!(account.state, AccountState::NeedsSignIn);
    assert_eq!(account.last_error.as_deref(), Some("Octo does not accept the credentials any more."));
    assert_eq!(account.message, "Octo does not accept the credentials any more. Sign in again.");
}

#[test]
fn an_account_whose_credentials_end_rests_and_its_history_says_so() {
    let mut bench = Bench::new();
    let id = bench.connect(7).parse().unwrap();
    let generation = bench.generation(id);
    let ended = || Told::RenewalEnded {
        account: id,
        generation,
        how: Ended::Suspended,
        why: "It cannot be reached.".to_owned(),
    };
    assert_eq!(notices(&bench.told(ended())), ["Octo could not be renewed"]);
    assert_eq!(notices(&bench.told(ended())), Vec::<&str>::new());
    assert_eq!(bench.only_account().state, AccountState::Suspended);
    assert!(!bench.only_account().message.contains("three"), "fewer tries may have been sent");
    assert_eq!(bench.history(), ["Suspended by Stint", "Connected by you, with a token"]);
}

#[test]
fn an_account_is_looked_at_each_hour_and_says_what_is_left() {
    let mut bench = Bench::new();
    let id = bench.connect(7).parse().unwrap();
    assert_eq!(checks(&bench.tick("08:30")), 0);
    let due = bench.tick("09:10");
    assert!(
        due.iter().any(|output| matches!(output, Output::Errand(Errand::Check { account, .. }) if account.id == id))
    );
    bench.checked_and_told(id, Quota { limit: 5_000, left: 4_988, resets_at: clock("10:00") });
    let account = bench.only_account();
    assert_eq!(account.missing, []);
    assert_eq!(account.quota.map(|quota| (quota.limit, quota.is_told)), Some((5_000, true)));
    assert!(account.last_used_at.is_some());
}

#[test]
fn nothing_is_asked_while_the_machine_is_offline_and_whoever_clicks_hears_why() {
    let mut bench = Bench::new();
    let id = bench.connect(7);
    bench.input(Input::Presence(Presence::Offline));
    let refused = bench.refused(CheckAccount { account: id });
    assert_eq!(refused.message, "There is no network.");
    assert_eq!(refused.hint.as_deref(), Some("Stint asks again when it is back."));
    assert_eq!(checks(&bench.tick("08:10")), 0);
    assert!(!bench.ask(GetAccounts {}).is_online);
    // The hour is not full, and still it is asked about, as was promised.
    let outputs = bench.input(Input::Presence(Presence::Online));
    assert!(wake(&outputs) > bench.now);
    assert_eq!(checks(&bench.tick("08:11")), 1);
}

#[test]
fn whoever_clicks_while_the_service_allows_no_more_hears_until_when() {
    let mut bench = Bench::new();
    let id = bench.connect(7);
    bench.checked_and_told(id.parse().unwrap(), Quota { limit: 60, left: 0, resets_at: clock("08:40") });
    let refused = bench.refused(CheckAccount { account: id });
    assert_eq!(refused.message, "Octo allows no more until 08:40.");
    assert_eq!(refused.hint.as_deref(), Some("Stint asks again then."));
    assert_eq!(checks(&bench.tick("08:39")), 0);
    assert_eq!(checks(&bench.tick("08:40")), 1);
}

#[test]
fn an_account_that_is_being_asked_about_is_not_asked_about_twice() {
    let mut bench = Bench::new();
    let id = bench.connect(7);
    let clicked = bench.input(CheckAccount { account: id.clone() }.into());
    assert_eq!(checks(&clicked), 1);
    let again = bench.input(CheckAccount { account: id }.into());
    assert_eq!(checks(&again), 0);
}

#[test]
fn whoever_was_out_of_reach_is_asked_soon_after_the_network_came_back() {
    let mut bench = Bench::new();
    let ids: Vec<AccountId> = [7, 8, 9].map(|number| bench.connect(number).parse().unwrap()).into();
    bench.checked(ids[0], Err(Failure::Unreachable));
    bench.checked(ids[1], Err(Failure::Unreachable));
    bench.checked(ids[2], Err(Failure::ComeBackLater(Some(clock("11:00")))));
    for presence in [Presence::Offline, Presence::Online] {
        bench.input(Input::Presence(presence));
    }
    let due = |bench: &Bench, id| bench.engine.accounts.watched[&id].next_check_at.duration_since(bench.now).as_secs();
    let (first, second) = (due(&bench, ids[0]), due(&bench, ids[1]));
    assert!((5..=20).contains(&first) && (5..=20).contains(&second) && first.abs_diff(second) >= 1, "{first} {second}");
    assert_eq!(bench.engine.accounts.watched[&ids[2]].next_check_at, clock("11:00"));
}

#[test]
fn a_check_that_is_due_survives_an_account_that_is_gone() {
    let mut bench = Bench::new();
    let id: AccountId = bench.connect(7).parse().unwrap();
    let gone = AccountId(uuid::Uuid::from_u128(99));
    bench.engine.accounts.watch(gone, bench.now);
    let outputs = bench.tick("09:10");
    assert_eq!(checks(&outputs), 1);
    assert_eq!(bench.engine.accounts.watched.keys().collect::<Vec<_>>(), [&id]);
}

#[test]
fn a_click_is_let_through_where_the_rest_is_kept_for_it() {
    let mut bench = Bench::new();
    let id = bench.connect(7);
    bench.checked_and_told(id.parse().unwrap(), Quota { limit: 60, left: 6, resets_at: clock("10:00") });
    assert_eq!(checks(&bench.tick("09:10")), 0);
    let clicked = bench.input(CheckAccount { account: id }.into());
    assert_eq!(checks(&clicked), 1);
}

#[test]
fn an_account_that_needs_the_person_is_not_asked_about_at_the_start() {
    let mut bench = Bench::new();
    bench.begin("a");
    let resting = stint_core::account::Account { health: Health::NeedsSignIn, ..account(7, bench.now) };
    bench.connected("a", resting, false);
    assert_eq!(checks(&bench.tick("20:00")), 0);
}
