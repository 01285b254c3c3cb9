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
        /// The tasks.
        Tasks,
        /// The settings window.
        Settings,
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
    /// Ends the engine and its windows; a running timer goes on.
    Quit {}
}
