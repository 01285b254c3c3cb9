//! The governor: how many requests each account may still make, who goes first, and when nobody goes.

mod budget;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use self::budget::Budget;
use crate::ids::AccountId;

/// How long a machine that woke is left in peace: its network comes back first.
const AFTER_WAKE: SignedDuration = SignedDuration::from_secs(5);
/// How far apart accounts come after that.
const APART: SignedDuration = SignedDuration::from_secs(2);

/// What a service said of its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// How many requests there may be.
    pub limit: u32,
    /// How many are left.
    pub left: u32,
    /// When the count begins anew, by the clock of this machine.
    pub resets_at: Timestamp,
}

/// How much somebody waits for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Nobody does.
    Background,
    /// It was planned for now.
    Due,
    /// The person just asked for it.
    Clicked,
}

/// Why nobody goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pause {
    /// The machine does not reach the network.
    Offline,
    /// The machine sleeps.
    Asleep,
}

/// Whether a request may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// Now.
    Go,
    /// Not before this time.
    WaitUntil(Timestamp),
    /// Not before the pause ends.
    Paused,
}

/// What is left of what an account may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meter {
    /// How many requests were made.
    pub used: u32,
    /// How many there may be.
    pub limit: u32,
    /// How many are left.
    pub left: u32,
    /// When the count begins anew.
    pub resets_at: Timestamp,
    /// Whether the service said so; otherwise it is Stint's own measure.
    pub is_told: bool,
}

/// The budgets of all accounts.
#[derive(Clone, Debug, Default)]
pub struct Governor {
    budgets: BTreeMap<AccountId, Budget>,
    pauses: BTreeSet<Pause>,
}

impl Governor {
    /// Nobody is known yet, and nothing pauses.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many requests an account allows itself in some time, where the service does not say so itself.
    pub fn set_manners(&mut self, account: AccountId, requests: u32, per: SignedDuration) {
        self.budget(account).set_manners(requests, per);
    }

    /// Takes in what the service said of its limit; the requests it answered are in that count already.
    pub fn told(&mut self, account: AccountId, told: Told, now: Timestamp) {
        self.budget(account).told(told, now);
    }

    /// Takes in that the service wants to be left alone until then.
    pub fn asked_to_wait(&mut self, account: AccountId, until: Timestamp) {
        self.budget(account).wait(until);
    }

    /// Counts requests that were sent and that the service says nothing of.
    pub fn spent(&mut self, account: AccountId, requests: u32, now: Timestamp) {
        self.budget(account).spend(requests, now);
    }

    /// Forgets an account.
    pub fn forget(&mut self, account: AccountId) {
        self.budgets.remove(&account);
    }

    /// Forgets every account; pauses remain.
    pub fn forget_all(&mut self) {
        self.budgets.clear();
    }

    /// Pulls in what lies further ahead than a day, as it does after the clock was set back.
    pub fn pull_in(&mut self, now: Timestamp) {
        self.budgets.values_mut().for_each(|budget| budget.pull_in(now));
    }

    /// Lets nobody go until the same reason is [resumed](Self::resume).
    pub fn pause(&mut self, reason: Pause) {
        self.pauses.insert(reason);
    }

    /// Ends a pause; others may remain.
    pub fn resume(&mut self, reason: Pause) {
        self.pauses.remove(&reason);
    }

    /// Whether an account may make a request; one that nothing is known of may.
    #[must_use]
    pub fn may(&self, account: AccountId, urgency: Urgency, now: Timestamp) -> Leave {
        if !self.pauses.is_empty() {
            return Leave::Paused;
        }
        let closed_until = self.budgets.get(&account).and_then(|budget| budget.closed_until(urgency, now));
        closed_until.map_or(Leave::Go, Leave::WaitUntil)
    }

    /// What is left for an account; none where nothing is known of it.
    #[must_use]
    pub fn meter(&self, account: AccountId, now: Timestamp) -> Option<Meter> {
        self.budgets.get(&account)?.meter(now)
    }

    fn budget(&mut self, account: AccountId) -> &mut Budget {
        self.budgets.entry(account).or_default()
    }
}

/// When to ask again what is asked `every` so often: a tenth earlier or later by `spread`, 0 to 1 and drawn at random.
#[must_use]
pub fn next_poll_at(last: Timestamp, every: SignedDuration, spread: f64) -> Timestamp {
    last.checked_add(jittered(every, spread)).unwrap_or(Timestamp::MAX)
}

/// When the account that is `nth` in line, from 0, is asked after the machine woke: five seconds and a spread later, each apart from the others.
#[must_use]
pub fn poll_after_wake_at(woke_at: Timestamp, nth: u32, spread: f64) -> Timestamp {
    let place = f64::from(nth) + clamped(spread) / 2.0;
    woke_at.checked_add(AFTER_WAKE + APART.mul_f64(place)).unwrap_or(Timestamp::MAX)
}

/// A time made a tenth shorter or longer.
pub(crate) fn jittered(time: SignedDuration, spread: f64) -> SignedDuration {
    time.mul_f64(0.9 + clamped(spread) / 5.0)
}

fn clamped(spread: f64) -> f64 {
    if spread.is_nan() { 1.0 } else { spread.clamp(0.0, 1.0) }
}
