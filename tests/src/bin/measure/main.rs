//! Measures the release programs on a desktop of their own and prints rows for docs/benchmarks.md; arguments name parts, and `curve` alone is a table of its own.

mod budget;
mod keyrings;
mod latency;
mod memory;
mod million;
mod outage;
mod paint;
mod rest;
mod row;
mod start;
mod sync;

use std::io::{Write, stderr};

use anyhow::Result;
use row::Row;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "this is the edge of a program of its own")]
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    // First, while this process is small: its own memory is measured.
    for part in ["sync", "budget", "outage", "start", "commands", "paint", "keyrings", "memory", "million", "rest"] {
        if wanted.is_empty() || wanted.iter().any(|name| name == part) {
            writeln!(stderr(), "measuring {part} …").ok();
            row::print(&measure(part).await?)?;
        }
    }
    if wanted.iter().any(|name| name == "curve") {
        outage::print_curve().await?;
    }
    Ok(())
}

async fn measure(part: &str) -> Result<Vec<Row>> {
    match part {
        "sync" => sync::measure().await,
        "budget" => budget::measure().await,
        "outage" => outage::measure().await,
        "start" => start::measure().await,
        "commands" => latency::measure().await,
        "paint" => paint::measure().await,
        "keyrings" => keyrings::measure().await,
        "memory" => memory::measure().await,
        "million" => million::measure().await,
        _ => rest::measure().await,
    }
}
