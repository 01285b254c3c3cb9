//! What a service was asked, hour by hour.

use std::collections::BTreeMap;

use jiff::Timestamp;

/// Requests by the hour they came in.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    hours: BTreeMap<i64, BTreeMap<String, u32>>,
}

impl Tally {
    pub(super) fn note(&mut self, at: Timestamp, method: &str, path: &str) {
        let hour = self.hours.entry(at.as_second().div_euclid(3_600)).or_default();
        *hour.entry(format!("{method} {path}")).or_default() += 1;
    }

    /// How many came in each hour in which any came, in order.
    #[must_use]
    pub fn by_hour(&self) -> Vec<u32> {
        self.hours.values().map(|hour| hour.values().sum()).collect()
    }

    /// How many came in the busiest hour.
    #[must_use]
    pub fn busiest_hour(&self) -> u32 {
        self.by_hour().into_iter().max().unwrap_or_default()
    }

    /// How many went to which path, all hours; `GET /api/v4/todos`.
    #[must_use]
    pub fn by_path(&self) -> BTreeMap<String, u32> {
        let mut paths = BTreeMap::new();
        for (path, count) in self.hours.values().flatten() {
            *paths.entry(path.clone()).or_default() += count;
        }
        paths
    }

    /// Forgets them.
    pub fn clear(&mut self) {
        self.hours.clear();
    }
}
