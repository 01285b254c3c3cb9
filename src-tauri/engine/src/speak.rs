//! Durations, instants and names as a person reads them.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use unicode_segmentation::UnicodeSegmentation;

/// The words with a full stop at their end, and with one only.
pub(crate) fn sentence(words: &dyn std::fmt::Display) -> String {
    format!("{}.", words.to_string().trim_end_matches('.'))
}

/// Hours and minutes, minutes cut, as `1:24`.
pub(crate) fn hours_minutes(lasted: SignedDuration) -> String {
    let minutes = lasted.as_secs().max(0) / 60;
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// Minutes in words: `45 min`, `1 h`, `1 h 5 min`.
pub(crate) fn minutes_in_words(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} min"),
    }
}

/// Whole seconds, never negative.
pub(crate) fn seconds(lasted: SignedDuration) -> u32 {
    u32::try_from(lasted.as_secs().max(0)).unwrap_or(u32::MAX)
}

/// Whole seconds of milliseconds, never negative.
pub(crate) fn seconds_of_ms(ms: i64) -> u32 {
    seconds(SignedDuration::from_millis(ms))
}

/// RFC 3339 with the offset that `zone` had then, fractions only where there are some.
pub(crate) fn rfc3339(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%.f%:z").to_string()
}

/// The time of day as `17:42`; with the date in front where that is not the day of `now`.
pub(crate) fn clock_time(at: Timestamp, zone: &TimeZone, now: Timestamp) -> String {
    let at = at.to_zoned(zone.clone());
    let same_day = at.date() == now.to_zoned(zone.clone()).date();
    at.strftime(if same_day { "%H:%M" } else { "%-d %b %H:%M" }).to_string()
}

/// At most `widest` characters, the last one an ellipsis where something is left out.
pub(crate) fn shorten(text: &str, widest: usize) -> String {
    if text.graphemes(true).count() <= widest {
        return text.to_owned();
    }
    let head: String = text.graphemes(true).take(widest - 1).collect();
    format!("{}…", head.trim_end())
}
