//! Measures the release programs on a desktop of their own and prints rows for docs/benchmarks.md; arguments name parts.

mod keyrings;
mod latency;
mod memory;
mod million;
mod paint;
mod rest;
mod row;
mod start;

use std::io::{Write, stderr};

use anyhow::Result;
use row::Row;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "this is the edge of a program of its own")]
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for part in ["start", "commands", "paint", "keyrings", "memory", "million", "rest"] {
        if wanted.is_empty() || wanted.iter().any(|name| name == part) {
            writeln!(stderr(), "measuring {part} …").ok();
            row::print(&measure(part).await?)?;
        }
    }
    Ok(())
}

async fn measure(part: &str) -> Result<Vec<Row>> {
    match part {
        "start" => start::measure().await,
        "commands" => latency::measure().await,
        "paint" => paint::measure().await,
        "keyrings" => keyrings::measure().await,
        "memory" => memory::measure().await,
        "million" => million::measure().await,
        _ => rest::measure().await,
    }
}
