//! The data file: backups, exports, checks.

use serde::{Deserialize, Serialize};

use crate::{
    shape::{choice, request},
    view::JobId,
};

request! {
    /// Copies the data file into the backup folder now.
    BackUp {}
}

request! {
    /// Goes back to a backup; the present data file is set aside, never deleted.
    RestoreBackup {
        /// File name of the backup, or a full path.
        file: String,
    }
}

request! {
    /// Writes everything into a file, as a job.
    Export {
        /// JSON holds everything; CSV holds the entries.
        format: ExportFormat,
        /// Where to; the person's download folder where none is given.
        path: Option<String>,
    }
}

choice! {
    /// What an export holds.
    ExportFormat {
        /// Everything: projects, tasks, entries, the history of changes.
        #[default]
        Json,
        /// The entries, one a line, with RFC 3339 times.
        Csv,
    }
}

request! {
    /// Reads the whole data file and looks for damage, as a job.
    CheckIntegrity {}
}

request! {
    /// Ends a job early; what it had written is removed.
    CancelJob {
        /// Which one.
        job: JobId,
    }
}
