//! Ten thousand assigned issues, read at once: how long, and how much memory on the way.

use std::fs;

use anyhow::{Context, Result, ensure};
use stint_api::view::JobState;
use stint_tests::simulation::{Hand, MONDAY, filled};
use tokio::time::Instant;

use crate::row::Row;

const ISSUES: u32 = 10_000;

/// Reads all of them into an empty list; the made-up GitHub lies in the same process, and its pages count, too.
pub async fn measure() -> Result<Vec<Row>> {
    let mut many = filled(&Hand::at(MONDAY), ISSUES).await?;
    // Sets the peak back to what is held now (proc_pid_clear_refs(5)).
    fs::write("/proc/self/clear_refs", "5")?;
    let held = kilobytes("VmRSS:")?;
    let before = Instant::now();
    let job = many.begin()?;
    while many.scene.rehearsal.step().await {}
    let took = before.elapsed();
    let grown = kilobytes("VmHWM:")?.saturating_sub(held);
    let end = many.job(job)?;
    ensure!(end.state == JobState::Done, "{end:?}");
    let tasks = many.scene.tasks()?.len();
    ensure!(tasks == usize::try_from(ISSUES)?, "{tasks} tasks");
    Ok(vec![
        Row {
            what: "10,000 assigned issues synced, every page of 100, each a task",
            bound: "60 s",
            measured: format!("{:.1} s", took.as_secs_f64()),
        },
        Row {
            what: "Memory on the way: growth of the peak, the made-up service in the same process",
            bound: "100 MB",
            measured: format!("{}.{} MB", grown / 1_000, grown % 1_000 / 100),
        },
    ])
}

fn kilobytes(name: &str) -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).context("the status names it")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}
