//! The hand of a clock that several read and one sets.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::Timestamp;

use crate::fakes::clock::Clock;

/// When simulations begin: 2031-11-17T00:00:00Z, a Monday.
pub const MONDAY: Timestamp = Timestamp::constant(1_952_640_000, 0);

/// The hand of a clock; clones show the same.
#[derive(Clone)]
pub struct Hand(Arc<AtomicI64>);

impl Hand {
    /// A clock that shows this.
    #[must_use]
    pub fn at(start: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(start.as_millisecond())))
    }

    /// Sets it.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.as_millisecond(), Ordering::SeqCst);
    }

    /// What it shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap_or_default()
    }

    /// The same for a made-up service.
    #[must_use]
    pub fn clock(&self) -> Clock {
        let hand = self.clone();
        Clock::read(move || hand.now())
    }
}
