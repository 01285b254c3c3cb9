//! Starts by hand: with a tray, without one, and without a display.

use anyhow::{Context, Result, ensure};
use stint_api::{
    command::{Quit, StartTimer},
    question::GetTimer,
};
use stint_tests::{Desktop, Stint, Tray, screen::Screen, wait};

#[tokio::test]
async fn without_a_tray_the_window_opens_and_says_why_once() -> Result<()> {
    let mut desktop = Desktop::bare()?;
    desktop.start("openbox", &["--sm-disable"])?;
    let screen = Screen::of(&desktop)?;
    let stint = Stint::start_by_hand(&desktop).await?;
    screen.painted().await?;
    let said = wait::until("the missing tray is reported", async || {
        let problems = stint.client().call(GetTimer {}).await.ok()?.problems;
        problems.into_iter().find(|problem| problem.kind == "tray")
    });
    let problem = said.await?;
    ensure!(!problem.blocks_writing && problem.hint.is_some(), "{problem:?}");
    ensure!(desktop.processes_of("stint-window").len() == 1, "more than one window was opened");
    screen.close(&desktop).await?;
    stint.client().call(GetTimer {}).await.context("the engine lives on without its window")?;
    stint.client().call(Quit {}).await?;
    ensure!(stint.ended().await?.success(), "stint ended badly");
    Ok(())
}

#[tokio::test]
async fn the_first_start_shows_the_window_and_a_later_one_only_the_icon() -> Result<()> {
    let desktop = Desktop::whole().await?;
    let screen = Screen::of(&desktop)?;
    let stint = Stint::start_by_hand(&desktop).await?;
    screen.painted().await?;
    stint.client().call(StartTimer { description: Some("Fix the login".to_owned()), ..Default::default() }).await?;
    stint.client().call(Quit {}).await?;
    ensure!(stint.ended().await?.success(), "stint ended badly");
    let again = Stint::start_by_hand(&desktop).await?;
    Tray::of(&desktop, again.id()).await?.menu().await?;
    ensure!(desktop.processes_of("stint-window").is_empty(), "the window opened by itself");
    Ok(())
}

#[tokio::test]
async fn without_a_display_the_engine_runs_and_the_window_says_so() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let stint = Stint::start(&desktop).await?;
    stint.client().call(GetTimer {}).await?;
    let output = desktop.command(stint_tests::programs::stint_window()?).output()?;
    let words = String::from_utf8_lossy(&output.stderr);
    ensure!(!output.status.success() && words.to_lowercase().contains("display"), "{}: {words}", output.status);
    ensure!(!words.contains("panicked"), "{words}");
    Ok(())
}
