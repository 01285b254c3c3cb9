//! Presses of keys and buttons as the desktop delivers them: what a page makes up is not among them.
//!
//! What remains: a page that was taken over may use a press that the person meant for something else, and may name the ticket of what was pasted in
//! a request of its own. It then has what the clipboard held at that press, once, and never the text itself.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// How long after a press the page may act on it.
const LIFE: Duration = Duration::from_secs(1);

/// The last press in the settings window that nothing came of yet.
#[derive(Debug, Default)]
pub struct Presses(Mutex<Option<Duration>>);

impl Presses {
    /// A key or a button was pressed or let go; `at` on a clock that only goes forward.
    pub fn seen(&self, at: Duration) {
        self.set(Some(at));
    }

    /// The window is not where the person is any more.
    pub fn gone(&self) {
        self.set(None);
    }

    /// Whether there was a press just now; each serves once.
    pub fn take(&self, now: Duration) -> bool {
        self.set(None).is_some_and(|at| now.saturating_sub(at) <= LIFE)
    }

    fn set(&self, press: Option<Duration>) -> Option<Duration> {
        std::mem::replace(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), press)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn a_press_serves_once_and_only_for_a_second() {
        let presses = Presses::default();
        assert!(!presses.take(at(0)));
        presses.seen(at(100));
        assert!(presses.take(at(1_100)));
        assert!(!presses.take(at(1_100)));
        presses.seen(at(2_000));
        assert!(!presses.take(at(3_001)));
        assert!(!presses.take(at(2_500)));
    }

    #[test]
    fn a_window_that_was_left_has_no_press() {
        let presses = Presses::default();
        presses.seen(at(100));
        presses.gone();
        assert!(!presses.take(at(200)));
    }
}
