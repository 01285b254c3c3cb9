//! A gap while the timer ran, after a power cut: asked about once, in a notification and everywhere else.

use anyhow::{Context, Result, ensure};
use rusqlite::Connection;
use stint_api::{
    command::{AnswerGap, GapChoice, StartTimer, Undo},
    question::{GetDay, GetTimer},
};
use stint_tests::{Desktop, Stint, Tray, notifications::Notifications, wait, watcher};

/// Sets everything back by two hours, as if the machine had been off since.
const TWO_HOURS_AGO: &str = "
    UPDATE heartbeat SET wall_at = wall_at - 7200000;
    UPDATE entry SET started_at = started_at - 10800000 WHERE ended_at IS NULL;";

#[tokio::test]
async fn a_long_gap_is_asked_about_and_the_answer_in_the_notification_counts() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _host = watcher::offer_tray(&desktop).await?;
    let mut notifications = Notifications::serve(&desktop).await?;
    let stint = after_two_hours(&desktop).await?;
    let told = notifications.next().await?;
    ensure!(told.actions.len() >= 4, "it can be answered there: {told:?}");
    let gap = stint.client().call(GetTimer {}).await?.gap.context("the question stands")?;
    ensure!((7190..7260).contains(&gap.seconds), "{gap:?}");
    let label = told.actions.iter().find(|label| label.to_lowercase().starts_with("stop")).cloned();
    let label = label.with_context(|| format!("{told:?}"))?;
    let client = stint.client();
    // Whoever shows a notification listens for clicks a moment later: a click may have to be repeated.
    let ended = wait::until("the timer ended when Stint was last alive", async || {
        notifications.click(&told, &label).await.ok()?;
        let timer = client.call(GetTimer {}).await.ok()?;
        (timer.gap.is_none() && timer.running.is_none()).then_some(())
    });
    ended.await?;
    client.call(Undo {}).await?;
    ensure!(client.call(GetTimer {}).await?.running.is_some(), "the answer cannot be undone");
    Ok(())
}

#[tokio::test]
async fn a_gap_is_answered_in_the_tray_and_split() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _host = watcher::offer_tray(&desktop).await?;
    let stint = after_two_hours(&desktop).await?;
    let tray = Tray::of(&desktop, stint.id()).await?;
    let menu = tray.menu_with("the menu asks", |menu| menu.find(&["Away since"]).is_some()).await?;
    ensure!(menu.find(&["Away since"]).is_some_and(|question| question.lines.len() == 4), "{}", menu.text());
    stint.client().call(AnswerGap { choice: GapChoice::Split }).await?;
    tray.menu_with("the menu asks no more", |menu| menu.find(&["Away since"]).is_none()).await?;
    let timer = stint.client().call(GetTimer {}).await?;
    ensure!(timer.running.is_some_and(|running| running.seconds < 60), "the new one starts now");
    let day = stint.client().call(GetDay::default()).await?;
    ensure!(day.entries.iter().all(|entry| entry.title == "Fix the login"), "both pieces have the words");
    Ok(())
}

#[tokio::test]
async fn a_gap_that_nobody_answers_stands_after_the_next_start_too() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _host = watcher::offer_tray(&desktop).await?;
    let stint = after_two_hours(&desktop).await?;
    let before = stint.client().call(GetTimer {}).await?.gap.context("the question stands")?;
    stint.kill()?;
    let stint = Stint::start(&desktop).await?;
    let after = stint.client().call(GetTimer {}).await?.gap.context("the question is gone")?;
    ensure!(after.last_seen_at == before.last_seen_at, "it asks about another time");
    Ok(())
}

async fn after_two_hours(desktop: &Desktop) -> Result<Stint> {
    let stint = Stint::start(desktop).await?;
    let description = Some("Fix the login".to_owned());
    stint.client().call(StartTimer { description, ..StartTimer::default() }).await?;
    let file = Connection::open(desktop.database()?)?;
    wait::until("the timer leaves a sign of life", async || {
        let count: u32 = file.query_row("SELECT count(*) FROM heartbeat", [], |row| row.get(0)).ok()?;
        (count == 1).then_some(())
    })
    .await?;
    stint.kill()?;
    file.execute_batch(TWO_HOURS_AGO)?;
    drop(file);
    Stint::start(desktop).await
}
