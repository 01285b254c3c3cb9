//! What runs, and what is wrong.

use serde::{Deserialize, Serialize};

use super::EntryView;
use crate::{
    shape::{choice, view},
    view::JobId,
};

view! {
    /// What a command did.
    Receipt {
        /// What was done, past tense: `Started “Fix the login”`.
        label: String,
        /// Whether `Undo` takes exactly this back.
        can_undo: bool,
        /// The entry, task or project it made or changed.
        id: Option<String>,
        /// The job it began.
        job: Option<JobId>,
        /// What else happened on the way, one sentence each: entries trimmed or removed.
        consequences: Vec<String>,
    }
}

view! {
    /// The state a person looks at thirty times a day.
    TimerView {
        /// The running entry.
        running: Option<EntryView>,
        /// The open question about a gap.
        gap: Option<GapView>,
        /// What `Undo` would take back.
        undo: Option<String>,
        /// What `Redo` would make again.
        redo: Option<String>,
        /// Seconds of today, the running entry counted up to `asked_at`.
        today_seconds: u32,
        /// When this was answered, RFC 3339.
        asked_at: String,
        /// Whether there is neither an entry nor a task nor a project yet.
        is_first_run: bool,
        /// What is wrong with files or the desktop, most serious first.
        problems: Vec<ProblemView>,
    }
}

view! {
    /// Time of which nobody knows how it was spent, while the timer ran.
    GapView {
        /// Why there is a gap.
        cause: GapCause,
        /// The last sign of life, RFC 3339.
        last_seen_at: String,
        /// The first one after it, RFC 3339.
        back_at: String,
        /// How long it was.
        seconds: u32,
    }
}

choice! {
    /// Why Stint was not there.
    GapCause {
        /// It ended without saying so, or the machine did.
        #[default]
        Ended,
        /// The machine slept.
        Slept,
        /// The clock was set.
        ClockSet,
    }
}

view! {
    /// Something is wrong, and the person should know.
    ProblemView {
        /// What kind, stable: `storage`, `config`, `tray`, `notifications`, `zone`.
        kind: String,
        /// What happened and what was kept.
        message: String,
        /// What to do.
        hint: Option<String>,
        /// Whether nothing can be written until it is mended.
        blocks_writing: bool,
    }
}
