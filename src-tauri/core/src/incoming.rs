//! What a connector brings home from an outside service.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One answer of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch<T> {
    /// What it brought.
    pub items: Vec<T>,
    /// Where to go on next time; `None`: from the beginning.
    pub cursor: Option<Cursor>,
    /// Whether a missing item is gone or merely unchanged.
    pub coverage: Coverage,
    /// The service asked us not to return sooner.
    pub not_before: Option<Timestamp>,
}

/// Where a connector left off; meaningful only to the connector that wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);

/// Whether a missing item is gone or merely unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// The batch holds everything there is: what is missing is gone.
    Complete,
    /// The batch holds what changed: what is missing is unchanged.
    Partial,
}

/// Work that waits for the person: an issue, a pull request, a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkItem {
    /// What the service calls it, unique and unchanging within the account.
    pub remote_id: String,
    /// How a person names it, such as `acme/api#42`.
    pub reference: String,
    /// What is to be done, one line.
    pub title: String,
    /// Where it can be read.
    pub url: String,
    /// Whether the service counts it as done.
    pub is_done: bool,
    /// What core does not understand, as JSON, carried along untouched.
    pub extra: String,
}
