//! When nothing is shown, and until when: nights, weekends, focus, and days on which the clocks change.

use jiff::Timestamp;
use stint_core::{feed, notice::quiet_until, settings::Settings, zone};

/// Hours from one clock time to another, weekends or not.
fn quiet(from: &str, until: &str, is_quiet_on_weekends: bool) -> Settings {
    let minutes = |clock: &str| {
        let (hour, minute) = clock.split_once(':').unwrap();
        hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap()
    };
    let (quiet_from, quiet_until) = (minutes(from), minutes(until));
    Settings { has_quiet_hours: true, quiet_from, quiet_until, is_quiet_on_weekends, ..Settings::default() }
}

/// `2026-03-02 18:00` in a zone.
fn instant(local: &str, place: &str) -> Timestamp {
    let local: jiff::civil::DateTime = local.parse().unwrap();
    local.to_zoned(zone::find(place).unwrap()).unwrap().timestamp()
}

/// When the quiet ends that holds at this time in a zone, as a clock there shows it.
fn end_in(place: &str, settings: &Settings, focus: Option<&str>, now: &str) -> Option<String> {
    let focus = focus.map(|focus| instant(focus, place));
    let there = zone::find(place).unwrap();
    let end = quiet_until(settings, focus, &there, instant(now, place))?;
    Some(end.to_zoned(there).strftime("%F %H:%M %Z").to_string())
}

fn end(settings: &Settings, now: &str) -> Option<String> {
    end_in("Europe/Berlin", settings, None, now)
}

#[track_caller]
fn assert_ends(settings: &Settings, now: &str, expected: &str) {
    assert_eq!(end(settings, now), (!expected.is_empty()).then(|| expected.to_owned()), "at {now}");
}

#[test]
fn nothing_is_quiet_on_a_fresh_install() {
    for now in ["2026-03-02 03:00", "2026-03-02 12:00", "2026-03-07 12:00"] {
        assert_ends(&Settings::default(), now, "");
    }
}

#[test]
fn hours_over_midnight_end_in_the_morning() {
    let night = quiet("18:00", "08:00", false);
    assert_ends(&night, "2026-03-02 17:59", "");
    assert_ends(&night, "2026-03-02 18:00", "2026-03-03 08:00 CET");
    assert_ends(&night, "2026-03-03 00:00", "2026-03-03 08:00 CET");
    assert_ends(&night, "2026-03-03 07:59", "2026-03-03 08:00 CET");
    assert_ends(&night, "2026-03-03 08:00", "");
}

#[test]
fn hours_of_one_day_end_on_it_and_equal_ends_mean_none() {
    let noon = quiet("12:00", "13:30", false);
    assert_ends(&noon, "2026-03-02 11:59", "");
    assert_ends(&noon, "2026-03-02 12:00", "2026-03-02 13:30 CET");
    assert_ends(&noon, "2026-03-02 13:30", "");
    for now in ["2026-03-02 09:00", "2026-03-02 08:59", "2026-03-02 12:00"] {
        assert_ends(&quiet("09:00", "09:00", false), now, "");
    }
    assert_ends(&quiet("00:00", "08:00", false), "2026-03-02 00:00", "2026-03-02 08:00 CET");
    assert_ends(&quiet("18:00", "00:00", false), "2026-03-02 23:59", "2026-03-03 00:00 CET");
}

#[test]
fn a_weekend_and_the_nights_around_it_are_one_quiet() {
    let both = quiet("18:00", "08:00", true);
    for now in ["2026-03-06 18:00", "2026-03-07 00:00", "2026-03-07 12:00", "2026-03-08 23:59", "2026-03-09 07:00"] {
        assert_ends(&both, now, "2026-03-09 08:00 CET");
    }
    assert_ends(&both, "2026-03-06 17:59", "");
    assert_ends(&both, "2026-03-09 08:00", "");
}

#[test]
fn weekends_are_quiet_without_hours_too() {
    let weekends = Settings { is_quiet_on_weekends: true, ..Settings::default() };
    assert_ends(&weekends, "2026-03-06 23:59", "");
    assert_ends(&weekends, "2026-03-07 00:00", "2026-03-09 00:00 CET");
    assert_ends(&weekends, "2026-03-08 23:59", "2026-03-09 00:00 CET");
    assert_ends(&weekends, "2026-03-09 00:00", "");
}

