//! Showing a place: in a window that is open, in one that is opening, or in a new one.

use jiff::{SignedDuration, Timestamp};
use stint_api::command::OpenWindow;

/// How long a window may take to connect before another try is made.
const PATIENCE: SignedDuration = SignedDuration::from_secs(10);

/// How to show a place.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Tell the windows that are connected.
    Tell,
    /// Start the program.
    Start,
    /// It is starting; it will be told when it is there.
    Wait,
}

/// Within what time after it was told a window that goes is taken not to have heard.
const HEARING: SignedDuration = SignedDuration::from_secs(1);

/// What is known of windows.
#[derive(Debug, Default)]
pub(super) struct Opening {
    open: usize,
    since: Option<Timestamp>,
    waiting: Option<OpenWindow>,
    told: Option<(OpenWindow, Timestamp)>,
}

impl Opening {
    /// Decides how to show `spot`.
    pub fn way(&mut self, spot: &OpenWindow, now: Timestamp) -> Way {
        if self.open > 0 {
            self.told = Some((spot.clone(), now));
            return Way::Tell;
        }
        if self.since.is_some_and(|since| now.duration_since(since) < PATIENCE) {
            self.waiting = Some(spot.clone());
            return Way::Wait;
        }
        self.since = Some(now);
        Way::Start
    }

    /// Hears how many windows are connected; returns the place that waited for one, or that a closing one never showed.
    pub fn counted(&mut self, open: usize, now: Timestamp) -> Option<OpenWindow> {
        self.open = open;
        self.since = None;
        if open > 0 {
            return self.waiting.take();
        }
        let unheard = self.told.take().filter(|(_, at)| now.duration_since(*at) < HEARING);
        unheard.map(|(spot, _)| spot)
    }
}

#[cfg(test)]
mod tests {
    use stint_api::command::Place;

    use super::*;

    #[test]
    fn a_second_click_while_the_window_opens_starts_no_second_window() {
        let mut opening = Opening::default();
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(opening.way(&OpenWindow::at(Place::Main), at(0)), Way::Start);
        assert_eq!(opening.way(&OpenWindow::at(Place::Settings), at(1)), Way::Wait);
        assert_eq!(opening.counted(1, at(2)), Some(OpenWindow::at(Place::Settings)));
        assert_eq!(opening.way(&OpenWindow::at(Place::Today), at(2)), Way::Tell);
        assert_eq!(opening.counted(0, at(9)), None);
        assert_eq!(opening.way(&OpenWindow::at(Place::Main), at(10)), Way::Start);
    }

    #[test]
    fn a_window_that_was_just_closing_does_not_swallow_the_click() {
        let mut opening = Opening::default();
        let at = |second| Timestamp::from_second(second).unwrap();
        opening.counted(1, at(0));
        assert_eq!(opening.way(&OpenWindow::at(Place::Tasks), at(5)), Way::Tell);
        assert_eq!(opening.counted(0, at(5)), Some(OpenWindow::at(Place::Tasks)));
    }

    #[test]
    fn a_window_that_never_comes_does_not_block_the_next_try() {
        let mut opening = Opening::default();
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(opening.way(&OpenWindow::at(Place::Main), at(0)), Way::Start);
        assert_eq!(opening.way(&OpenWindow::at(Place::Main), at(11)), Way::Start);
    }
}
