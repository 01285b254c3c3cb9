//! What can happen to the engine.

use stint_api::view::{JobId, ProblemView};
use stint_core::{effect::EffectId, gap::ClockReading};

use crate::{handle::Decide, jobs::Ending};

/// One thing that happened.
pub enum Input {
    /// The program came up; `reading` is what the clocks show.
    Started {
        /// What the clocks show.
        reading: ClockReading,
    },
    /// A client, the tray or a notice asks for a change.
    Command(Box<dyn Decide>),
    /// Time passed; `reading` is what the clocks show.
    Tick {
        /// What the clocks show.
        reading: ClockReading,
    },
    /// The person is in another zone.
    Moved {
        /// Its IANA name.
        zone: String,
    },
    /// Windows came or went.
    Windows {
        /// How many are connected now.
        open: usize,
    },
    /// The shell found something wrong with the desktop, or found it mended.
    Desktop {
        /// What it is.
        problem: ProblemView,
    },
    /// A job got on.
    Progressed {
        /// Which one.
        job: JobId,
        /// Parts done, 0 to 1.
        progress: f64,
    },
    /// A job ended.
    Ended {
        /// Which one.
        job: JobId,
        /// How.
        ending: Ending,
    },
    /// An effect was delivered, or not.
    Delivered {
        /// Which one.
        effect: EffectId,
        /// What the service said.
        result: Result<(), stint_connect::Error>,
    },
}

impl<C: Decide + 'static> From<C> for Input {
    fn from(command: C) -> Self {
        Self::Command(Box::new(command))
    }
}
