//! When to try again.

use jiff::{SignedDuration, Timestamp};
use stint_core::schedule::{at_most, retry_at};

use crate::sample::at;

fn wait(tries: u32, spread: f64) -> i64 {
    retry_at(tries, at("10:00"), spread).duration_since(at("10:00")).as_secs()
}

#[test]
fn waits_double_up_to_half_an_hour() {
    let waits: Vec<i64> = [0, 1, 2, 3, 4, 5, 6, 7, u32::MAX].map(|tries| wait(tries, 1.0) / 60).into();
    assert_eq!(waits, [1, 1, 2, 4, 8, 16, 30, 30, 30]);
}

#[test]
fn the_spread_places_a_try_in_the_later_half_of_the_wait() {
    assert_eq!((wait(2, 0.0), wait(2, 0.5), wait(2, 1.0)), (60, 90, 120));
    assert_eq!((wait(2, -1.0), wait(2, 7.0), wait(2, f64::NAN)), (60, 120, 120));
}

#[test]
fn the_end_of_time_is_not_passed() {
    assert_eq!(retry_at(9, Timestamp::MAX, 1.0), Timestamp::MAX);
}

#[test]
fn what_was_planned_before_the_clock_was_set_back_is_pulled_in() {
    let hour = SignedDuration::from_hours(1);
    let pulled_in = |planned| at_most(planned, hour, at("10:00"));
    assert_eq!(pulled_in(at("10:20")), at("10:20"));
    assert_eq!(pulled_in(at("9:00")), at("9:00"));
    assert_eq!(pulled_in(at("23:00")), at("11:00"));
    assert_eq!(at_most(Timestamp::MAX, hour, Timestamp::MAX), Timestamp::MAX);
}
