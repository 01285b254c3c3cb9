//! Quiet: the hours of the night, weekends, and a focus that the person began.

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, Time, Weekday},
    tz::TimeZone,
};

use crate::{day, settings::Settings};

/// How many stretches of quiet may follow each other without a break; a long weekend has five.
const MOST_STRETCHES: usize = 16;

/// The end of the quiet that holds now; none where nothing is quiet.
///
/// Hours and weekends are those of the clock on the wall in `zone`, over midnight where they end earlier than they begin, and
/// stretches that touch are one. Weekends are quiet by themselves, whether or not there are quiet hours.
#[must_use]
pub fn quiet_until(
    settings: &Settings,
    focus_until: Option<Timestamp>,
    zone: &TimeZone,
    now: Timestamp,
) -> Option<Timestamp> {
    let after = |at: Timestamp| {
        let ends = [focus_until, hours_end(settings, zone, at), weekend_end(settings, zone, at)];
        ends.into_iter().flatten().filter(|end| *end > at).max()
    };
    std::iter::successors(after(now), |at| after(*at)).take(MOST_STRETCHES).last()
}

/// When the quiet hours end that hold at this time.
fn hours_end(settings: &Settings, zone: &TimeZone, at: Timestamp) -> Option<Timestamp> {
    let (from, until) = (settings.quiet_from, settings.quiet_until);
    if !settings.has_quiet_hours {
        return None;
    }
    let today = at.to_zoned(zone.clone()).date();
    let stretch = |began: Date| {
        let ends = if until < from { began.tomorrow().ok()? } else { began };
        Some((instant(began, from, zone)?, instant(ends, until, zone)?))
    };
    let mut stretches = [today.yesterday().ok(), Some(today)].into_iter().flatten().filter_map(stretch);
    stretches.find(|(from, until)| *from <= at && at < *until).map(|(_, until)| until)
}

/// When the weekend ends that this time lies in: the first instant of Monday.
fn weekend_end(settings: &Settings, zone: &TimeZone, at: Timestamp) -> Option<Timestamp> {
    let today = at.to_zoned(zone.clone()).date();
    let days = 7 - i64::from(today.weekday().to_monday_zero_offset());
    let monday = today.checked_add(days.days()).ok()?;
    let is_weekend = matches!(today.weekday(), Weekday::Saturday | Weekday::Sunday);
    (settings.is_quiet_on_weekends && is_weekend).then(|| day::bounds(monday, zone).0)
}

/// When a clock on the wall shows this minute of a day; where it skips the minute, as much later as it skips.
fn instant(date: Date, minute: u16, zone: &TimeZone) -> Option<Timestamp> {
    let minute = i16::try_from(minute % 1440).ok()?;
    let time = Time::midnight().saturating_add(i64::from(minute).minutes());
    date.to_datetime(time).to_zoned(zone.clone()).ok().map(|there| there.timestamp())
}
