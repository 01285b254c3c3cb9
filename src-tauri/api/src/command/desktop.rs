//! Windows, settings, the end.

use serde::{Deserialize, Serialize};

use crate::{
    shape::{choice, request},
    view::SettingsView,
};

request! {
    /// Shows the window, starting it where none is open.
    OpenWindow {
        /// What to show.
        place: Place,
        /// Which part of it, such as the service `github` on the page of accounts.
        section: Option<String>,
    }
}

choice! {
    /// What a window can show.
    Place {
        /// The main window, as it was left.
        #[default]
        Main,
        /// The day.
        Today,
        /// The tasks; the section is the id of one to be shown by itself.
        Tasks,
        /// The feed.
        Feed,
        /// The settings window.
        Settings,
        /// The page of accounts in the settings window.
        Accounts,
        /// The page of notifications in the settings window.
        Notifications,
        /// The data page of the settings window.
        Data,
    }
}

request! {
    /// Writes the settings to the configuration file.
    SaveSettings {
        /// All of them.
        settings: SettingsView,
    }
}

request! {
    /// Closes what was said of something wrong: it is said again when it happens again, or has been well meanwhile.
    DismissProblem {
        /// Which, as the timer's problems name it.
        kind: String,
    }
}

request! {
    /// Ends the engine and its windows; a running timer goes on.
    Quit {}
}

impl OpenWindow {
    /// Shows a place, no special part of it.
    #[must_use]
    pub fn at(place: Place) -> Self {
        Self { place, section: None }
    }
}
