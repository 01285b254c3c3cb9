//! History, backups, long work.

use serde::{Deserialize, Serialize};

use crate::{
    shape::{choice, view},
    view::JobId,
};

view! {
    /// One change in the history.
    ChangeView {
        /// What was done.
        label: String,
        /// When, RFC 3339.
        at: String,
        /// Whether it was taken back.
        is_undone: bool,
    }
}

view! {
    /// A copy of the data file.
    BackupView {
        /// Its file name.
        file: String,
        /// When it was made, RFC 3339.
        made_at: String,
        /// Its size.
        #[cfg_attr(feature = "specta", specta(type = u32))]
        bytes: f64,
    }
}

view! {
    /// Long work.
    JobView {
        /// Which one.
        id: JobId,
        /// What it does: `Exporting to stint-2026-11-20.json`.
        title: String,
        /// How far it is.
        state: JobState,
        /// Parts done, 0 to 1.
        #[cfg_attr(feature = "specta", specta(type = u32))]
        progress: f64,
        /// How it ended, or what it does at the moment, one sentence.
        message: String,
        /// The file it wrote.
        file: Option<String>,
    }
}

choice! {
    /// How far long work is.
    JobState {
        /// It goes on.
        #[default]
        Running,
        /// It ended well.
        Done,
        /// It ended badly; `message` says why and what was kept.
        Failed,
        /// The person ended it.
        Cancelled,
    }
}
