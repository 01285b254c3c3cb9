//! The card of a connector: reading now, how far that is, ending it, and resting.

use anyhow::{Result, ensure};
use stint_api::question::GetAccounts;
use stint_tests::{fakes::github::Fault, wait};

use super::{Work, row};
use crate::accounts::{button, card};

#[tokio::test]
async fn sync_now_shows_how_far_it_is_and_says_what_it_did() -> Result<()> {
    let work = Work::connected().await?;
    let window = work.window("accounts").await?;
    window.see(&card("github", "//*[@role='status'][contains(., 'Read ')]")).await?;
    work.assigns("acme/api", 42, "Fix the login redirect loop");
    // GitHub does not answer for the moment.
    work.github.state().fail("/api/v3/issues", Fault::Never);
    window.click(&button("github", "Sync now")).await?;
    window.see(&card("github", "//*[.//progress[@aria-label='Reading everything that waits']]")).await?;
    window.click(&button("github", "Cancel")).await?;
    window.see(&card("github", "//*[@role='status'][contains(., 'Cancelled')]")).await?;
    work.github.state().heal();
    window.click(&button("github", "Sync now")).await?;
    window.see(&card("github", "//*[@role='status'][contains(., '1 new')]")).await?;
    window.miss(&card("github", "//progress")).await?;
    ensure!(work.task("acme/api#42").await?.work.is_some(), "it is no task");
    Ok(())
}

#[tokio::test]
async fn an_account_that_rests_is_asked_nothing_until_it_goes_on() -> Result<()> {
    let work = Work::connected().await?;
    let window = work.window("accounts").await?;
    window.click(&button("github", "Pause")).await?;
    window.see(&card("github", "//*[contains(., 'Nothing is asked of')]")).await?;
    window.see(&card("github", "//button[normalize-space()='Sync now'][@disabled]")).await?;
    work.assigns("acme/api", 42, "Fix the login redirect loop");
    ensure!(work.sync().await.is_err(), "it was read while it rested");
    window.click(&button("github", "Resume")).await?;
    window.see(&card("github", "//*[contains(normalize-space(.), 'Reads by itself')]")).await?;
    window.click(&button("github", "Sync now")).await?;
    wait::until("it is read again", async || work.task("acme/api#42").await.ok()).await?;
    let sync = work.stint.client().call(GetAccounts {}).await?;
    ensure!(sync.services.iter().flat_map(|it| &it.accounts).all(|it| !it.is_paused), "it rests still");
    Ok(())
}

#[tokio::test]
async fn what_becomes_a_task_is_chosen_in_the_card() -> Result<()> {
    let work = Work::connected().await?;
    let labelled = work.assigns("acme/api", 42, "Fix the login redirect loop");
    work.github.state().label(labelled, &["wontfix"]);
    work.assigns("acme/api", 57, "Page through long answers");
    work.sync().await?;
    let window = work.window("accounts").await?;
    window.click(&card("github", "//button[@aria-expanded][contains(., 'What becomes a task')]")).await?;
    let labels = window.see(&card("github", "//input[@placeholder='bug, -wontfix']")).await?;
    labels.send_keys("-wontfix,").await?;
    window.see(&card("github", "//button[@aria-label='Remove not wontfix']")).await?;
    wait::until("it is off the list", async || {
        let task = work.task("acme/api#42").await.ok()?;
        task.work.filter(|it| it.whys.is_empty()).map(drop)
    })
    .await?;
    let tasks = work.instead(window, "tasks").await?;
    tasks.see(&row("Page through long answers", "")).await?;
    tasks.miss(&row("Fix the login redirect loop", "")).await?;
    tasks.click("//button[normalize-space()='Show what waits for you no more']").await?;
    tasks.see(&row("Fix the login redirect loop", "//*[contains(., 'off your list')]")).await?;
    Ok(())
}
