//! When to try again what did not succeed.

use jiff::{SignedDuration, Timestamp};

/// The longest wait between two tries.
const LONGEST: SignedDuration = SignedDuration::from_mins(30);

/// When to try again after `tries` failures: a minute, then twice as long each time, half an hour at most.
///
/// `spread`, 0 to 1 and drawn at random, places the try in the later half of that wait, so that many installs do not come at once.
#[must_use]
pub fn retry_at(tries: u32, now: Timestamp, spread: f64) -> Timestamp {
    let minutes = 1_i64 << tries.saturating_sub(1).min(5);
    let wait = SignedDuration::from_mins(minutes).min(LONGEST);
    let spread = if spread.is_nan() { 1.0 } else { spread.clamp(0.0, 1.0) };
    let wait = wait.mul_f64(0.5 + spread / 2.0);
    now.checked_add(wait).unwrap_or(Timestamp::MAX)
}

/// A time planned ahead, `longest` from now at most: one further ahead was planned before the clock was set back.
#[must_use]
pub fn at_most(planned: Timestamp, longest: SignedDuration, now: Timestamp) -> Timestamp {
    now.checked_add(longest).map_or(planned, |latest| planned.min(latest))
}
