//! Counts the windows, so that the engine knows whether one is open.

use std::sync::{Arc, Mutex, PoisonError};

use super::Door;

/// The door and the number of windows behind it.
pub(super) struct Seats<D> {
    pub(super) door: D,
    windows: Mutex<usize>,
}

impl<D: Door> Seats<D> {
    pub(super) fn new(door: D) -> Self {
        Self { door, windows: Mutex::new(0) }
    }

    /// Counts a window for as long as the seat is kept.
    pub(super) fn take(self: &Arc<Self>) -> Seat<D> {
        self.count(|windows| windows + 1);
        Seat(Arc::clone(self))
    }

    fn count(&self, change: impl FnOnce(usize) -> usize) {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        *windows = change(*windows);
        // Told under the lock: two changes at once must not arrive in the wrong order.
        self.door.watchers_changed(*windows);
    }
}

/// One window's place.
pub(super) struct Seat<D: Door>(Arc<Seats<D>>);

impl<D: Door> Drop for Seat<D> {
    fn drop(&mut self) {
        self.0.count(|windows| windows.saturating_sub(1));
    }
}
