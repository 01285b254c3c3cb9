//! What a page is told unasked.

use serde::{Deserialize, Serialize};
use specta::Type;
use stint_api::{Topic, command::Place};
use tauri_specta::Event;

/// Something changed: ask again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// What to ask again.
    pub topic: Topic,
}

/// Whether the engine can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct Connection {
    /// How it stands; on `connected` every answer is to be asked again.
    pub state: ConnectionState,
    /// The same in words for a person; empty when connected.
    pub message: String,
}

/// How the connection to the engine stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum ConnectionState {
    /// It is being sought or started.
    Connecting,
    /// It answers.
    Connected,
    /// It went away; it is tried again now and then.
    Lost,
    /// It is of another version: one of the two must be restarted.
    Refused,
}

/// Show this place; sent when a window that is open already is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct Navigate {
    /// What to show.
    pub place: Place,
}