#[test]
fn a_focus_is_quiet_and_joins_what_follows_it() {
    let berlin = |settings, focus, now| end_in("Europe/Berlin", settings, Some(focus), now);
    let none = Settings::default();
    assert_eq!(berlin(&none, "2026-03-02 11:00", "2026-03-02 10:00").unwrap(), "2026-03-02 11:00 CET");
    assert_eq!(berlin(&none, "2026-03-02 10:00", "2026-03-02 10:00"), None);
    let night = quiet("18:00", "08:00", false);
    assert_eq!(berlin(&night, "2026-03-02 18:00", "2026-03-02 17:00").unwrap(), "2026-03-03 08:00 CET");
    assert_eq!(berlin(&night, "2026-03-02 17:30", "2026-03-02 17:00").unwrap(), "2026-03-02 17:30 CET");
    assert_eq!(berlin(&night, "2026-03-03 09:00", "2026-03-03 07:00").unwrap(), "2026-03-03 09:00 CET");
}

#[test]
fn quiet_hours_are_those_of_the_wall_clock_when_it_changes() {
    let night = quiet("18:00", "08:00", false);
    assert_ends(&night, "2026-03-28 18:00", "2026-03-29 08:00 CEST");
    assert_ends(&night, "2026-10-24 18:00", "2026-10-25 08:00 CET");
    assert_ends(&quiet("22:00", "02:30", false), "2026-03-29 01:59", "2026-03-29 03:30 CEST");
    assert_ends(&quiet("22:00", "02:30", false), "2026-10-25 02:15", "2026-10-25 02:30 CEST");
    assert_ends(&quiet("02:30", "08:00", false), "2026-03-29 03:15", "");
    assert_ends(&quiet("02:30", "08:00", false), "2026-03-29 03:30", "2026-03-29 08:00 CEST");
}

#[test]
fn quiet_hours_go_where_the_person_goes() {
    let night = quiet("18:00", "08:00", false);
    assert_eq!(end_in("Asia/Tokyo", &night, None, "2026-03-02 19:00").unwrap(), "2026-03-03 08:00 JST");
    let at = instant("2026-03-02 19:00", "Asia/Tokyo");
    assert_eq!(quiet_until(&night, None, &zone::find("Europe/Berlin").unwrap(), at), None, "it is 11:00 there");
    let weekends = Settings { is_quiet_on_weekends: true, ..Settings::default() };
    let cairo = end_in("Africa/Cairo", &weekends, None, "2026-04-25 12:00").unwrap();
    assert_eq!(cairo, "2026-04-27 00:00 EEST");
}

#[test]
fn tomorrow_morning_is_when_the_day_starts_and_in_the_small_hours_the_morning_to_come() {
    let there = zone::find("Europe/Berlin").unwrap();
    let morning = |hour, now: &str| {
        let settings = Settings { day_starts_at_hour: hour, ..Settings::default() };
        let at = feed::tomorrow_morning(&settings, &there, instant(now, "Europe/Berlin"));
        at.to_zoned(there.clone()).strftime("%F %H:%M").to_string()
    };
    for (hour, now, expected) in [
        (8, "2026-03-02 12:00", "2026-03-03 08:00"),
        (8, "2026-03-02 23:59", "2026-03-03 08:00"),
        (8, "2026-03-03 03:59", "2026-03-03 08:00"),
        (8, "2026-03-03 04:00", "2026-03-04 08:00"),
        (8, "2026-03-03 07:50", "2026-03-04 08:00"),
        (2, "2026-03-03 01:00", "2026-03-03 02:00"),
        (2, "2026-03-03 02:00", "2026-03-04 02:00"),
        (0, "2026-03-03 00:00", "2026-03-04 00:00"),
        (2, "2026-03-28 12:00", "2026-03-29 03:00"),
        (9, "2026-12-31 12:00", "2027-01-01 09:00"),
    ] {
        assert_eq!(morning(hour, now), expected, "at {now}");
    }
}
