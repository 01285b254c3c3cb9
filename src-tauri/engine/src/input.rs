//! What can happen to the engine.

use stint_api::view::{JobId, ProblemView};
use stint_core::{effect::EffectId, gap::ClockReading};

use crate::{conduct::Told, handle::Decide, jobs::Ending};

/// What the desktop says of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// The network is there.
    Online,
    /// There is no network.
    Offline,
    /// The machine goes to sleep.
    Slept,
    /// It woke.
    Woke,
}

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
    /// Something came of an errand for accounts.
    Accounts(Told),
    /// The machine went to sleep, woke, lost the network or found it.
    Presence(Presence),
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
