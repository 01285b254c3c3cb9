//! Reads what a person types for an instant or a day.

use jiff::{SignedDuration, Timestamp, ToSpan, civil, tz::TimeZone};

use crate::failure::Failure;

/// A time of day further back than this is more likely one that is still to come.
const LONGEST_AGO: SignedDuration = SignedDuration::from_hours(12);

/// Reads `13:30` (the latest one, of the last twelve hours), `20m` (ago), `2026-11-20 9:00` or RFC 3339.
pub(crate) fn instant(typed: &str, now: Timestamp, zone: &TimeZone) -> Result<Timestamp, Failure> {
    let typed = typed.trim();
    if let Some(time) = time_of_day(typed) {
        return latest(time, now, zone);
    }
    if let Ok(ago) = typed.parse::<SignedDuration>() {
        return now.checked_sub(ago.abs()).map_err(|_| not_understood(typed));
    }
    if let Ok(instant) = typed.parse::<Timestamp>() {
        return Ok(instant);
    }
    let local = local(typed).ok_or_else(|| not_understood(typed))?;
    let zoned = zone.to_zoned(local).map_err(|_| not_understood(typed))?;
    Ok(zoned.timestamp())
}

/// Reads `2026-11-20`, `today` or `yesterday`.
pub(crate) fn day(typed: &str, today: civil::Date) -> Result<civil::Date, Failure> {
    match typed {
        "today" => Ok(today),
        "yesterday" => today.checked_sub(1.day()).map_err(|_| no_day(typed)),
        date => date.parse().map_err(|_| no_day(date)),
    }
}

/// A date with a time of day, whose hour may have one digit.
fn local(typed: &str) -> Option<civil::DateTime> {
    let (date, time) = typed.split_once([' ', 'T'])?;
    let time = time_of_day(time.trim_start())?;
    Some(date.parse::<civil::Date>().ok()?.to_datetime(time))
}

/// `9:05`, `13:30` or `13:30:15`.
fn time_of_day(typed: &str) -> Option<civil::Time> {
    let mut parts = typed.split(':').map(|part| part.parse::<i8>().ok().filter(|_| part.len() <= 2));
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    civil::Time::new(hour, minute, second, 0).ok().filter(|_| parts.next().is_none())
}

fn latest(time: civil::Time, now: Timestamp, zone: &TimeZone) -> Result<Timestamp, Failure> {
    let today = now.to_zoned(zone.clone()).date();
    let on = |date: civil::Date| zone.to_zoned(date.to_datetime(time)).ok().map(|zoned| zoned.timestamp());
    let yesterday = today.checked_sub(1.day()).ok();
    let instants = [Some(today), yesterday].into_iter().flatten().filter_map(on);
    let mut past = instants.filter(|instant| *instant <= now && now.duration_since(*instant) <= LONGEST_AGO);
    past.next().ok_or_else(|| {
        let shown = time.strftime("%H:%M");
        match on(today).is_some_and(|instant| instant > now) {
            true => Failure::usage(
                format!("{shown} today lies in the future."),
                format!("Where an earlier day is meant, name it, too: --at '{} {shown}'.", yesterday.unwrap_or(today)),
            ),
            false => Failure::usage(
                format!("{shown} is not within the last twelve hours."),
                format!("Name the day, too: --at '{today} {shown}'."),
            ),
        }
    })
}

fn not_understood(typed: &str) -> Failure {
    Failure::usage(
        format!("“{typed}” is no time that Stint understands."),
        "Use a time of day (13:30), how long ago (20m, 1h30m), or a date with a time (2026-11-20 13:30).",
    )
}

fn no_day(typed: &str) -> Failure {
    Failure::usage(format!("“{typed}” is no day that Stint understands."), "Use 2026-11-20, today or yesterday.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Option<String> {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let now: Timestamp = "2026-11-20T15:16:00+01:00".parse().unwrap();
        instant(typed, now, &zone).ok().map(|at| at.to_zoned(zone).strftime("%F %T").to_string())
    }

    #[test]
    fn times_are_read_as_a_person_means_them() {
        let cases = [
            ("13:30", "2026-11-20 13:30:00"),
            ("9:05", "2026-11-20 09:05:00"),
            ("15:16", "2026-11-20 15:16:00"),
            ("13:30:15", "2026-11-20 13:30:15"),
            ("20m", "2026-11-20 14:56:00"),
            ("20m ago", "2026-11-20 14:56:00"),
            ("1h30m", "2026-11-20 13:46:00"),
            ("2026-11-19 13:30", "2026-11-19 13:30:00"),
            ("2026-11-20 9:00", "2026-11-20 09:00:00"),
            ("2026-11-20T9:00:15", "2026-11-20 09:00:15"),
            ("2026-11-20T12:00:00Z", "2026-11-20 13:00:00"),
            ("2026-11-20T12:00:00+01:00", "2026-11-20 12:00:00"),
        ];
        for (typed, expected) in cases {
            assert_eq!(read(typed).as_deref(), Some(expected), "{typed}");
        }
    }

    #[test]
    fn what_means_nothing_or_lies_ahead_is_refused() {
        for typed in ["", "soon", "25:00", "13:60", "16:00", "1:2:3:4", "13:", ":30", "42", "2026-13-01 10:00"] {
            assert_eq!(read(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_time_that_is_not_meant_is_refused_with_why() {
        let now: Timestamp = "2026-11-20T15:16:00Z".parse().unwrap();
        let refused = |typed| match instant(typed, now, &TimeZone::UTC) {
            Err(Failure::Usage { message, hint }) => (message, hint),
            other => panic!("{other:?}"),
        };
        let (message, hint) = refused("16:00");
        assert_eq!(message, "16:00 today lies in the future.");
        assert_eq!(hint, "Where an earlier day is meant, name it, too: --at '2026-11-19 16:00'.");
        let (message, hint) = refused("2:00");
        assert_eq!(message, "02:00 is not within the last twelve hours.");
        assert_eq!(hint, "Name the day, too: --at '2026-11-20 02:00'.");
    }

    #[test]
    fn a_time_before_midnight_is_meant_just_after_it() {
        let now: Timestamp = "2026-11-20T00:10:00Z".parse().unwrap();
        let at = instant("23:50", now, &TimeZone::UTC).unwrap();
        assert_eq!(at.to_string(), "2026-11-19T23:50:00Z");
    }

    #[test]
    fn a_time_that_a_change_of_the_clock_skipped_is_read_as_the_one_after() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let now: Timestamp = "2026-03-29T08:00:00+02:00".parse().unwrap();
        assert_eq!(instant("2:30", now, &zone).unwrap().to_string(), "2026-03-29T01:30:00Z");
    }

    #[test]
    fn days_have_names_and_dates() {
        let today = civil::date(2026, 3, 1);
        assert_eq!(day("today", today).ok(), Some(today));
        assert_eq!(day("yesterday", today).ok(), Some(civil::date(2026, 2, 28)));
        assert_eq!(day("2026-11-20", today).ok(), Some(civil::date(2026, 11, 20)));
        assert!(day("20.11.", today).is_err());
    }
}
