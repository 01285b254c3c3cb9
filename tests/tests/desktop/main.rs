//! The real tray and the real window on a desktop of their own.

mod access;
mod accounts;
mod doctor;
mod keyboard;
mod secrets;
mod tray;
mod trust;
mod window;
mod without_tray;
mod work;

use anyhow::Result;
use jiff::{Timestamp, tz::TimeZone};
use stint_tests::{Desktop, Stint, sample};

/// A desktop on which it is afternoon, and a program that knows a working day.
async fn afternoon(mut desktop: Desktop) -> Result<(Desktop, Stint)> {
    #[expect(clippy::disallowed_methods, reason = "the day of the test is today")]
    let now = Timestamp::now();
    let zone = sample::afternoon_zone(now);
    desktop.set("TZ", zone.as_str());
    let stint = Stint::start(&desktop).await?;
    sample::day(&stint.client(), &TimeZone::get(&zone)?, now).await?;
    Ok((desktop, stint))
}
