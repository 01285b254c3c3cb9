//! How many requests accounts may make: case by case, and as properties of random days.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use stint_core::{
    governor::{Governor, Leave, Pause, Told, Urgency, next_poll_at, poll_after_wake_at},
    ids::AccountId,
};

use crate::sample::at;

const ONE: AccountId = AccountId(uuid::Uuid::from_u128(1));
const OTHER: AccountId = AccountId(uuid::Uuid::from_u128(2));
const HOUR: SignedDuration = SignedDuration::from_hours(1);

fn of_ten() -> Governor {
    let mut governor = Governor::new();
    governor.set_manners(ONE, 10, HOUR);
    governor
}

/// Makes requests for as long as it may; how many there were.
fn spend_all(governor: &mut Governor, urgency: Urgency, now: Timestamp) -> u32 {
    let mut spent = 0;
    while spent < 10_000 && governor.may(ONE, urgency, now) == Leave::Go {
        governor.spent(ONE, 1, now);
        spent += 1;
    }
    spent
}

#[test]
fn a_reserve_is_kept_for_what_the_person_clicks() {
    let mut governor = of_ten();
    assert_eq!(spend_all(&mut governor, Urgency::Background, at("10:00")), 8);
    assert_eq!(spend_all(&mut governor, Urgency::Due, at("10:00")), 1);
    assert_eq!(spend_all(&mut governor, Urgency::Clicked, at("10:00")), 1);
    assert_eq!(governor.may(ONE, Urgency::Clicked, at("10:30")), Leave::WaitUntil(at("11:00")));
    assert_eq!(governor.may(ONE, Urgency::Background, at("11:00")), Leave::Go);
}

#[test]
fn a_budget_of_one_can_be_used() {
    let mut governor = Governor::new();
    governor.set_manners(ONE, 1, HOUR);
    assert_eq!(spend_all(&mut governor, Urgency::Background, at("10:00")), 1);
    governor.set_manners(ONE, 0, HOUR);
    assert_eq!(spend_all(&mut governor, Urgency::Clicked, at("12:00")), 0);
}

#[test]
fn accounts_have_budgets_of_their_own() {
    let mut governor = of_ten();
    spend_all(&mut governor, Urgency::Clicked, at("10:00"));
    governor.set_manners(OTHER, 1, HOUR);
    assert_eq!(governor.may(OTHER, Urgency::Background, at("10:00")), Leave::Go);
    governor.forget(ONE);
    assert_eq!((governor.may(ONE, Urgency::Due, at("10:00")), governor.meter(ONE, at("10:00"))), (Leave::Go, None));
}

#[test]
fn what_the_service_says_goes_before_the_own_measure() {
    let mut governor = of_ten();
    let told = |left| Told { limit: 60, left, resets_at: at("10:30") };
    governor.told(ONE, told(13), at("10:00"));
    assert_eq!(spend_all(&mut governor, Urgency::Background, at("10:00")), 1);
    let meter = governor.meter(ONE, at("10:00")).unwrap();
    assert_eq!((meter.used, meter.left, meter.limit, meter.is_told), (48, 12, 60, true));
    governor.spent(ONE, 0, at("10:00"));
    // An answer that was on its way when more was sent does not give anything back.
    governor.told(ONE, told(40), at("10:01"));
    assert_eq!(governor.meter(ONE, at("10:01")).unwrap().left, 12);
    let later = governor.meter(ONE, at("10:30")).unwrap();
    assert_eq!((later.limit, later.is_told), (10, false));
}

#[test]
fn a_new_count_of_the_service_begins_anew() {
    let mut governor = Governor::new();
    governor.told(ONE, Told { limit: 60, left: 0, resets_at: at("10:30") }, at("10:00"));
    assert_eq!(governor.may(ONE, Urgency::Clicked, at("10:29")), Leave::WaitUntil(at("10:30")));
    governor.told(ONE, Told { limit: 60, left: 59, resets_at: at("11:30") }, at("10:29"));
    assert_eq!(governor.may(ONE, Urgency::Clicked, at("10:29")), Leave::Go);
}

