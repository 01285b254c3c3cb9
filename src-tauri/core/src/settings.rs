//! What the person may set, with the defaults of a fresh install.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::notice;

/// What the person may set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Light, dark, or as the desktop has it.
    pub theme: Theme,
    /// How large the window's page is drawn, in percent, 50 to 300.
    pub zoom_percent: u16,
    /// Whether Stint starts when the person signs in to the desktop.
    pub starts_at_login: bool,
    /// How much a working day should hold, in minutes; 0 hides the goal.
    pub day_goal_minutes: u32,
    /// First hour that the timeline always shows, 0 to 23.
    pub day_starts_at_hour: u8,
    /// Hour that the timeline always reaches, 1 to 24, later than the first.
    pub day_ends_at_hour: u8,
    /// First day of the week.
    pub week_starts_on: WeekStart,
    /// How many minutes without a sign of life make Stint ask what to do with them.
    pub gap_threshold_minutes: u32,
    /// Kinds of notices that are shown on the desktop; the feed keeps all of them.
    pub notify: BTreeSet<notice::Kind>,
    /// Whether nothing is shown between `quiet_from` and `quiet_until`; one digest follows.
    pub has_quiet_hours: bool,
    /// When quiet hours begin, in minutes after midnight, 0 to 1439.
    pub quiet_from: u16,
    /// When they end, likewise; on the next day where that is earlier, and none are quiet where both are the same.
    pub quiet_until: u16,
    /// Whether Saturday and Sunday are quiet all day, quiet hours or not.
    pub is_quiet_on_weekends: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            zoom_percent: 100,
            starts_at_login: false,
            day_goal_minutes: 450,
            day_starts_at_hour: 8,
            day_ends_at_hour: 18,
            week_starts_on: WeekStart::Monday,
            gap_threshold_minutes: 10,
            notify: notice::Kind::ALL.into(),
            has_quiet_hours: false,
            quiet_from: 18 * 60,
            quiet_until: 8 * 60,
            is_quiet_on_weekends: false,
        }
    }
}

/// Light, dark, or as the desktop has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the desktop has it.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

/// First day of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WeekStart {
    /// As ISO 8601 has it.
    #[default]
    Monday,
    /// As much of the Americas has it.
    Sunday,
}
