//! How many requests a minute GitLab takes (<https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/>).

use jiff::Timestamp;

use crate::fakes::spoken::Answer;

const MINUTE: i64 = 60;

/// The limit of authenticated requests, and how much of it was used.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// How many a minute.
    pub limit: u32,
    used: u32,
    minute: i64,
}

impl Default for Rate {
    fn default() -> Self {
        Self { limit: 2_000, used: 0, minute: 0 }
    }
}

impl Rate {
    /// One request more; the answer where it is one too many.
    pub(super) fn count(&mut self, now: Timestamp) -> Option<Answer> {
        let minute = now.as_second().div_euclid(MINUTE);
        if minute != self.minute {
            (self.minute, self.used) = (minute, 0);
        }
        self.used += 1;
        (self.used > self.limit).then(|| {
            let wait = self.reset() - now.as_second();
            let refused = Answer::of(429, "text/plain", "Retry later\n").with("Retry-After", wait);
            let reset = Timestamp::from_second(self.reset()).unwrap_or(now);
            refused.with("RateLimit-ResetTime", reset.strftime("%a, %d %b %Y %H:%M:%S GMT"))
        })
    }

    /// What every answer says about it.
    pub(super) fn told(&self, answer: Answer) -> Answer {
        let answer = answer.with("RateLimit-Limit", self.limit).with("RateLimit-Observed", self.used);
        let answer = answer.with("RateLimit-Remaining", self.limit.saturating_sub(self.used));
        answer.with("RateLimit-Reset", self.reset()).with("RateLimit-Name", "throttle_authenticated_api")
    }

    fn reset(&self) -> i64 {
        (self.minute + 1) * MINUTE
    }
}
