//! Secrets that were handed over and wait for the request that names them: in memory, for a minute, for one use.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;

use crate::{ApiError, Code, Result};

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How long a secret waits.
pub(super) const LIFE: SignedDuration = SignedDuration::from_secs(60);
/// The most that wait at a time; the oldest goes for one more.
const MOST: usize = 32;

/// What was handed over and not yet taken; clones share it.
#[derive(Clone)]
pub struct Tickets {
    clock: Clock,
    waiting: Arc<Mutex<Vec<Waiting>>>,
}

struct Waiting {
    ticket: String,
    secret: SecretString,
    since: Timestamp,
}

impl Tickets {
    /// None yet; `clock` judges what is too old.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self { clock, waiting: Arc::default() }
    }

    /// Keeps a secret for a minute and brings its ticket, 32 hexadecimal digits that nobody can guess.
    ///
    /// # Errors
    /// `Internal` where the system has no random numbers.
    pub fn put(&self, secret: SecretString) -> Result<String> {
        let mut bits = [0; 16];
        getrandom::fill(&mut bits)
            .map_err(|error| ApiError::new(Code::Internal, format!("The system has no random numbers: {error}.")))?;
        let ticket: String = bits.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut waiting = self.fresh();
        if waiting.len() >= MOST {
            drop(waiting.remove(0));
        }
        waiting.push(Waiting { ticket: ticket.clone(), secret, since: (self.clock)() });
        Ok(ticket)
    }

    /// The secret of a ticket: once, and not after a minute.
    #[must_use]
    pub fn take(&self, ticket: &str) -> Option<SecretString> {
        let mut waiting = self.fresh();
        let found = waiting.iter().position(|one| one.ticket == ticket)?;
        Some(waiting.remove(found).secret)
    }

    /// Wipes what is too old; answers whether anything still waits.
    pub(super) fn sweep(&self) -> bool {
        !self.fresh().is_empty()
    }

    /// What waits, without what is too old. A clock that was set back makes everything too old.
    fn fresh(&self) -> MutexGuard<'_, Vec<Waiting>> {
        let now = (self.clock)();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|one| (SignedDuration::ZERO..LIFE).contains(&now.duration_since(one.since)));
        waiting
    }
}

impl fmt::Debug for Tickets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tickets")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    /// Tickets and the clock that they go by.
    fn tickets() -> (Tickets, Arc<Mutex<Timestamp>>) {
        let now = Arc::new(Mutex::new(Timestamp::UNIX_EPOCH));
        let clock = Arc::clone(&now);
        (Tickets::new(Arc::new(move || *clock.lock().unwrap())), now)
    }

    fn pass(now: &Mutex<Timestamp>, seconds: i64) {
        *now.lock().unwrap() += SignedDuration::from_secs(seconds);
    }

    #[test]
    fn a_ticket_is_good_for_one_use() {
        let (tickets, _) = tickets();
        let ticket = tickets.put("canary".into()).unwrap();
        assert_eq!(ticket.len(), 32);
        assert!(tickets.take(&ticket[1..]).is_none() && tickets.take("").is_none());
        assert_eq!(tickets.take(&ticket).unwrap().expose_secret(), "canary");
        assert!(tickets.take(&ticket).is_none());
    }

    #[test]
    fn a_ticket_is_good_for_a_minute() {
        let (tickets, now) = tickets();
        let (early, late) = (tickets.put("one".into()).unwrap(), tickets.put("two".into()).unwrap());
        pass(&now, 59);
        assert!(tickets.take(&early).is_some());
        pass(&now, 1);
        assert!(tickets.take(&late).is_none());
    }

    #[test]
    fn what_nobody_takes_is_wiped() {
        let (tickets, now) = tickets();
        tickets.put("canary".into()).unwrap();
        assert!(tickets.sweep());
        pass(&now, 61);
        assert!(!tickets.sweep());
    }

    #[test]
    fn a_clock_that_is_set_back_makes_no_ticket_live_longer() {
        let (tickets, now) = tickets();
        let ticket = tickets.put("canary".into()).unwrap();
        pass(&now, -3600);
        assert!(tickets.take(&ticket).is_none());
    }

    #[test]
    fn the_oldest_goes_for_the_thirty_third() {
        let (tickets, _) = tickets();
        let all: Vec<_> = (0..33).map(|n| tickets.put(n.to_string().into()).unwrap()).collect();
        assert!(tickets.take(&all[0]).is_none());
        assert!(all[1..].iter().all(|ticket| tickets.take(ticket).is_some()));
    }

    #[test]
    fn tickets_and_secrets_are_not_printed() {
        let (tickets, _) = tickets();
        tickets.put("canary".into()).unwrap();
        assert_eq!(format!("{tickets:?}"), "Tickets");
    }
}
