//! One lane an account: whoever needs its credentials takes a turn, so that nobody renews what another renews.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use jiff::{SignedDuration, Timestamp};
use stint_core::{account::Failure, credentials::Credentials};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// How long credentials that still work are used after they could not be renewed, before that is tried again.
const REST: SignedDuration = SignedDuration::from_mins(1);

/// The turns at one account's credentials.
#[derive(Default)]
pub(super) struct Lane {
    turn: Arc<Mutex<Turn>>,
    renewals: AtomicU64,
    replaced: AtomicU64,
}

/// What the one whose turn it is knows.
#[derive(Default)]
pub(super) struct Turn {
    /// How the last renewal failed.
    pub failure: Option<Failure>,
    /// A new pair that the vault would not take; its predecessor is worth nothing any more.
    pub unsaved: Option<Credentials>,
    not_before: Option<Timestamp>,
}

impl Lane {
    /// Waits for one's turn.
    pub async fn turn(&self) -> OwnedMutexGuard<Turn> {
        Arc::clone(&self.turn).lock_owned().await
    }

    /// The turn, if nobody has it.
    pub fn turn_at_once(&self) -> Option<OwnedMutexGuard<Turn>> {
        Arc::clone(&self.turn).try_lock_owned().ok()
    }

    /// Waits for one's turn to put other credentials there, or none; what is known of those that were there counts no more.
    pub async fn turn_to_replace(&self) -> OwnedMutexGuard<Turn> {
        let turn = self.turn().await;
        self.replaced.fetch_add(1, Ordering::Release);
        turn
    }

    /// How often other credentials were put there than a renewal brought.
    pub fn replaced(&self) -> u64 {
        self.replaced.load(Ordering::Acquire)
    }

    /// How many renewals have ended.
    pub fn renewals(&self) -> u64 {
        self.renewals.load(Ordering::Acquire)
    }

    /// Notes the end of a renewal, before the turn is given up.
    pub fn ended(&self) {
        self.renewals.fetch_add(1, Ordering::Release);
    }
}

impl Turn {
    /// Whether to renew now.
    pub fn is_due(&self, credentials: &Credentials, now: Timestamp) -> bool {
        let rests = self.not_before.is_some_and(|at| now < at && at.duration_since(now) <= REST);
        credentials.needs_renewal(now) && (!rests || !is_alive(credentials, now))
    }

    /// Leaves credentials alone for a while that could not be renewed but still work.
    pub fn rest(&mut self, now: Timestamp) {
        self.not_before = now.checked_add(REST).ok();
    }
}

/// Whether credentials have not ended.
pub(super) fn is_alive(credentials: &Credentials, now: Timestamp) -> bool {
    credentials.expires_at.is_some_and(|end| now < end)
}
