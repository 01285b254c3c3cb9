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
    tell("start to tray");
    row::print(&start::measure().await?)?;
    tell("commands");
    row::print(&latency::measure().await?)?;
    tell("click to painted window");
    row::print(&paint::measure().await?)?;
    tell("memory");
    row::print(&memory::measure().await?)?;
    tell("a million entries");
    row::print(&million::measure().await?)?;
    tell("two minutes of rest");
    row::print(&rest::measure().await?)
}

fn tell(what: &str) {
    writeln!(stderr(), "measuring {what} …").ok();
}
