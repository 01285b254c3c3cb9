//! Times, days and durations as a person reads them.

use jiff::{Timestamp, Zoned, civil::Date, tz::TimeZone};

/// Hours and minutes, `1:24`.
pub(crate) fn duration(seconds: u32) -> String {
    let minutes = seconds / 60;
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// The time of day here, `13:52`, with its date before it where that is another than `day`; what cannot be read stays.
pub(crate) fn clock(rfc3339: &str, day: Date, zone: &TimeZone) -> String {
    match local(rfc3339, zone) {
        Some(at) if at.date() == day => at.strftime("%H:%M").to_string(),
        Some(at) => at.strftime("%Y-%m-%d %H:%M").to_string(),
        None => rfc3339.to_owned(),
    }
}

/// The day here of an instant.
pub(crate) fn day_of(rfc3339: &str, zone: &TimeZone) -> Option<Date> {
    local(rfc3339, zone).map(|at| at.date())
}

/// A day in words, `Friday, 20 November 2026`.
pub(crate) fn day_in_words(day: Date) -> String {
    day.strftime("%A, %-d %B %Y").to_string()
}

fn local(rfc3339: &str, zone: &TimeZone) -> Option<Zoned> {
    rfc3339.parse::<Timestamp>().ok().map(|at| at.to_zoned(zone.clone()))
}
