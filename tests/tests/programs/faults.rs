//! A disk that is full or broken at random writes: what was acknowledged stays, and the rest is refused in words.

use anyhow::{Result, ensure};
use jiff::{Timestamp, ToSpan};
use stint_api::{
    ApiError, Code,
    client::Client,
    command::{AddEntry, EntryForm},
    question::GetTimer,
};
use stint_tests::{Desktop, Stint, dice::Dice, ledger, wait, watcher};

const COMMANDS: i64 = 40;

/// What came of a row of commands.
#[derive(Default)]
struct Outcome {
    granted: Vec<String>,
    refused: Vec<ApiError>,
}

#[tokio::test]
async fn a_full_disk_at_some_write_loses_nothing_acknowledged() -> Result<()> {
    let mut dice = Dice::new(11);
    let mut refused = 0;
    for _ in 0..6 {
        let write = 20 + dice.below(120);
        refused += survive(&strace(&format!("pwrite64:error=ENOSPC:when={write}..{}", write + 30))).await?;
    }
    ensure!(refused > 0, "no write was ever refused: the test is too weak");
    Ok(())
}

#[tokio::test]
async fn a_write_that_fails_loses_nothing_acknowledged() -> Result<()> {
    let mut dice = Dice::new(13);
    let mut refused = 0;
    for _ in 0..4 {
        let write = 20 + dice.below(120);
        refused += survive(&strace(&format!("pwrite64:error=EIO:when={write}..{}", write + 10))).await?;
    }
    ensure!(refused > 0, "no write was ever refused: the test is too weak");
    Ok(())
}

#[tokio::test]
async fn a_sync_that_fails_is_not_acknowledged() -> Result<()> {
    let mut dice = Dice::new(17);
    let mut refused = 0;
    for _ in 0..4 {
        let write = 10 + dice.below(20);
        refused += survive(&strace(&format!("fdatasync,fsync:error=EIO:when={write}..{}", write + 3))).await?;
    }
    ensure!(refused > 0, "no sync was ever refused: the test is too weak");
    Ok(())
}

#[tokio::test]
async fn a_disk_that_is_full_now_and_then_loses_nothing_acknowledged() -> Result<()> {
    let rule = "enable_random name=posix/io/rw/pwrite,probability=0.05,failinfo=28";
    let refused = survive(&["fiu-run", "-x", "-c", rule].map(str::to_owned)).await?;
    ensure!(refused > 0, "no write was ever refused: the test is too weak");
    Ok(())
}

/// Gives commands under the fault, then starts without it and looks; returns how many commands were refused.
async fn survive(wrapper: &[String]) -> Result<usize> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    // The file is made in peace: this is about a disk that fails later.
    Stint::start(&desktop).await?.kill()?;
    let words: Vec<&str> = wrapper.iter().map(String::as_str).collect();
    let stint = Stint::start_under(&desktop, &words).await?;
    let outcome = give_commands(&stint.client()).await?;
    drop(stint);
    desktop.kill_programs("stint");
    wait::until("the lock is free", async || desktop.processes_of("stint").is_empty().then_some(())).await?;
    for error in &outcome.refused {
        ensure!(error.code == Code::Storage, "a failed write is a matter of storage: {error:?}");
        ensure!(error.hint.is_some() && !error.message.is_empty(), "the error has no words: {error:?}");
        let is_jargon = ["SQLITE", "os error", "Error {"].iter().any(|word| error.message.contains(word));
        ensure!(!is_jargon, "the error is not for a person: {error:?}");
    }
    let stint = Stint::start(&desktop).await?;
    let timer = stint.client().call(GetTimer {}).await?;
    ensure!(timer.problems.iter().all(|problem| problem.kind != "storage"), "{:?}", timer.problems);
    stint.kill()?;
    let file = desktop.database()?;
    ledger::check(&file)?;
    let found = ledger::descriptions(&file)?;
    for promised in &outcome.granted {
        ensure!(found.contains(promised), "“{promised}” was acknowledged and is gone ({wrapper:?})");
    }
    Ok(outcome.refused.len())
}

async fn give_commands(client: &Client) -> Result<Outcome> {
    let day: Timestamp = "2020-01-01T00:00:00Z".parse()?;
    let mut outcome = Outcome::default();
    for number in 0..COMMANDS {
        let description = format!("entry {number}");
        let entry = EntryForm {
            description: description.clone(),
            started_at: (day + number.minutes()).to_string(),
            ended_at: Some((day + (number + 1).minutes()).to_string()),
            ..EntryForm::default()
        };
        match client.call(AddEntry { entry }).await {
            Ok(_) => outcome.granted.push(description),
            Err(error) => outcome.refused.push(error),
        }
    }
    Ok(outcome)
}

fn strace(inject: &str) -> Vec<String> {
    let calls = inject.split(':').next().unwrap_or_default();
    let words =
        ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={calls}"), "-e", &format!("inject={inject}")];
    words.map(str::to_owned).to_vec()
}
