//! Time zones by their IANA name, from the rules built into the program.

use jiff::{Timestamp, tz::TimeZone, tz::TimeZoneDatabase};

use crate::refusal::{Refusal, Result};

/// The zone called `name`, such as `Europe/Berlin`, whatever the case.
pub fn find(name: &str) -> Result<TimeZone> {
    TimeZoneDatabase::bundled().get(name).map_err(|_| {
        let shown: String = name.chars().filter(|c| !c.is_control()).take(60).collect();
        Refusal::new(format!("There is no time zone “{shown}”."))
            .hint("Name it as in Europe/Berlin or America/New_York.")
    })
}

/// What a clock in the zone called `name` shows at `at`: `09:05`; in UTC where the zone is unknown.
#[must_use]
pub fn clock_time(at: Timestamp, name: &str) -> String {
    let there = at.to_zoned(find(name).unwrap_or(TimeZone::UTC));
    format!("{:02}:{:02}", there.hour(), there.minute())
}
