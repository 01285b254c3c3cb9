//! The settings from and to the wire.

use stint_api::view::{NoticeKind, SettingsView, ThemeName, WeekStartName};
use stint_core::{
    notice::Kind,
    settings::{Settings, Theme, WeekStart},
};

use crate::fault::{Fault, Result};

/// The settings on the wire.
pub(crate) fn settings(settings: &Settings) -> SettingsView {
    SettingsView {
        theme: match settings.theme {
            Theme::System => ThemeName::System,
            Theme::Light => ThemeName::Light,
            Theme::Dark => ThemeName::Dark,
        },
        zoom_percent: settings.zoom_percent,
        starts_at_login: settings.starts_at_login,
        day_goal_minutes: settings.day_goal_minutes,
        day_starts_at_hour: settings.day_starts_at_hour,
        day_ends_at_hour: settings.day_ends_at_hour,
        week_starts_on: match settings.week_starts_on {
            WeekStart::Monday => WeekStartName::Monday,
            WeekStart::Sunday => WeekStartName::Sunday,
        },
        gap_threshold_minutes: settings.gap_threshold_minutes,
        notify: settings.notify.iter().copied().map(kind_name).collect(),
        has_quiet_hours: settings.has_quiet_hours,
        quiet_from: clock(settings.quiet_from),
        quiet_until: clock(settings.quiet_until),
        is_quiet_on_weekends: settings.is_quiet_on_weekends,
    }
}

/// The settings from the wire, each within its bounds.
pub(crate) fn settings_from(view: &SettingsView) -> Result<Settings> {
    let within = |what: &str, holds: bool, bounds: &str| {
        if holds { Ok(()) } else { Err(Fault::refused(format!("{what} must be {bounds}."), "Nothing was changed.")) }
    };
    within("The goal of a day", view.day_goal_minutes <= 1440, "at most 24 hours")?;
    within("The end of the day", view.day_ends_at_hour <= 24, "at most 24 o'clock")?;
    within("The end of the day", view.day_starts_at_hour < view.day_ends_at_hour, "after its start")?;
    within("The gap to ask about", (1..=1440).contains(&view.gap_threshold_minutes), "1 minute to 24 hours")?;
    within("The size of the page", (50..=300).contains(&view.zoom_percent), "50 to 300 percent")?;
    Ok(Settings {
        theme: match view.theme {
            ThemeName::System => Theme::System,
            ThemeName::Light => Theme::Light,
            ThemeName::Dark => Theme::Dark,
        },
        zoom_percent: view.zoom_percent,
        starts_at_login: view.starts_at_login,
        day_goal_minutes: view.day_goal_minutes,
        day_starts_at_hour: view.day_starts_at_hour,
        day_ends_at_hour: view.day_ends_at_hour,
        week_starts_on: match view.week_starts_on {
            WeekStartName::Monday => WeekStart::Monday,
            WeekStartName::Sunday => WeekStart::Sunday,
        },
        gap_threshold_minutes: view.gap_threshold_minutes,
        notify: view.notify.iter().copied().map(kind).collect(),
        has_quiet_hours: view.has_quiet_hours,
        quiet_from: minutes(&view.quiet_from)?,
        quiet_until: minutes(&view.quiet_until)?,
        is_quiet_on_weekends: view.is_quiet_on_weekends,
    })
}

/// A kind of notice on the wire.
pub(crate) const fn kind_name(kind: Kind) -> NoticeKind {
    match kind {
        Kind::Assigned => NoticeKind::Assigned,
        Kind::ReviewRequested => NoticeKind::ReviewRequested,
        Kind::Mentioned => NoticeKind::Mentioned,
        Kind::Approved => NoticeKind::Approved,
        Kind::ChangesRequested => NoticeKind::ChangesRequested,
        Kind::Failing => NoticeKind::Failing,
        Kind::Merged => NoticeKind::Merged,
        Kind::Started => NoticeKind::Started,
        Kind::Due => NoticeKind::Due,
    }
}

/// A kind of notice from the wire.
pub(crate) const fn kind(name: NoticeKind) -> Kind {
    match name {
        NoticeKind::Assigned => Kind::Assigned,
        NoticeKind::ReviewRequested => Kind::ReviewRequested,
        NoticeKind::Mentioned => Kind::Mentioned,
        NoticeKind::Approved => Kind::Approved,
        NoticeKind::ChangesRequested => Kind::ChangesRequested,
        NoticeKind::Failing => Kind::Failing,
        NoticeKind::Merged => Kind::Merged,
        NoticeKind::Started => Kind::Started,
        NoticeKind::Due => Kind::Due,
    }
}

/// Minutes of a day as a clock shows them: `18:00`.
fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// What a clock shows as minutes of a day.
fn minutes(clock: &str) -> Result<u16> {
    let parts =
        clock.trim().split_once(':').and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)));
    parts
        .filter(|(hour, minute): &(u16, u16)| *hour < 24 && *minute < 60)
        .map(|(hour, minute)| hour * 60 + minute)
        .ok_or_else(|| {
            Fault::refused(
                format!("“{}” is no time of day.", crate::speak::shorten(clock, 20)),
                "Write it as 18:00. Nothing was changed.",
            )
        })
}
