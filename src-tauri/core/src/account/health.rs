//! What follows when a service gave no answer: the health of the account, the next try, and whether the person is told.

use jiff::{SignedDuration, Timestamp};

use super::{Account, Health};
use crate::{
    governor::next_poll_at,
    schedule::{at_most, retry_at},
};

/// How long a service may be out of reach before the person is told.
const PATIENCE: SignedDuration = SignedDuration::from_hours(1);
/// How often a service that refuses is asked again.
const REFUSED: SignedDuration = SignedDuration::from_hours(24);
/// How often a service that is not understood is asked again.
const NOT_UNDERSTOOD: SignedDuration = SignedDuration::from_hours(1);
/// The longest that a service may ask to be left alone.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(24);
/// How long to wait after the first and the second failure to renew; after the third it is given up.
const REFRESH_WAITS: [SignedDuration; 2] = [SignedDuration::from_secs(2), SignedDuration::from_secs(8)];

/// Why a service gave no answer, or could not be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It does not accept the credentials any more.
    SignInAgain,
    /// It has had enough for now; until then, if it said so.
    ComeBackLater(Option<Timestamp>),
    /// Nobody answered.
    Unreachable,
    /// It forgot where the last answer left off.
    StartOver,
    /// It understood and said no, with this reason.
    Refused(String),
    /// It answered something else than agreed, of this shape.
    NotUnderstood(String),
    /// The vault does not give the credentials out, for this reason.
    VaultClosed(String),
}

/// What follows from a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The health of the account from now on.
    pub health: Health,
    /// What the person is told; each thing once.
    pub tell: Option<Telling>,
    /// When to ask the service again; [`Timestamp::MAX`] where that waits for the person.
    pub next_check_at: Timestamp,
}

/// What the person is told of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Telling {
    /// They must sign in again.
    NeedsSignIn,
    /// Renewing failed again and again; they must sign in again or check the account.
    Suspended,
    /// The service refuses, with this reason.
    Refused(String),
    /// The service is not understood; they may report it.
    NotUnderstood,
    /// The service has been out of reach for an hour.
    UnreachableLong,
}

/// What follows when a service could not be asked or gave no answer.
///
/// `failures` counts those in a row, this one included, the first of them at `failing_since`; `spread`, 0 to 1 and
/// drawn at random, keeps many installs from coming at once. What only the person can mend stays as it is.
#[must_use]
pub fn judge(
    account: &Account,
    failures: u32,
    failing_since: Timestamp,
    failure: &Failure,
    now: Timestamp,
    spread: f64,
) -> Verdict {
    let backoff = retry_at(failures, now, spread);
    let was_failing = matches!(account.health, Health::Failing { .. });
    match failure {
        Failure::SignInAgain => {
            rest(Health::NeedsSignIn, (account.health != Health::NeedsSignIn).then_some(Telling::NeedsSignIn))
        }
        _ if account.health.needs_person() => rest(account.health, None),
        Failure::ComeBackLater(at) => wait(asked_for(*at, now).unwrap_or(backoff), None),
        Failure::Unreachable => unreachable(account.health, failing_since, now, backoff),
        Failure::StartOver => Verdict { health: Health::Fine, tell: None, next_check_at: now },
        Failure::Refused(why) => fail(REFUSED, (!was_failing).then(|| Telling::Refused(why.clone())), now, spread),
        Failure::NotUnderstood(_) => {
            fail(NOT_UNDERSTOOD, (!was_failing).then_some(Telling::NotUnderstood), now, spread)
        }
        Failure::VaultClosed(_) => Verdict { health: Health::Locked, tell: None, next_check_at: backoff },
    }
}

/// What follows when the credentials could not be renewed.
#[must_use]
pub fn suspend(account: &Account) -> Verdict {
    rest(Health::Suspended, (!account.health.needs_person()).then_some(Telling::Suspended))
}

/// What to do after the credentials could not be renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterRefreshFailure {
    /// Try once more.
    TryAgain {
        /// After this time.
        after: SignedDuration,
    },
    /// Give up until the person acts.
    Suspend,
    /// The person must sign in again.
    SignInAgain,
}

/// What to do after `tries` failures to renew, this one included: two more tries, unless the service says that it never will.
#[must_use]
pub fn after_refresh_failure(tries: u32, failure: &Failure, spread: f64) -> AfterRefreshFailure {
    if *failure == Failure::SignInAgain {
        return AfterRefreshFailure::SignInAgain;
    }
    let done = usize::try_from(tries.max(1) - 1).unwrap_or(usize::MAX);
    let Some(wait) = REFRESH_WAITS.get(done) else { return AfterRefreshFailure::Suspend };
    AfterRefreshFailure::TryAgain { after: crate::governor::jittered(*wait, spread) }
}

/// The time a service asked to be left alone until; none that is past, a day at most.
fn asked_for(at: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    at.filter(|at| *at > now).map(|at| at_most(at, LONGEST_WAIT, now))
}

/// A try is placed where the hour is full, so that the health before tells whether the person knows already.
fn unreachable(before: Health, since: Timestamp, now: Timestamp, backoff: Timestamp) -> Verdict {
    let full = since.checked_add(PATIENCE).unwrap_or(Timestamp::MAX);
    if now < full {
        return wait(backoff.min(full), None);
    }
    let is_told = matches!(before, Health::Waiting { until } if until > full);
    wait(backoff, (!is_told).then_some(Telling::UnreachableLong))
}

fn wait(until: Timestamp, tell: Option<Telling>) -> Verdict {
    Verdict { health: Health::Waiting { until }, tell, next_check_at: until }
}

fn fail(every: SignedDuration, tell: Option<Telling>, now: Timestamp, spread: f64) -> Verdict {
    let until = next_poll_at(now, every, spread);
    Verdict { health: Health::Failing { until }, tell, next_check_at: until }
}

fn rest(health: Health, tell: Option<Telling>) -> Verdict {
    Verdict { health, tell, next_check_at: Timestamp::MAX }
}
