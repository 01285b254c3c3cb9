//! The gate before one host: few pass at once, and none while it rests.

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{
    Egress,
    breaker::{Breaker, May},
    locked,
};

/// A host is left alone for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("it failed again and again and is left alone until {until}")]
pub struct Resting {
    /// When it is tried again.
    pub until: Timestamp,
}

/// The gate before one host.
#[derive(Debug)]
pub(crate) struct Gate {
    seats: Arc<Semaphore>,
    breaker: Mutex<Breaker>,
}

/// The leave to make one call; told what came of it, or dropped.
#[derive(Debug)]
pub(crate) struct Pass<'a> {
    gate: &'a Gate,
    is_try: bool,
    _seat: Option<OwnedSemaphorePermit>,
}

impl Gate {
    pub(super) fn new(at_once: usize) -> Self {
        Self { seats: Arc::new(Semaphore::new(at_once)), breaker: Mutex::default() }
    }

    /// Waits for its turn; whoever finds the host resting by then does not call.
    pub(crate) async fn enter(&self, egress: &Egress) -> Result<Pass<'_>, Resting> {
        // Never closed, so a seat always comes.
        let seat = Arc::clone(&self.seats).acquire_owned().await.ok();
        match locked(&self.breaker).may(egress.now()) {
            May::Wait(until) => Err(Resting { until }),
            May::Pass => Ok(Pass { gate: self, is_try: false, _seat: seat }),
            May::Try => Ok(Pass { gate: self, is_try: true, _seat: seat }),
        }
    }

    pub(super) fn rests_until(&self, now: Timestamp) -> Option<Timestamp> {
        locked(&self.breaker).rests_until(now)
    }

    pub(super) fn forgive(&self) {
        locked(&self.breaker).succeeded();
    }
}

impl Pass<'_> {
    /// The host answered.
    pub(crate) fn succeeded(&mut self) {
        self.is_try = false;
        locked(&self.gate.breaker).succeeded();
    }

    /// The host failed.
    pub(crate) fn failed(&mut self, now: Timestamp) {
        let was_try = std::mem::take(&mut self.is_try);
        locked(&self.gate.breaker).failed(was_try, now);
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        if self.is_try {
            locked(&self.gate.breaker).gave_up();
        }
    }
}
