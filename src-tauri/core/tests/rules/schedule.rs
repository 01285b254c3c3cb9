//! When to try again.

use jiff::Timestamp;
use stint_core::schedule::retry_at;

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
