//! What follows from each failure of an account, one test a row of the table.

use jiff::{SignedDuration, Timestamp};
use stint_core::{
    account::{
        Account, AfterRefreshFailure, Failure, Health, Telling, Verdict, Way, after_refresh_failure, judge, suspend,
    },
    ids::AccountId,
    schedule::retry_at,
};

use crate::sample::at;

pub fn account(health: Health) -> Account {
    Account {
        id: AccountId(uuid::Uuid::from_u128(1)),
        service: "github".to_owned(),
        origin: "https://github.com".to_owned(),
        remote_id: "1".to_owned(),
        name: "octocat".to_owned(),
        way: Way::Device,
        granted: None,
        expires_at: None,
        is_renewed: false,
        connected_at: at("8:00"),
        checked_at: None,
        last_used_at: None,
        health,
        last_error: None,
        allowance: None,
    }
}

/// The first failure, at ten.
fn first(health: Health, failure: &Failure) -> Verdict {
    judge(&account(health), 1, at("10:00"), failure, at("10:00"), 0.5)
}

fn verdict(health: Health, tell: Option<Telling>, next_check_at: Timestamp) -> Verdict {
    Verdict { health, tell, next_check_at }
}

#[test]
fn sign_in_again_waits_for_the_person_and_is_told_once() {
    let again = |health| first(health, &Failure::SignInAgain);
    for health in [Health::Fine, Health::Waiting { until: at("9:00") }, Health::Suspended, Health::Locked] {
        assert_eq!(again(health), verdict(Health::NeedsSignIn, Some(Telling::NeedsSignIn), Timestamp::MAX));
    }
    assert_eq!(again(Health::NeedsSignIn), verdict(Health::NeedsSignIn, None, Timestamp::MAX));
}

#[test]
fn come_back_later_waits_as_long_as_the_service_says_and_nobody_is_told() {
    let until = at("10:20");
    let later = first(Health::Fine, &Failure::ComeBackLater(Some(until)));
    assert_eq!(later, verdict(Health::Waiting { until }, None, until));
}

#[test]
fn come_back_later_without_a_time_or_with_a_past_one_waits_longer_each_time() {
    for said in [None, Some(at("9:59")), Some(at("10:00"))] {
        for failures in [1, 3, 9] {
            let later = Failure::ComeBackLater(said);
            let judged = judge(&account(Health::Fine), failures, at("9:00"), &later, at("10:00"), 0.5);
            let until = retry_at(failures, at("10:00"), 0.5);
            assert_eq!(judged, verdict(Health::Waiting { until }, None, until));
        }
    }
}

#[test]
fn no_service_keeps_an_account_waiting_for_more_than_a_day() {
    let later = first(Health::Fine, &Failure::ComeBackLater(Some(Timestamp::MAX)));
    assert_eq!(later.next_check_at, at("10:00") + SignedDuration::from_hours(24));
}

/// The times of the tries of an account that nobody answers, and where among them the person was told.
fn tries_in_vain(hours: i64, spread: f64) -> (Vec<Timestamp>, Vec<Timestamp>) {
    let since = at("10:00");
    let (mut tried, mut told) = (Vec::new(), Vec::new());
    let (mut now, mut health) = (since, Health::Fine);
    while now < since + SignedDuration::from_hours(hours) {
        tried.push(now);
        let failures = u32::try_from(tried.len()).unwrap();
        let judged = judge(&account(health), failures, since, &Failure::Unreachable, now, spread);
        assert_eq!(judged.health, Health::Waiting { until: judged.next_check_at });
        assert!(judged.next_check_at > now);
        told.extend(judged.tell.map(|tell| {
            assert_eq!(tell, Telling::UnreachableLong);
            now
        }));
        (now, health) = (judged.next_check_at, judged.health);
    }
    (tried, told)
}

