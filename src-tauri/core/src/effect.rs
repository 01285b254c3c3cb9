//! The effect: something the world must be told, kept in the outbox until it is delivered.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Identity of an effect; it never leaves this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EffectId(pub i64);

/// Something the world must be told, and how far that has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Who it is.
    pub id: EffectId,
    /// The account through which the world is told.
    pub account: String,
    /// What sort of telling it is, such as `timer_started`.
    pub kind: String,
    /// What to tell, as JSON.
    pub payload: String,
    /// How often it was tried in vain.
    pub tries: u32,
    /// When it was written down.
    pub created_at: Timestamp,
    /// When to try next.
    pub due_at: Timestamp,
    /// Why the latest try failed.
    pub last_failure: Option<String>,
}
