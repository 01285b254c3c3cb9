//! Killed at any moment, the program has kept what it acknowledged.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use jiff::{Timestamp, ToSpan};
use stint_api::{
    client::Client,
    command::{AddEntry, EditEntry, EntryForm, StartTimer},
    question::{GetTimer, ListEntries},
};
use stint_tests::{Desktop, Stint, dice::Dice, ledger, watcher};
use tokio::time::timeout;

const ROUNDS: u32 = 500;

/// What one round was promised.
#[derive(Default)]
struct Promised {
    entries: Vec<String>,
    timer: Option<String>,
}

#[tokio::test]
async fn five_hundred_kills_lose_nothing_that_was_acknowledged() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    let mut dice = Dice::new(7);
    let mut all = Vec::new();
    let mut last = Promised::default();
    for round in 0..ROUNDS {
        let stint = Stint::start(&desktop).await?;
        check_round(&stint.client(), round, &last).await.with_context(|| format!("after kill {round}"))?;
        all.append(&mut last.entries);
        let moment = Duration::from_micros(dice.below(60_000));
        // Dropped where the moment comes: what was under way then was not acknowledged.
        timeout(moment, work(&stint.client(), round, &mut last)).await.ok().transpose()?;
        stint.kill()?;
    }
    all.append(&mut last.entries);
    let file = desktop.database()?;
    ledger::check(&file)?;
    let found = ledger::descriptions(&file)?;
    for promised in &all {
        ensure!(found.contains(promised), "“{promised}” was acknowledged and is gone");
    }
    ensure!(all.len() > 500, "only {} commands were acknowledged: the test is too weak", all.len());
    Ok(())
}

async fn check_round(client: &Client, round: u32, promised: &Promised) -> Result<()> {
    let timer = client.call(GetTimer {}).await?;
    ensure!(timer.problems.iter().all(|problem| problem.kind != "storage"), "{:?}", timer.problems);
    if let Some(expected) = &promised.timer {
        let running = timer.running.context("the acknowledged timer does not run")?;
        ensure!(running.description == *expected, "{} runs instead of {expected}", running.description);
    }
    let text = format!("round {} ", round.wrapping_sub(1));
    let from = Some("2000-01-01".to_owned());
    let page = client.call(ListEntries { from, text, ..ListEntries::default() }).await?;
    for expected in &promised.entries {
        ensure!(page.entries.iter().any(|entry| entry.description == *expected), "“{expected}” is gone");
    }
    Ok(())
}

/// Gives commands one after the other for as long as it is let.
async fn work(client: &Client, round: u32, promised: &mut Promised) -> Result<()> {
    // Until the start is acknowledged, either timer may run.
    promised.timer = None;
    let timer = format!("timer {round}");
    client.call(StartTimer { description: Some(timer.clone()), ..StartTimer::default() }).await?;
    promised.timer = Some(timer);
    let day: Timestamp = "2020-01-01T00:00:00Z".parse()?;
    let start = day + (i64::from(round) * 60).minutes();
    for number in 0..60_i64 {
        let description = format!("round {round} entry {number}");
        let entry = EntryForm {
            description: description.clone(),
            started_at: (start + number.minutes()).to_string(),
            ended_at: Some((start + (number + 1).minutes()).to_string()),
            ..EntryForm::default()
        };
        let id = client.call(AddEntry { entry: entry.clone() }).await?.id.context("an entry has an id")?;
        if number % 2 == 0 {
            promised.entries.push(description);
            continue;
        }
        let edited = format!("{description}, edited");
        client.call(EditEntry { id, entry: EntryForm { description: edited.clone(), ..entry } }).await?;
        promised.entries.push(edited);
    }
    Ok(())
}
