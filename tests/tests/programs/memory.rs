//! What the program holds in memory is written to no file, however it ends.

use std::{fs, os::unix::process::ExitStatusExt};

use anyhow::{Context, Result, ensure};
use rustix::process::{Pid, Signal, kill_process};
use stint_tests::{Desktop, Stint, watcher};

/// Lets what comes after it dump as much as it likes.
const UNLIMITED: [&str; 3] = ["sh", "-c", "ulimit -c unlimited; exec \"$0\" \"$@\""];

#[tokio::test]
async fn a_crash_leaves_no_core_dump() -> Result<()> {
    for inspectable in ["", "1"] {
        let mut desktop = Desktop::without_display()?;
        desktop.set("STINT_INSPECTABLE", inspectable);
        let _tray = watcher::offer_tray(&desktop).await?;
        let stint = Stint::start_under(&desktop, &UNLIMITED).await?;
        let limits = fs::read_to_string(format!("/proc/{}/limits", stint.id()))?;
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).context("there is a limit")?;
        ensure!(core.split_whitespace().nth(4) == Some("0"), "{core}");
        let id = i32::try_from(stint.id()).ok().and_then(Pid::from_raw).context("it has an id")?;
        kill_process(id, Signal::ABORT)?;
        let status = stint.ended().await?;
        ensure!(status.signal() == Some(Signal::ABORT.as_raw()) && !status.core_dumped(), "{status}");
    }
    Ok(())
}
