//! A refusal: why a wish cannot be granted, and what to do instead.

use thiserror::Error;

/// Why a wish was not granted; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct Refusal {
    /// What is wrong, one sentence.
    pub message: String,
    /// What to do about it, one sentence.
    pub hint: Option<String>,
}

impl Refusal {
    /// A refusal that explains itself.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// An answer or the reason why there is none.
pub type Result<T> = std::result::Result<T, Refusal>;
