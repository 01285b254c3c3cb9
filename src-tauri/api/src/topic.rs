//! What a client asks again when it hears of a change.

use serde::{Deserialize, Serialize};

use crate::command::Place;

/// A group of answers that went stale together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Topic {
    /// The running timer, the open question about a gap, undo and redo.
    Timer,
    /// Time entries, and with them days, totals and completions.
    Entries,
    /// Tasks.
    Tasks,
    /// Projects.
    Projects,
    /// Settings and what is wrong with their file.
    Settings,
    /// Services, accounts, sign-ins under way, the vault.
    Accounts,
    /// What the person was told and has not read, and the quiet of a focus.
    Feed,
    /// Long work: exports, checks, restores; and the state of the data file.
    Jobs,
}

impl Topic {
    /// Every topic.
    pub const ALL: [Self; 8] = [
        Self::Timer,
        Self::Entries,
        Self::Tasks,
        Self::Projects,
        Self::Settings,
        Self::Accounts,
        Self::Feed,
        Self::Jobs,
    ];
}

/// What the engine tells a client unasked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "event")]
pub enum Event {
    /// Something changed: ask again.
    Changed {
        /// What to ask again.
        topic: Topic,
    },
    /// A window client brings this to the front.
    Show {
        /// What to show.
        place: Place,
        /// Which part of it, such as the service `github` on the page of accounts.
        section: Option<String>,
    },
    /// The engine ends; a window client closes.
    Ended,
}
