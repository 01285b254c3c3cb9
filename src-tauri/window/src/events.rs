//! What a page is told unasked.

use serde::{Deserialize, Serialize};
use stint_api::{
    Topic,
    command::{OpenWindow, Place},
};
use tauri::{AppHandle, Emitter as _};

/// What a page can be told, by the name it listens for.
pub trait News: Clone + Serialize {
    /// As the bindings have it: the name of the type in small letters.
    const NAME: &str;

    /// Tells the page of one window; one that is closing may miss it.
    fn tell(&self, app: &AppHandle, label: &str) -> tauri::Result<()> {
        app.emit_to(label, Self::NAME, self)
    }
}

impl News for Changed {
    const NAME: &str = "changed";
}

impl News for Connection {
    const NAME: &str = "connection";
}

impl News for Navigate {
    const NAME: &str = "navigate";
}

/// Something changed: ask again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// What to ask again.
    pub topic: Topic,
}

/// Whether the engine can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
#[serde(rename_all = "camelCase")]
pub struct Connection {
    /// How it stands; on `connected` every answer is to be asked again.
    pub state: ConnectionState,
    /// The same in words for a person; empty when connected.
    pub message: String,
}

/// How the connection to the engine stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type, tauri_specta::Event)]
#[serde(rename_all = "camelCase")]
pub struct Navigate {
    /// What to show.
    pub place: Place,
    /// Which part of it, such as the service `github` on the page of accounts.
    pub section: Option<String>,
}

impl Navigate {
    /// What was asked for; a section whose name is none is left out, as it becomes part of an address.
    pub fn to(wanted: &OpenWindow) -> Self {
        Self { place: wanted.place, section: wanted.section.clone().filter(|section| is_name(section)) }
    }

    /// The page that shows it.
    pub fn address(&self) -> String {
        let place = match self.place {
            Place::Main => "main",
            Place::Today => "today",
            Place::Tasks => "tasks",
            Place::Feed => "feed",
            Place::Settings => "settings",
            Place::Accounts => "accounts",
            Place::Notifications => "notifications",
            Place::Data => "data",
        };
        let section = self.section.as_ref().map(|section| format!("&section={section}")).unwrap_or_default();
        format!("index.html?place={place}{section}")
    }
}

fn is_name(section: &str) -> bool {
    let is_letter = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    (1..=64).contains(&section.len()) && section.bytes().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(section: &str) -> String {
        Navigate::to(&OpenWindow { place: Place::Accounts, section: Some(section.to_owned()) }).address()
    }

    #[test]
    fn news_bears_the_names_that_the_bindings_listen_for() {
        let names = [Changed::NAME, Connection::NAME, Navigate::NAME].map(|name| format!(">(\"{name}\"),"));
        let bindings = include_str!("../../../ui/src/host/bindings.ts");
        assert!(names.iter().all(|name| bindings.contains(name)), "{names:?}");
    }

    #[test]
    fn a_section_becomes_part_of_the_address() {
        assert_eq!(Navigate::to(&OpenWindow::at(Place::Data)).address(), "index.html?place=data");
        assert_eq!(Navigate::to(&OpenWindow::at(Place::Feed)).address(), "index.html?place=feed");
        assert_eq!(address("github"), "index.html?place=accounts&section=github");
    }

    #[test]
    fn a_task_is_a_section_of_the_tasks() {
        let id = "0198f0f0-7b1a-7c3e-8a44-1f2e3d4c5b6a";
        let wanted = OpenWindow { place: Place::Tasks, section: Some(id.to_owned()) };
        assert_eq!(Navigate::to(&wanted).address(), format!("index.html?place=tasks&section={id}"));
    }

    #[test]
    fn a_section_that_is_no_name_is_left_out() {
        for section in ["", "GitHub", "a&place=data", "a#b", "../x", "é", &"a".repeat(65)] {
            assert_eq!(address(section), "index.html?place=accounts", "{section}");
        }
    }
}
