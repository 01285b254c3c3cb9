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
    /// The service asked us not to return sooner.
    pub not_before: Option<Timestamp>,
}

/// Where a connector left off; meaningful only to the connector that wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);
