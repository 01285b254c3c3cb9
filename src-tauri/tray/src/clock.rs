//! The clocks of this machine, read here and nowhere else.

use std::fs;

use jiff::{Timestamp, tz::TimeZone};
use rustix::time::{ClockId, clock_gettime};
use stint_core::gap::ClockReading;

/// The clocks of this machine.
#[derive(Clone, Debug)]
pub(crate) struct SystemClock {
    boot_id: String,
}

impl SystemClock {
    /// Knows which boot this is; a machine that does not say is taken as one long boot.
    pub(crate) fn new() -> Self {
        let boot_id = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        Self { boot_id: boot_id.trim().to_owned() }
    }
}

impl stint_engine::Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the engine is told the time by this reading")]
    fn read(&self) -> ClockReading {
        ClockReading {
            wall: Timestamp::now(),
            boot_ms: milliseconds(SLEPT_TOO),
            monotonic_ms: milliseconds(AWAKE),
            boot_id: self.boot_id.clone(),
        }
    }

    fn zone(&self) -> String {
        known_zone().unwrap_or_else(|| "UTC".to_owned())
    }
}

/// The zone the person is in; `None` where the system does not say.
pub(crate) fn known_zone() -> Option<String> {
    TimeZone::system().iana_name().map(str::to_owned)
}

#[cfg(target_os = "linux")]
const SLEPT_TOO: ClockId = ClockId::Boottime;
#[cfg(target_os = "linux")]
const AWAKE: ClockId = ClockId::Monotonic;
// Here the monotonic clock goes on in sleep, and rustix has no clock that does not: no gap is seen, none is invented.
#[cfg(not(target_os = "linux"))]
const SLEPT_TOO: ClockId = ClockId::Monotonic;
#[cfg(not(target_os = "linux"))]
const AWAKE: ClockId = ClockId::Monotonic;

fn milliseconds(clock: ClockId) -> i64 {
    let time = clock_gettime(clock);
    time.tv_sec * 1000 + time.tv_nsec / 1_000_000
}

#[cfg(test)]
mod tests {
    use super::*;
    use stint_engine::Clock;

    #[test]
    fn boot_time_is_never_behind_the_time_awake() {
        let reading = SystemClock::new().read();
        assert!(reading.boot_ms >= reading.monotonic_ms);
        assert!(reading.monotonic_ms > 0);
    }

    #[test]
    fn the_zone_is_one_that_jiff_knows() {
        TimeZone::get(&SystemClock::new().zone()).unwrap();
    }
}
