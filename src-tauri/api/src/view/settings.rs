//! The settings.

use serde::{Deserialize, Serialize};

use super::NoticeKind;
use crate::shape::{choice, view};

view! {
    /// The settings and what is wrong with their file.
    SettingsPage {
        /// What is in force.
        settings: SettingsView,
        /// Where the file lies.
        file: String,
        /// What is wrong in it, a line each: `line 3, day_goal_minutes: …`; defaults are used for these.
        problems: Vec<String>,
        /// Whether `SaveSettings` can write; not while the file is broken.
        can_save: bool,
    }
}

view! {
    /// What the person may set.
    SettingsView {
        /// `system`, `light` or `dark`.
        theme: ThemeName,
        /// How large the window's page is drawn, in percent, 50 to 300.
        zoom_percent: u16,
        /// Whether Stint starts when the person signs in to the desktop.
        starts_at_login: bool,
        /// How much a working day should hold; 0 hides the goal.
        day_goal_minutes: u32,
        /// First hour that the timeline always shows, 0 to 23.
        day_starts_at_hour: u8,
        /// Hour that the timeline always reaches, 1 to 24.
        day_ends_at_hour: u8,
        /// First day of the week.
        week_starts_on: WeekStartName,
        /// How many minutes without a sign of life make Stint ask.
        gap_threshold_minutes: u32,
        /// Kinds of notices that are shown on the desktop; the feed keeps all of them.
        notify: Vec<NoticeKind>,
        /// Whether nothing is shown at quiet times; one digest follows.
        has_quiet_hours: bool,
        /// When quiet times begin, `18:00`.
        quiet_from: String,
        /// When they end, `08:00`.
        quiet_until: String,
        /// Whether Saturday and Sunday are quiet all day.
        is_quiet_on_weekends: bool,
    }
}

choice! {
    /// Light, dark, or as the desktop has it.
    ThemeName {
        /// As the desktop has it.
        #[default]
        System,
        /// Ink on paper.
        Light,
        /// Paper on ink.
        Dark,
    }
}

choice! {
    /// First day of the week.
    WeekStartName {
        /// As ISO 8601 has it.
        #[default]
        Monday,
        /// As much of the Americas has it.
        Sunday,
    }
}
