//! What a running timer costs while nobody looks.

use std::{fs, time::Duration};

use anyhow::{Context, Result};
use stint_tests::{Desktop, Stint, sample};

use crate::row::Row;

const SPAN: Duration = Duration::from_secs(120);

/// Watches the tray program for two minutes.
pub async fn measure() -> Result<Vec<Row>> {
    let desktop = Desktop::whole().await?;
    let stint = Stint::start(&desktop).await?;
    sample::today(&stint.client()).await?;
    let mut ticks = tokio::time::interval(SPAN);
    ticks.tick().await;
    let before = Spent::by(stint.id())?;
    ticks.tick().await;
    let after = Spent::by(stint.id())?;
    let share = (after.nanoseconds - before.nanoseconds) / SPAN.as_nanos() as f64 * 100.0;
    let wakes = (after.wakes - before.wakes) / SPAN.as_secs_f64();
    Ok(vec![
        Row {
            what: "Tray only, timer running: CPU over two minutes",
            bound: "0.02 %",
            measured: format!("{share:.4} %"),
        },
        Row {
            what: "Wake-ups of all threads in that time",
            bound: "1 a second",
            measured: format!("{wakes:.2} a second"),
        },
    ])
}

/// What the threads of a process have used so far.
struct Spent {
    nanoseconds: f64,
    wakes: f64,
}

impl Spent {
    fn by(process: u32) -> Result<Self> {
        let mut spent = Self { nanoseconds: 0.0, wakes: 0.0 };
        for thread in fs::read_dir(format!("/proc/{process}/task"))? {
            let folder = thread?.path();
            let schedule = fs::read_to_string(folder.join("schedstat"))?;
            spent.nanoseconds += schedule.split_whitespace().next().context("schedstat has numbers")?.parse::<f64>()?;
            let status = fs::read_to_string(folder.join("status"))?;
            let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            spent.wakes += line.context("status counts switches")?.trim().parse::<f64>()?;
        }
        Ok(spent)
    }
}
