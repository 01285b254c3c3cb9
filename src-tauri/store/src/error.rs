//! What can go wrong while remembering, named after what the caller does next.

use std::{io, path::PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error as ThisError;

/// An answer, or why there is none; a write that failed changed nothing.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the store could not do what was asked; its text is meant for the person.
#[derive(Debug, ThisError)]
pub enum Error {
    /// No room: ask the person to make some, then try again.
    #[error("The disk is full, so this was not saved. Everything saved before is safe.")]
    Full,
    /// Not writable: work on in memory at most, and say so.
    #[error("Stint may not write here: the file or its folder is read-only. What is stored was left as it is.")]
    ReadOnly,
    /// Somebody else holds the file: try again later.
    #[error("Another program is using Stint's database, so this was not saved.")]
    Busy,
    /// Damaged: set it aside at the next start, offer the backups.
    #[error("Stint's database is damaged ({0}). The file is kept as it is.")]
    Corrupt(String),
    /// Written by a later Stint: leave it alone.
    #[error("The database was made by a newer Stint (format {found}, this one knows {known}). It was not touched.")]
    Newer {
        /// The format of the file.
        found: u32,
        /// The latest format this program knows.
        known: u32,
    },
    /// Something that is no file stands where the file should be: ask the person to move it.
    #[error("{} stands where a file should be. It was not touched.", .0.display())]
    InTheWay(PathBuf),
    /// A file that is not as it should be, and is the person's to mend: tell them.
    #[error("{0}. It was left alone.")]
    LeftAlone(String),
    /// The row is not what the caller believed: ask again and decide anew.
    #[error("The {0} has changed in the meantime, so nothing was done.")]
    Stale(&'static str),
    /// Anything else: tell the person.
    #[error("The database could not do this: {0}. Nothing was changed.")]
    Failed(String),
}

impl Error {
    /// What the person can do about it, one sentence.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Full => "Free some space on the disk, then try again.",
            Self::ReadOnly => "Make the folder writable for you, then start Stint again.",
            Self::Busy => "Close the other program, then try again.",
            Self::Corrupt(_) => {
                "Start Stint again, which sets a damaged file aside, or restore a backup in Settings, Data."
            }
            Self::Newer { .. } => "Install the newer Stint again, or restore a backup made before it.",
            Self::InTheWay(_) => "Move it elsewhere, then start Stint again.",
            Self::LeftAlone(_) => "Mend it or take another one, then try again.",
            Self::Stale(_) => "Look at it again, then repeat what you wanted.",
            Self::Failed(_) => "Try again. If it stays so, look after the disk and take a copy of the data folder.",
        };
        Some(hint.to_owned())
    }

    pub(crate) fn is_damage(&self) -> bool {
        matches!(self, Self::Corrupt(_))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error_code() else {
            return if is_unreadable_value(&error) { Self::Corrupt(error.to_string()) } else { failed(error) };
        };
        let is_one_of = |codes: &[ErrorCode]| codes.contains(&code);
        if is_one_of(&[ErrorCode::DiskFull]) {
            Self::Full
        } else if is_one_of(&[ErrorCode::ReadOnly, ErrorCode::PermissionDenied, ErrorCode::CannotOpen]) {
            Self::ReadOnly
        } else if is_one_of(&[ErrorCode::DatabaseBusy, ErrorCode::DatabaseLocked]) {
            Self::Busy
        } else if is_one_of(&[ErrorCode::DatabaseCorrupt, ErrorCode::NotADatabase]) {
            Self::Corrupt(error.to_string())
        } else {
            failed(error)
        }
    }
}

/// Whether a column held what no write of ours puts there.
fn is_unreadable_value(error: &rusqlite::Error) -> bool {
    use rusqlite::Error as E;
    matches!(
        error,
        E::FromSqlConversionFailure(..) | E::IntegralValueOutOfRange(..) | E::InvalidColumnType(..) | E::Utf8Error(..)
    )
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Failed(error.to_string())
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        let kind = error.kind();
        if matches!(kind, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            Self::Full
        } else if matches!(kind, io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) {
            Self::ReadOnly
        } else {
            failed(error)
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() { Self::from(io::Error::from(error)) } else { Self::Corrupt(error.to_string()) }
    }
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Self {
        if error.is_io_error() { Self::from(io::Error::from(error)) } else { failed(error) }
    }
}
