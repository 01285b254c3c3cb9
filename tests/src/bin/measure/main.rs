//! Measures the release programs on a desktop of their own and prints rows for docs/benchmarks.md.

mod latency;
mod memory;
mod million;
mod paint;
mod rest;
mod row;
mod start;

use std::io::{Write, stderr};

use anyhow::Result;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut rows = Vec::new();
    tell("start to tray");
    rows.extend(start::measure().await?);
    tell("commands");
    rows.extend(latency::measure().await?);
    tell("click to painted window");
    rows.extend(paint::measure().await?);
    tell("memory");
    rows.extend(memory::measure().await?);
    tell("a million entries");
    rows.extend(million::measure().await?);
    tell("two minutes of rest");
    rows.extend(rest::measure().await?);
    for row in rows {
        row::print(&row)?;
    }
    Ok(())
}

fn tell(what: &str) {
    writeln!(stderr(), "measuring {what} …").ok();
}