#[test]
fn nonsense_from_a_service_does_no_harm() {
    let mut governor = Governor::new();
    governor.told(ONE, Told { limit: 5, left: 900, resets_at: Timestamp::MAX }, at("10:00"));
    let meter = governor.meter(ONE, at("10:00")).unwrap();
    assert_eq!((meter.used, meter.left), (0, 5));
    assert!(meter.resets_at <= at("10:00") + SignedDuration::from_hours(24));
    governor.told(ONE, Told { limit: 0, left: 0, resets_at: Timestamp::MIN }, at("10:00"));
}

#[test]
fn a_service_that_asks_to_wait_is_left_alone_by_everybody() {
    let mut governor = of_ten();
    governor.asked_to_wait(ONE, at("10:20"));
    governor.asked_to_wait(ONE, at("10:10"));
    assert_eq!(governor.may(ONE, Urgency::Clicked, at("10:00")), Leave::WaitUntil(at("10:20")));
    assert_eq!(governor.may(OTHER, Urgency::Background, at("10:00")), Leave::Go);
    assert_eq!(governor.may(ONE, Urgency::Background, at("10:20")), Leave::Go);
}

#[test]
fn a_pause_lasts_until_every_reason_is_gone() {
    let mut governor = of_ten();
    governor.pause(Pause::Offline);
    governor.pause(Pause::Asleep);
    governor.pause(Pause::Asleep);
    governor.resume(Pause::Asleep);
    assert_eq!(governor.may(ONE, Urgency::Clicked, at("10:00")), Leave::Paused);
    governor.resume(Pause::Offline);
    assert_eq!(governor.may(ONE, Urgency::Background, at("10:00")), Leave::Go);
}

#[test]
fn a_clock_set_back_begins_a_new_count() {
    let mut governor = of_ten();
    spend_all(&mut governor, Urgency::Clicked, at("10:00"));
    assert_eq!(governor.may(ONE, Urgency::Background, at("9:00")), Leave::Go);
}

#[test]
fn a_clock_set_back_keeps_nobody_waiting_for_more_than_a_day() {
    let ahead = at("10:00") + 24 * 400 * HOUR;
    let mut governor = of_ten();
    governor.told(ONE, Told { limit: 60, left: 0, resets_at: ahead + HOUR }, ahead);
    governor.asked_to_wait(OTHER, ahead + HOUR);
    governor.pull_in(at("10:00"));
    let tomorrow = at("10:00") + 24 * HOUR;
    for account in [ONE, OTHER] {
        assert_eq!(governor.may(account, Urgency::Clicked, at("10:00")), Leave::WaitUntil(tomorrow));
    }
    governor.pull_in(at("10:30"));
    assert_eq!(governor.may(ONE, Urgency::Clicked, at("10:30")), Leave::WaitUntil(tomorrow));
}

#[test]
fn a_wait_ends_where_a_request_may_be_made_though_the_measure_outlasts_what_the_service_said() {
    let mut governor = of_ten();
    let minutes = |minutes| at("10:00") + SignedDuration::from_mins(minutes);
    governor.told(ONE, Told { limit: 10, left: 10, resets_at: minutes(30) }, at("10:00"));
    (0..10).for_each(|_| governor.spent(ONE, 1, minutes(10)));
    let Leave::WaitUntil(until) = governor.may(ONE, Urgency::Clicked, minutes(20)) else { panic!("it may go on") };
    assert!(until > minutes(30), "{until}");
    assert_eq!(governor.may(ONE, Urgency::Clicked, until), Leave::Go);
}

#[test]
fn forgetting_every_account_ends_no_pause() {
    let mut governor = of_ten();
    spend_all(&mut governor, Urgency::Clicked, at("10:00"));
    governor.pause(Pause::Offline);
    governor.forget_all();
    assert_eq!(governor.meter(ONE, at("10:00")), None);
    assert_eq!(governor.may(ONE, Urgency::Clicked, at("10:00")), Leave::Paused);
}

