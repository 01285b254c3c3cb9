//! Corrections of entries, undo and redo.

use serde::{Deserialize, Serialize};

use crate::shape::{choice, request};

request! {
    /// Everything of an entry that a person may write.
    EntryForm {
        /// What was done.
        description: String,
        /// The task it was done for.
        task: Option<String>,
        /// The project it counts towards.
        project: Option<String>,
        /// When it began, RFC 3339.
        started_at: String,
        /// When it ended, RFC 3339; none only for the running timer.
        ended_at: Option<String>,
        /// IANA zone name; where none is given that of the entry, or of this machine for a new one.
        zone: Option<String>,
        /// Labels without `#`.
        tags: Vec<String>,
        /// Whether somebody pays.
        is_billable: bool,
    }
}

request! {
    /// Adds an entry by hand; what it covers of other entries is trimmed (see `PreviewEntry`).
    AddEntry {
        /// The entry.
        entry: EntryForm,
    }
}

request! {
    /// Writes an entry anew; what it newly covers of other entries is trimmed (see `PreviewEntry`).
    EditEntry {
        /// Which one.
        id: String,
        /// All of it.
        entry: EntryForm,
    }
}

request! {
    /// Makes two entries of one.
    SplitEntry {
        /// Which one.
        id: String,
        /// Where, RFC 3339, strictly inside.
        at: String,
    }
}

request! {
    /// Joins an entry with the next later or next earlier one; the words of the named one stay, a gap between them is filled.
    MergeEntry {
        /// Which one.
        id: String,
        /// With which neighbour.
        with: Neighbour,
    }
}

choice! {
    /// Which neighbour of an entry.
    Neighbour {
        /// The next earlier one.
        #[default]
        Previous,
        /// The next later one.
        Next,
    }
}

request! {
    /// Deletes an entry.
    DeleteEntry {
        /// Which one.
        id: String,
    }
}

request! {
    /// Takes the latest change back.
    Undo {}
}

request! {
    /// Makes the change again that was last taken back.
    Redo {}
}
