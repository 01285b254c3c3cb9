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
    let mut open = 0;
    for _ in 0..5 {
        screen.open(&client, Place::Main).await?;
        open = open.max(settled(&desktop).await?);
        close(&desktop, &screen, &client).await?;
    }
    let after = held(&desktop)?;
    Ok(vec![
        Row { what: "Tray only, timer running: PSS of all our processes", bound: "14 MB", measured: megabytes(before) },
        Row {
            what: "The same after the window was opened and closed five times",
            bound: "14 MB",
            measured: megabytes(after),
        },
        Row {
            what: "Window open: PSS of all our processes, the most of five",
            bound: "200 MB",
            measured: megabytes(open),
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
async fn settled(desktop: &Desktop) -> Result<u64> {
    let mut ticks = tokio::time::interval(std::time::Duration::from_secs(1));
    let mut last = 0;
    for _ in 0..8 {
        ticks.tick().await;
        let current = held(desktop)?;
        if current <= last {
            break;
        }
        last = current;
    }
    Ok(last)
}

/// Bytes of all our processes.
fn held(desktop: &Desktop) -> Result<u64> {
    let ids = ["stint"].iter().chain(WINDOW).flat_map(|name| desktop.processes_of(name));
    ids.map(proportional).sum()
}

fn proportional(id: u32) -> Result<u64> {
    // A process may end between being listed and being read.
    let text = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).unwrap_or_default();
    let Some(line) = text.lines().find(|line| line.starts_with("Pss:")) else { return Ok(0) };
    let kibibytes: u64 = line.split_whitespace().nth(1).context("a size follows Pss:")?.parse()?;
    Ok(kibibytes * 1024)
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}
