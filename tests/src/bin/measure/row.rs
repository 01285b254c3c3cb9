//! One line of the table of benchmarks.

use std::{
    io::{Write, stdout},
    time::Duration,
};

use anyhow::{Context, Result};

/// A figure with what it was promised to be.
pub struct Row {
    /// What was measured, and how.
    pub what: &'static str,
    /// What it must not exceed.
    pub bound: &'static str,
    /// What it was.
    pub measured: String,
}

/// Writes them as rows of a Markdown table.
pub fn print(rows: &[Row]) -> Result<()> {
    rows.iter().try_for_each(|row| {
        writeln!(stdout(), "| {} | {} | {} |", row.what, row.bound, row.measured).context("could not print")
    })
}

/// The value below which this share of the values lies.
pub fn percentile(values: &mut [Duration], share: f64) -> Result<Duration> {
    values.sort_unstable();
    let last = u32::try_from(values.len()).context("too many values")?.checked_sub(1).context("no values")?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of an index is an index")]
    let index = (f64::from(last) * share).round() as usize;
    values.get(index).copied().context("a share lies between 0 and 1")
}

/// Milliseconds with one decimal place.
pub fn milliseconds(duration: Duration) -> String {
    format!("{:.1} ms", duration.as_secs_f64() * 1000.0)
}

/// The median and the 99th percentile, in words.
pub fn spread(values: &mut [Duration]) -> Result<String> {
    let (middle, high) = (percentile(values, 0.5)?, percentile(values, 0.99)?);
    Ok(format!("median {}, p99 {} of {}", milliseconds(middle), milliseconds(high), values.len()))
}