#[test]
fn polls_of_many_installs_are_spread_over_a_fifth_of_their_distance() {
    let every = SignedDuration::from_mins(10);
    let polls = (0..=1000).map(|n| next_poll_at(at("10:00"), every, f64::from(n) / 1000.0));
    let minutes: std::collections::BTreeMap<i64, u32> = polls.fold([].into(), |mut counts, poll| {
        *counts.entry(poll.duration_since(at("10:00")).as_secs() / 12).or_default() += 1;
        counts
    });
    assert_eq!((*minutes.keys().next().unwrap(), *minutes.keys().last().unwrap()), (45, 55));
    assert!(minutes.values().all(|count| *count <= 101), "{minutes:?}");
    assert_eq!(next_poll_at(Timestamp::MAX, every, f64::NAN), Timestamp::MAX);
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Pass(i64),
    Ask(Urgency),
    Told { left: u32 },
}

fn step() -> impl Strategy<Value = Step> {
    let urgency = prop_oneof![Just(Urgency::Background), Just(Urgency::Due), Just(Urgency::Clicked)];
    prop_oneof![
        2 => (0..1800_i64).prop_map(Step::Pass),
        8 => urgency.prop_map(Step::Ask),
        1 => (0..60_u32).prop_map(|left| Step::Told { left }),
    ]
}

proptest! {
    /// A service that counts by the clock hour and says what is left whenever it likes.
    #[test]
    fn a_budget_is_never_passed_and_the_reserve_is_kept(steps in prop::collection::vec(step(), 1..300)) {
        const LIMIT: u32 = 40;
        let mut governor = Governor::new();
        governor.set_manners(ONE, LIMIT, HOUR);
        let (mut now, mut told_at) = (at("10:00"), None);
        for step in steps {
            match step {
                Step::Pass(seconds) => now += SignedDuration::from_secs(seconds),
                Step::Told { left } => {
                    governor.told(ONE, Told { limit: LIMIT, left: left.min(LIMIT), resets_at: now + HOUR }, now);
                    told_at = Some(now);
                }
                Step::Ask(urgency) => {
                    let before = governor.meter(ONE, now).unwrap();
                    prop_assert_eq!(before.used + before.left, LIMIT);
                    match governor.may(ONE, urgency, now) {
                        Leave::Go => {
                            governor.spent(ONE, 1, now);
                            let after = governor.meter(ONE, now).unwrap();
                            let kept = match urgency { Urgency::Background => 8, Urgency::Due => 4, Urgency::Clicked => 0 };
                            prop_assert!(after.left >= kept, "{:?} left {:?}", urgency, after);
                            prop_assert_eq!(after.left + 1, before.left);
                        }
                        Leave::WaitUntil(until) => {
                            prop_assert!(until > now && until <= now + HOUR);
                            prop_assert_eq!(governor.may(ONE, urgency, until), Leave::Go);
                        }
                        Leave::Paused => prop_assert!(false, "nothing pauses; told at {:?}", told_at),
                    }
                }
            }
        }
    }

    #[test]
    fn what_was_clicked_goes_wherever_anything_goes(spent in 0..60_u32, minutes in 0..90_i64) {
        let mut governor = of_ten();
        (0..spent).for_each(|_| governor.spent(ONE, 1, at("10:00")));
        let now = at("10:00") + SignedDuration::from_mins(minutes);
        let goes = |urgency| governor.may(ONE, urgency, now) == Leave::Go;
        prop_assert!(goes(Urgency::Clicked) || !goes(Urgency::Due));
        prop_assert!(goes(Urgency::Due) || !goes(Urgency::Background));
    }

    #[test]
    fn after_a_wake_no_two_accounts_come_at_once(spreads in prop::collection::vec(0.0..1.0_f64, 2..20)) {
        let polls: Vec<Timestamp> =
            (0..).zip(&spreads).map(|(nth, spread)| poll_after_wake_at(at("10:00"), nth, *spread)).collect();
        prop_assert!(polls[0] >= at("10:00") + SignedDuration::from_secs(5));
        prop_assert!(polls.windows(2).all(|pair| pair[1].duration_since(pair[0]) >= SignedDuration::from_secs(1)));
    }
}