#[test]
fn unreachable_waits_longer_each_time_and_is_told_once_after_an_hour() {
    for spread in [0.0, 0.3, 0.5, 1.0] {
        let (tried, told) = tries_in_vain(30, spread);
        assert_eq!(told, [at("11:00")], "spread {spread}");
        let waits = tried.windows(2).map(|pair| pair[1].duration_since(pair[0]));
        assert!(waits.max().unwrap() <= SignedDuration::from_mins(30));
    }
}

#[test]
fn unreachable_for_hours_of_sleep_is_told_at_the_next_try_and_not_again_after_a_click() {
    let judged = |health, now| judge(&account(health), 2, at("8:00"), &Failure::Unreachable, now, 0.0);
    let told = judged(Health::Waiting { until: at("8:01") }, at("10:00"));
    assert_eq!(told.tell, Some(Telling::UnreachableLong));
    assert_eq!(judged(told.health, at("10:00")).tell, None);
}

#[test]
fn start_over_is_fine_and_asks_at_once() {
    assert_eq!(first(Health::Fine, &Failure::StartOver), verdict(Health::Fine, None, at("10:00")));
}

#[test]
fn refused_is_asked_daily_and_told_once_with_the_reason() {
    let refused = Failure::Refused("the organisation forbids it".to_owned());
    let until = at("10:00") + SignedDuration::from_hours(24);
    let failing = Health::Failing { until };
    let told = Telling::Refused("the organisation forbids it".to_owned());
    assert_eq!(first(Health::Fine, &refused), verdict(failing, Some(told), until));
    assert_eq!(first(failing, &refused), verdict(failing, None, until));
}

#[test]
fn not_understood_is_asked_hourly_and_told_once() {
    let odd = Failure::NotUnderstood("HTML".to_owned());
    let failing = Health::Failing { until: at("11:00") };
    assert_eq!(first(Health::Fine, &odd), verdict(failing, Some(Telling::NotUnderstood), at("11:00")));
    assert_eq!(first(failing, &odd), verdict(failing, None, at("11:00")));
}

#[test]
fn a_closed_vault_locks_the_account_and_is_tried_again() {
    let closed = first(Health::Fine, &Failure::VaultClosed("locked".to_owned()));
    assert_eq!(closed, verdict(Health::Locked, None, retry_at(1, at("10:00"), 0.5)));
}

#[test]
fn what_only_the_person_can_mend_stays_so() {
    let failures = [
        Failure::ComeBackLater(None),
        Failure::Unreachable,
        Failure::StartOver,
        Failure::Refused(String::new()),
        Failure::NotUnderstood(String::new()),
        Failure::VaultClosed(String::new()),
    ];
    for health in [Health::NeedsSignIn, Health::Suspended] {
        for failure in &failures {
            let judged = judge(&account(health), 9, at("1:00"), failure, at("10:00"), 0.5);
            assert_eq!(judged, verdict(health, None, Timestamp::MAX), "{failure:?}");
        }
    }
}

#[test]
fn a_suspension_is_told_once() {
    let told = verdict(Health::Suspended, Some(Telling::Suspended), Timestamp::MAX);
    assert_eq!(suspend(&account(Health::Waiting { until: at("9:00") })), told);
    assert_eq!(suspend(&account(Health::Suspended)).tell, None);
}

#[test]
fn renewing_is_tried_three_times_with_growing_distance() {
    let after = |tries, spread| after_refresh_failure(tries, &Failure::Unreachable, spread);
    let again = |milliseconds| AfterRefreshFailure::TryAgain { after: SignedDuration::from_millis(milliseconds) };
    assert_eq!([after(1, 0.5), after(2, 0.5)], [again(2000), again(8000)]);
    assert_eq!([after(1, 0.0), after(1, 1.0), after(2, f64::NAN)], [again(1800), again(2200), again(8800)]);
    for tries in [3, 4, u32::MAX] {
        assert_eq!(after(tries, 0.5), AfterRefreshFailure::Suspend);
    }
}

#[test]
fn a_refusal_to_renew_is_not_tried_again() {
    for tries in [0, 1, 3] {
        assert_eq!(after_refresh_failure(tries, &Failure::SignInAgain, 0.5), AfterRefreshFailure::SignInAgain);
    }
}
