//! How long things took, as rows.

use std::time::{Duration, Instant};

/// Does `work` a number of times, told the round, and prints a row.
pub fn many<E>(what: &str, bound: &str, rounds: u32, mut work: impl FnMut(u32) -> Result<(), E>) -> Result<(), E> {
    let mut took = (0..rounds).map(|round| stopped(|| work(round))).collect::<Result<Vec<_>, E>>()?;
    took.sort();
    let at = |percent: usize| took.get(took.len() * percent / 100).copied().unwrap_or_default();
    println!("| {what} | {} | {} | {bound} |", shown(at(50)), shown(at(99)));
    Ok(())
}

/// Does `work` once and prints a row.
pub fn once<E>(what: &str, bound: &str, work: impl FnOnce() -> Result<(), E>) -> Result<(), E> {
    let took = stopped(work)?;
    println!("| {what} | {} | | {bound} |", shown(took));
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock; that is what it is for")]
fn stopped<E>(work: impl FnOnce() -> Result<(), E>) -> Result<Duration, E> {
    let before = Instant::now();
    work()?;
    Ok(before.elapsed())
}

fn shown(took: Duration) -> String {
    if took.as_secs() > 0 {
        format!("{:.1} s", took.as_secs_f64())
    } else {
        format!("{:.2} ms", took.as_secs_f64() * 1e3)
    }
}
