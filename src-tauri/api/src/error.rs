//! Why a request was not granted, in words for a person and a code for a program.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a request was not granted.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
#[error("{message}")]
pub struct ApiError {
    /// What a client does next.
    pub code: Code,
    /// What happened and what was kept, one or two sentences.
    pub message: String,
    /// What to do, one sentence.
    pub hint: Option<String>,
}

/// What a client does next; a code exists only where some client branches on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "specta", derive(specta::Type))]
#[serde(rename_all = "camelCase")]
pub enum Code {
    /// Show the message beside the field; the input was not acceptable and nothing changed.
    Refused,
    /// Ask again: what was named is not there any more.
    NotFound,
    /// Show the state of the data file: it cannot be read or written now.
    Storage,
    /// Restart the older of the two programs.
    Version,
    /// Start the engine: nobody listens on the socket.
    NotRunning,
    /// Offer to report: this should not happen.
    Internal,
}

/// A reply or the reason why there is none.
pub type Result<T> = std::result::Result<T, ApiError>;

impl ApiError {
    /// An error with its code and words.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None }
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}
