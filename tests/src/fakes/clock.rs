//! The clock of a made-up service: it stands until a test moves it, or is read from somewhere.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

/// A clock that a made-up service goes by.
#[derive(Clone)]
pub enum Clock {
    /// Stands, and moves by a millisecond with each doing, so that every doing has a time of its own.
    Stands(Timestamp),
    /// Read each time.
    Read(Arc<dyn Fn() -> Timestamp + Send + Sync>),
}

impl Clock {
    /// One that is read each time.
    pub fn read(read: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self::Read(Arc::new(read))
    }

    /// The one that the real programs go by, for journeys through them.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "a real program beside it reads the same clock")]
    pub fn real() -> Self {
        Self::read(Timestamp::now)
    }

    /// What it shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::Stands(now) => *now,
            Self::Read(read) => read(),
        }
    }

    /// Lets time pass; one that is read goes by itself.
    pub fn pass(&mut self, time: SignedDuration) {
        if let Self::Stands(now) = self {
            *now += time;
        }
    }

    /// The time of a doing.
    pub(super) fn tick(&mut self) -> Timestamp {
        self.pass(SignedDuration::from_millis(1));
        self.now()
    }
}

impl Default for Clock {
    /// 2031-11-17T09:00:00Z, a Monday.
    fn default() -> Self {
        Self::Stands(Timestamp::constant(1_952_672_400, 0))
    }
}
