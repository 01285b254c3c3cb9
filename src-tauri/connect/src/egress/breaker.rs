//! A host that fails again and again is left alone for a while, then tried once.

use jiff::{SignedDuration, Timestamp};

/// How many failures in a row it takes.
const PATIENCE: u32 = 5;
/// The first rest; each failed try doubles it ...
const FIRST_REST: SignedDuration = SignedDuration::from_secs(30);
/// ... up to this.
const LONGEST_REST: SignedDuration = SignedDuration::from_mins(15);

/// What is known of the failures of one host.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    failures: u32,
    resting: Option<Rest>,
}

#[derive(Clone, Copy, Debug)]
struct Rest {
    lasts: SignedDuration,
    until: Timestamp,
    is_tried: bool,
}

/// Whether a call may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum May {
    /// As many as like.
    Pass,
    /// This one, to see whether the host is back.
    Try,
    /// None before this time.
    Wait(Timestamp),
}

impl Breaker {
    /// Whether a call may be made now.
    pub(super) fn may(&mut self, now: Timestamp) -> May {
        let Some(rest) = &mut self.resting else { return May::Pass };
        if !rest.is_over(now) {
            return May::Wait(rest.until);
        }
        if rest.is_tried {
            return May::Wait(now);
        }
        rest.is_tried = true;
        May::Try
    }

    /// The host answered.
    pub(super) fn succeeded(&mut self) {
        *self = Self::default();
    }

    /// The host failed; a call that began before the rest and ends in it changes nothing.
    pub(super) fn failed(&mut self, was_try: bool, now: Timestamp) {
        self.failures = self.failures.saturating_add(1);
        let lasts = match self.resting {
            Some(rest) if was_try => (rest.lasts + rest.lasts).min(LONGEST_REST),
            None if self.failures >= PATIENCE => FIRST_REST,
            Some(_) | None => return,
        };
        let until = now.checked_add(lasts).unwrap_or(Timestamp::MAX);
        self.resting = Some(Rest { lasts, until, is_tried: false });
    }

    /// The call that was to try came to nothing; another may.
    pub(super) fn gave_up(&mut self) {
        if let Some(rest) = &mut self.resting {
            rest.is_tried = false;
        }
    }

    /// Until when the host rests.
    pub(super) fn rests_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.resting.filter(|rest| !rest.is_over(now)).map(|rest| rest.until)
    }
}

impl Rest {
    /// A clock that was set back does not lengthen it.
    fn is_over(&self, now: Timestamp) -> bool {
        now >= self.until || self.until.duration_since(now) > self.lasts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + seconds).unwrap()
    }

    fn failing() -> Breaker {
        let mut breaker = Breaker::default();
        (0..PATIENCE).for_each(|_| breaker.failed(false, at(0)));
        breaker
    }

    #[test]
    fn a_host_rests_after_five_failures_in_a_row() {
        let mut breaker = Breaker::default();
        for _ in 0..3 {
            (0..4).for_each(|_| breaker.failed(false, at(0)));
            assert_eq!(breaker.may(at(0)), May::Pass);
            breaker.succeeded();
        }
        assert_eq!(failing().may(at(29)), May::Wait(at(30)));
        assert_eq!(failing().rests_until(at(29)), Some(at(30)));
        assert_eq!(failing().rests_until(at(30)), None);
    }

    #[test]
    fn one_call_tries_and_the_others_wait_for_it() {
        let mut breaker = failing();
        assert_eq!(breaker.may(at(30)), May::Try);
        assert_eq!(breaker.may(at(30)), May::Wait(at(30)));
        breaker.gave_up();
        assert_eq!(breaker.may(at(31)), May::Try);
        breaker.succeeded();
        assert_eq!(breaker.may(at(31)), May::Pass);
    }

    #[test]
    fn each_failed_try_doubles_the_rest_up_to_a_quarter_of_an_hour() {
        let (mut breaker, mut now, mut rests) = (failing(), 0, Vec::new());
        for _ in 0..7 {
            let until = breaker.rests_until(at(now)).unwrap();
            rests.push(until.duration_since(at(now)).as_secs());
            now += rests[rests.len() - 1];
            assert_eq!(breaker.may(at(now)), May::Try);
            breaker.failed(true, at(now));
        }
        assert_eq!(rests, [30, 60, 120, 240, 480, 900, 900]);
    }

    #[test]
    fn a_call_that_began_before_the_rest_does_not_lengthen_it() {
        let mut breaker = failing();
        breaker.failed(false, at(20));
        assert_eq!(breaker.rests_until(at(20)), Some(at(30)));
    }

    #[test]
    fn a_clock_set_back_does_not_lengthen_the_rest() {
        assert_eq!(failing().may(at(-3_600)), May::Try);
    }
}
