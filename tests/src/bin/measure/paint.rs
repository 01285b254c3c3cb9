//! From clicking “Open Stint” in the tray to a painted window.

use anyhow::{Context, Result};
use stint_tests::{Desktop, Stint, Tray, sample, screen::Screen};
use tokio::time::Instant;

use crate::row::{Row, spread};

const RUNS: usize = 12;

/// Opens and closes the window, files warm after the first time.
pub async fn measure() -> Result<Vec<Row>> {
    let desktop = Desktop::whole().await?;
    let screen = Screen::of(&desktop)?;
    let stint = Stint::start(&desktop).await?;
    sample::today(&stint.client()).await?;
    let tray = Tray::of(&desktop, stint.id()).await?;
    let mut painted = Vec::new();
    for run in 0..=RUNS {
        let line = tray.menu().await?.find(&["Open Stint"]).context("the menu opens the window")?.clone();
        let before = Instant::now();
        tray.click(&line).await?;
        screen.painted().await?;
        if run > 0 {
            painted.push(before.elapsed());
        }
        screen.close(&desktop).await?;
    }
    let measured = spread(&mut painted)?;
    Ok(vec![Row { what: "Click in the tray menu to painted window, warm", bound: "500 ms", measured }])
}
