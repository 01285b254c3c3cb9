//! How much memory all our processes hold, each shared page counted by the share.

use std::fs;

use anyhow::{Context, Result};
use stint_api::{client::Client, command::Place};
use stint_tests::{
    Desktop, Stint, sample,
    screen::{Screen, WINDOW},
};

use crate::row::Row;

/// The tray alone, with the window, and after the window came and went five times.
pub async fn measure() -> Result<Vec<Row>> {
    let desktop = Desktop::whole().await?;
    let screen = Screen::of(&desktop)?;
    let stint = Stint::start(&desktop).await?;
    let client = stint.client();
    sample::today(&client).await?;
    let before = held(&desktop)?;
    let mut open = Held::default();
    for _ in 0..5 {
        screen.open(&client, Place::Main).await?;
        let found = settled(&desktop).await?;
        open = if found.all > open.all { found } else { open };
        close(&desktop, &screen, &client).await?;
    }
    let after = held(&desktop)?;
    Ok(vec![
        Row {
            what: "Tray only, timer running: PSS of all our processes",
            bound: "14 MB",
            measured: megabytes(before.all),
        },
        Row {
            what: "The same after the window was opened and closed five times",
            bound: "14 MB",
            measured: megabytes(after.all),
        },
        Row {
            what: "Window open: PSS of all our processes, the most of five",
            bound: "200 MB",
            measured: format!(
                "{}, of which {} software GL (libLLVM)",
                megabytes(open.all),
                megabytes(open.software_gl)
            ),
        },
    ])
}

async fn close(desktop: &Desktop, screen: &Screen, client: &Client) -> Result<()> {
    screen.close(desktop).await?;
    // The engine has heard of it once it answers.
    client.call(stint_api::question::GetTimer {}).await?;
    Ok(())
}

/// What is held once a second passes without growth.
async fn settled(desktop: &Desktop) -> Result<Held> {
    let mut ticks = tokio::time::interval(std::time::Duration::from_secs(1));
    let mut last = Held::default();
    for _ in 0..8 {
        ticks.tick().await;
        let current = held(desktop)?;
        if current.all <= last.all {
            break;
        }
        last = current;
    }
    Ok(last)
}

/// Bytes, each shared page counted by the share.
#[derive(Default)]
struct Held {
    all: u64,
    /// Only where there is no GPU.
    software_gl: u64,
}

/// What all our processes hold.
fn held(desktop: &Desktop) -> Result<Held> {
    let mut held = Held::default();
    for id in ["stint"].iter().chain(WINDOW).flat_map(|name| desktop.processes_of(name)) {
        // A process may end between being listed and being read.
        add(&fs::read_to_string(format!("/proc/{id}/smaps")).unwrap_or_default(), &mut held)?;
    }
    Ok(held)
}

/// Adds up a list of mappings: a heading with the file, then lines of sizes.
fn add(mappings: &str, held: &mut Held) -> Result<()> {
    let mut is_software_gl = false;
    for line in mappings.lines() {
        if let Some(size) = line.strip_prefix("Pss:") {
            let bytes = size.trim().trim_end_matches(" kB").parse::<u64>().context("a size follows Pss:")? * 1024;
            held.all += bytes;
            held.software_gl += if is_software_gl { bytes } else { 0 };
        } else if line.starts_with(|first: char| first.is_ascii_hexdigit()) && line.contains('-') {
            is_software_gl = line.contains("libLLVM");
        }
    }
    Ok(())
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}
