//! From starting both programs to a painted window while the keyring is not as it should be.

use std::time::Duration;

use anyhow::Result;
use rustix::process::Signal;
use stint_api::command::Place;
use stint_tests::{Desktop, Stint, keyring, screen::Screen};
use tokio::time::Instant;

use crate::row::{Row, spread};

const RUNS: usize = 8;

/// Nobody, locked, and one that never answers.
pub async fn measure() -> Result<Vec<Row>> {
    let absent = Desktop::whole().await?;
    let mut locked = Desktop::whole().await?;
    locked.start_keyring()?;
    keyring::lock(&keyring::is_up(&locked).await?).await?;
    let mut frozen = Desktop::whole().await?;
    frozen.start_keyring()?;
    let _bus = keyring::is_up(&frozen).await?;
    keyring::signal(&frozen, Signal::STOP)?;
    Ok(vec![
        row("Both programs started until the page of accounts is painted, no keyring", &absent).await?,
        row("The same, the keyring locked", &locked).await?,
        row("The same, the keyring frozen: it takes calls and never answers", &frozen).await?,
    ])
}

async fn row(what: &'static str, desktop: &Desktop) -> Result<Row> {
    let mut painted = Vec::new();
    for run in 0..=RUNS {
        let took = once(desktop).await?;
        if run > 0 {
            painted.push(took);
        }
    }
    Ok(Row { what, bound: "2 s", measured: spread(&mut painted)? })
}

async fn once(desktop: &Desktop) -> Result<Duration> {
    let screen = Screen::of(desktop)?;
    let before = Instant::now();
    let stint = Stint::start(desktop).await?;
    screen.open(&stint.client(), Place::Accounts).await?;
    let took = before.elapsed();
    screen.close(desktop).await?;
    stint.kill()?;
    Ok(took)
}
