//! The bounds of a day, its total and its gaps.

use jiff::{SignedDuration, Timestamp, civil::Date, civil::date};
use stint_core::{
    day::{bounds, gaps, total_ms},
    zone,
};

use crate::sample::{at, entry, running};

#[test]
fn a_day_is_as_long_as_the_clocks_make_it() {
    let table = [
        ("Europe/Berlin", date(2026, 3, 2), 24.0),
        ("Europe/Berlin", date(2026, 3, 29), 23.0),
        ("Europe/Berlin", date(2026, 10, 25), 25.0),
        ("America/New_York", date(2026, 3, 8), 23.0),
        ("America/New_York", date(2026, 11, 1), 25.0),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
        // Midnight itself is skipped.
        ("America/Sao_Paulo", date(2018, 11, 4), 23.0),
        ("Africa/Cairo", date(2026, 4, 24), 23.0),
        // Midnight comes twice.
        ("America/Havana", date(2026, 11, 1), 25.0),
        // The whole day is skipped.
        ("Pacific/Apia", date(2011, 12, 30), 0.0),
        ("Asia/Kathmandu", date(2026, 6, 1), 24.0),
        ("UTC", date(2026, 6, 1), 24.0),
    ];
    for (name, date, hours) in table {
        let (from, to) = bounds(date, &zone::find(name).unwrap());
        assert_eq!(to.duration_since(from).as_secs_f64() / 3600.0, hours, "{name} {date}");
    }
}

#[test]
fn days_join_up_without_a_moment_between_them() {
    for name in
        ["Europe/Berlin", "America/Havana", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Beirut", "Pacific/Apia"]
    {
        let zone = zone::find(name).unwrap();
        for year in [2011, 2026] {
            let days = date(year, 1, 1).series(jiff::Span::new().days(1)).take(365);
            let all: Vec<_> = days.map(|day| bounds(day, &zone)).collect();
            assert!(all.windows(2).all(|pair| pair[0].1 == pair[1].0), "{name} {year}");
        }
    }
}

#[test]
fn the_first_and_last_days_of_the_calendar_have_bounds() {
    let zone = zone::find("Pacific/Kiritimati").unwrap();
    for date in [Date::MIN, Date::MAX] {
        let (from, to) = bounds(date, &zone);
        assert!(from < to);
    }
}

#[test]
fn the_total_counts_what_lies_inside_and_the_running_entry_up_to_now() {
    let entries = [
        entry(1, "over midnight", "-1 23:00", "1:00"),
        entry(2, "inside", "9:00", "10:00"),
        running(3, "runs", "10:30"),
    ];
    let (from, to) = (at("0:00"), at("0:00") + SignedDuration::from_hours(24));
    assert_eq!(total_ms(&entries, at("11:00"), from, to), 150 * 60_000);
    assert_eq!(total_ms(&entries, at("10:00"), from, to), 120 * 60_000, "a running entry of the future counts nothing");
    assert_eq!(total_ms(&entries, at("11:00"), to, Timestamp::MAX), 0);
}

#[test]
fn an_entry_over_a_clock_change_counts_the_hours_that_passed() {
    let instant = |text: &str| text.parse::<Timestamp>().unwrap();
    let night = stint_core::entry::TimeEntry {
        started_at: instant("2026-03-29T01:00:00+01:00"),
        ended_at: Some(instant("2026-03-29T04:00:00+02:00")),
        ..entry(1, "", "9:00", "10:00")
    };
    let (from, to) = bounds(date(2026, 3, 29), &zone::find("Europe/Berlin").unwrap());
    assert_eq!(total_ms(&[night], to, from, to), 2 * 3_600_000);
}

#[test]
fn gaps_lie_between_the_first_and_the_last_entry() {
    let entries = [
        running(4, "", "14:00"),
        entry(1, "", "9:00", "10:00"),
        entry(2, "", "10:00", "12:00"),
        entry(3, "", "13:00", "14:00"),
        entry(5, "", "-1 9:00", "-1 10:00"),
    ];
    let found = gaps(&entries, at("15:00"), at("0:00"), at("23:00"));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].started_at, found[0].ended_at), (at("12:00"), at("13:00")));
    assert_eq!(gaps(&[], at("15:00"), at("0:00"), at("23:00")), []);
}

#[test]
fn a_gap_of_less_than_a_minute_is_not_worth_showing() {
    let late = |seconds| stint_core::entry::TimeEntry {
        started_at: at("10:00") + SignedDuration::from_secs(seconds),
        ..entry(2, "", "10:00", "11:00")
    };
    let found =
        |seconds| gaps(&[entry(1, "", "9:00", "10:00"), late(seconds)], at("15:00"), at("0:00"), at("23:00")).len();
    assert_eq!((found(59), found(60)), (0, 1));
}
