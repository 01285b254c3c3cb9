//! From giving a command to its answer, and to the tray that shows it.

use std::time::Duration;

use anyhow::Result;
use stint_api::{
    client::Client,
    command::{StartTimer, StopTimer},
};
use stint_tests::{Desktop, Stint, Tray, watcher};
use tokio::time::Instant;

use crate::row::{Row, spread};

const ROUNDS: usize = 400;

/// Starts, switches and stops, each on the disk before it is answered.
pub async fn measure() -> Result<Vec<Row>> {
    let desktop = Desktop::without_display()?;
    let _host = watcher::offer_tray(&desktop).await?;
    let stint = Stint::start(&desktop).await?;
    let tray = Tray::of(&desktop, stint.id()).await?;
    let mut changes = tray.changes().await?;
    let client = stint.client();
    let (mut answered, mut shown) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        for step in 0..3 {
            let before = Instant::now();
            give(&client, round, step).await?;
            answered.push(before.elapsed());
            changes.next().await?;
            shown.push(before.elapsed());
            settle(&tray, &mut changes).await?;
        }
    }
    Ok(vec![
        Row {
            what: "Start, switch, stop: on the disk (fsync) and answered over the socket",
            bound: "p99 20 ms",
            measured: spread(&mut answered)?,
        },
        Row {
            what: "The same until the bus carries the changed tray value",
            bound: "p99 20 ms",
            measured: spread(&mut shown)?,
        },
    ])
}

async fn give(client: &Client, round: usize, step: usize) -> Result<()> {
    let start = |words: &str| StartTimer { description: Some(format!("{words} {round}")), ..StartTimer::default() };
    match step {
        0 => drop(client.call(start("first")).await?),
        1 => drop(client.call(start("second")).await?),
        _ => drop(client.call(StopTimer::default()).await?),
    }
    Ok(())
}

/// Reads the menu and with it takes in every signal that came before the answer.
async fn settle(tray: &Tray, changes: &mut stint_tests::tray::Changes) -> Result<Duration> {
    let before = Instant::now();
    tray.menu().await?;
    changes.drain();
    Ok(before.elapsed())
}
