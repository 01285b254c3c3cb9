//! The tray, read and clicked over D-Bus as a panel does it.

use anyhow::{Result, ensure};
use stint_api::{
    command::{StartTimer, StopTimer},
    question::GetTimer,
};
use stint_tests::{Desktop, Stint, Tray, Window, ledger, wait, watcher};

#[tokio::test]
async fn start_again_in_the_tray_reaches_the_file_and_the_window() -> Result<()> {
    let desktop = Desktop::whole().await?;
    let stint = Stint::start(&desktop).await?;
    start(&stint, "Fix the login").await?;
    stint.client().call(StopTimer::default()).await?;
    let window = Window::open(&desktop, &[]).await?;
    window.see("//section[@aria-label='Timer']//*[text()='Nothing runs']").await?;
    let tray = Tray::of(&desktop, stint.id()).await?;
    let path = ["Start again", "Fix the login"];
    tray.choose(&path).await?;
    tray.menu_with("the menu says what runs", |menu| menu.find(&["Fix the login · 0:00"]).is_some()).await?;
    ensure!(ledger::running(&desktop.database()?)?.as_deref() == Some("Fix the login"), "the file does not know");
    ensure!(ledger::descriptions(&desktop.database()?)?.len() == 2, "it is an entry of its own");
    window.see("//section[@aria-label='Timer']//button[contains(., 'Fix the login')]").await?;
    tray.choose(&["Stop"]).await?;
    window.see("//section[@aria-label='Timer']//*[text()='Nothing runs']").await?;
    ensure!(ledger::running(&desktop.database()?)?.is_none(), "the file says it runs still");
    Ok(())
}

#[tokio::test]
async fn the_menu_alone_is_enough_to_work() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _host = watcher::offer_tray(&desktop).await?;
    let stint = Stint::start(&desktop).await?;
    start(&stint, "Fix the login").await?;
    let tray = Tray::of(&desktop, stint.id()).await?;
    let menu = tray.menu_with("the menu says what runs", |menu| menu.find(&["Fix the login"]).is_some()).await?;
    for label in ["Stop", "Start again", "Tasks", "Undo", "Open Stint", "Settings", "Quit"] {
        ensure!(menu.find(&[label]).is_some(), "the menu has no {label}:\n{}", menu.text());
    }
    tray.choose(&["Undo"]).await?;
    let menu = tray.menu_with("nothing runs", |menu| menu.find(&["Nothing runs"]).is_some()).await?;
    ensure!(menu.find(&["Stop"]).is_none(), "there is nothing to stop");
    Ok(())
}

#[tokio::test]
async fn the_icon_has_a_running_and_a_stopped_form() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _host = watcher::offer_tray(&desktop).await?;
    let stint = Stint::start(&desktop).await?;
    let tray = Tray::of(&desktop, stint.id()).await?;
    let stopped = tray.icon().await?;
    start(&stint, "Fix the login").await?;
    wait::until("the icon changes", async || (tray.icon().await.ok()? != stopped).then_some(())).await?;
    stint.client().call(StopTimer::default()).await?;
    wait::until("the icon changes back", async || (tray.icon().await.ok()? == stopped).then_some(())).await
}

#[tokio::test]
async fn a_panel_that_comes_late_finds_the_tray() -> Result<()> {
    let desktop = Desktop::bare()?;
    let stint = Stint::start(&desktop).await?;
    let mut host = watcher::offer_tray(&desktop).await?;
    host.registered().await?;
    stint.client().call(GetTimer {}).await?;
    Ok(())
}

#[tokio::test]
async fn quit_in_the_tray_ends_both_programs_and_the_timer_goes_on() -> Result<()> {
    let desktop = Desktop::whole().await?;
    let stint = Stint::start(&desktop).await?;
    start(&stint, "Fix the login").await?;
    let tray = Tray::of(&desktop, stint.id()).await?;
    tray.choose(&["Open Stint"]).await?;
    wait::until("the window's program runs", async || {
        (!desktop.processes_of("WebKitWebProcess").is_empty()).then_some(())
    })
    .await?;
    tray.choose(&["Quit"]).await?;
    ensure!(stint.ended().await?.success(), "stint ended badly");
    wait::until("the window's program ends", async || desktop.processes_of("stint-window").is_empty().then_some(()))
        .await?;
    ensure!(ledger::running(&desktop.database()?)?.as_deref() == Some("Fix the login"), "the timer was stopped");
    Ok(())
}

async fn start(stint: &Stint, description: &str) -> Result<()> {
    let description = Some(description.to_owned());
    stint.client().call(StartTimer { description, ..StartTimer::default() }).await?;
    Ok(())
}
