//! Times, days and durations as a person reads them.

use jiff::{Timestamp, Zoned, civil::Date, tz::TimeZone};

/// Hours and minutes, `1:24`.
pub(crate) fn duration(seconds: u32) -> String {
    let minutes = seconds / 60;
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// The day and the time zone that instants are read from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Here<'a> {
    pub(crate) day: Date,
    pub(crate) zone: &'a TimeZone,
}

impl Here<'_> {
    /// The time of day here, `13:52`, with its date before it where that is another than the day; what cannot be read stays.
    pub(crate) fn clock(self, rfc3339: &str) -> String {
        match self.local(rfc3339) {
            Some(at) if at.date() == self.day => at.strftime("%H:%M").to_string(),
            Some(at) => at.strftime("%Y-%m-%d %H:%M").to_string(),
            None => rfc3339.to_owned(),
        }
    }

    /// Seen from the day here on which an instant lies.
    pub(crate) fn at(self, rfc3339: &str) -> Self {
        Self { day: self.local(rfc3339).map_or(self.day, |at| at.date()), ..self }
    }

    fn local(self, rfc3339: &str) -> Option<Zoned> {
        rfc3339.parse::<Timestamp>().ok().map(|at| at.to_zoned(self.zone.clone()))
    }
}

/// A day in words, `Friday, 20 November 2026`.
pub(crate) fn day_in_words(day: Date) -> String {
    day.strftime("%A, %-d %B %Y").to_string()
}
