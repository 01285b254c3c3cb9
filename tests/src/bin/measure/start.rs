//! From starting the program to a tray whose menu can be read.

use std::time::Duration;

use anyhow::Result;
use stint_tests::{Desktop, Stint, Tray, stint, watcher};
use tokio::time::Instant;

use crate::row::{Row, spread};

const RUNS: usize = 40;

/// Starts it again and again, files warm.
pub async fn measure() -> Result<Vec<Row>> {
    let desktop = Desktop::without_display()?;
    let mut tray = watcher::offer_tray(&desktop).await?;
    let first = Stint::start(&desktop).await?;
    tray.registered().await?;
    first.kill()?;
    let mut usable = Vec::new();
    for _ in 0..RUNS {
        usable.push(once(&desktop, &mut tray).await?);
    }
    let measured = spread(&mut usable)?;
    Ok(vec![Row {
        what: "Start to tray usable: the item is registered and its menu was read, warm",
        bound: "40 ms",
        measured,
    }])
}

async fn once(desktop: &Desktop, host: &mut watcher::Host) -> Result<Duration> {
    let before = Instant::now();
    let mut child = stint::spawn_under(desktop, &[])?;
    host.registered().await?;
    let tray = Tray::of(desktop, child.id()).await?;
    tray.menu().await?;
    let took = before.elapsed();
    child.kill()?;
    child.wait()?;
    Ok(took)
}
