//! A timer that starts by itself, and the receipt for it.

use anyhow::{Context, Result, ensure};
use stint_api::{
    command::StartTimer,
    question::{GetDay, GetWork},
};
use stint_tests::{Window, wait};

use super::Work;
use crate::accounts::card;

const TITLE: &str = "Fix the login redirect loop";

#[tokio::test]
async fn a_rule_of_the_card_starts_the_timer_and_its_receipt_takes_it_back() -> Result<()> {
    let (mut work, _window) = with_rule().await?;
    work.assigns("acme/api", 42, TITLE);
    work.sync().await?;
    let told = work.desk.told.next().await?;
    ensure!(told.title == "Started by acme/api#42" && told.body == TITLE, "{told:?}");
    ensure!(told.labels() == ["Undo", "Keep", "Never for this repository"], "{told:?}");
    ensure!(work.running().await.context("nothing runs")?.title == TITLE, "something else runs");
    wait::until("the start is taken back", async || {
        work.desk.told.click(&told, "Undo").await.ok()?;
        work.running().await.is_none().then_some(())
    })
    .await?;
    let day = work.stint.client().call(GetDay::default()).await?;
    ensure!(day.entries.is_empty(), "an entry stays: {:?}", day.entries);
    ensure!(work.desk.told.is_quiet(), "it was told twice");
    Ok(())
}

#[tokio::test]
async fn never_for_this_repository_takes_the_start_back_and_the_rule_with_it() -> Result<()> {
    let (mut work, window) = with_rule().await?;
    work.assigns("acme/api", 42, TITLE);
    work.sync().await?;
    let told = work.desk.told.next().await?;
    wait::until("the start is taken back", async || {
        work.desk.told.click(&told, "Never for this repository").await.ok()?;
        work.running().await.is_none().then_some(())
    })
    .await?;
    window.miss(&rules("//*[contains(., 'starts the timer')]")).await?;
    work.assigns("acme/api", 43, "Page through long answers");
    work.sync().await?;
    let told = work.desk.told.next().await?;
    ensure!(told.title == "Assigned to you · acme/api#43", "{told:?}");
    ensure!(work.running().await.is_none(), "it started nevertheless");
    Ok(())
}

#[tokio::test]
async fn a_timer_that_runs_already_is_left_alone() -> Result<()> {
    let (mut work, _window) = with_rule().await?;
    let description = Some("Mail and planning".to_owned());
    work.stint.client().call(StartTimer { description, ..StartTimer::default() }).await?;
    work.assigns("acme/api", 42, TITLE);
    work.sync().await?;
    let told = work.desk.told.next().await?;
    ensure!(told.title == "Assigned to you · acme/api#42", "{told:?}");
    ensure!(work.running().await.context("nothing runs")?.title == "Mail and planning", "it was switched");
    Ok(())
}

/// The person says in the card that issues of acme/api start the timer.
async fn with_rule() -> Result<(Work, Window)> {
    let work = Work::connected().await?;
    let window = work.window("accounts").await?;
    window.click(&card("github", "//button[@aria-expanded][contains(., 'Rules of repositories')]")).await?;
    window.click(&card("github", "//button[starts-with(normalize-space(), 'Add a rule')]")).await?;
    let place = window.see("//dialog[@open]//input[@placeholder='acme/api, or acme']").await?;
    place.send_keys("acme/api").await?;
    window.click("//dialog[@open]//label[contains(., 'Start the timer')]/input").await?;
    window.click("//dialog[@open]//button[normalize-space()='Save']").await?;
    window.see(&rules("//li[contains(., 'acme/api') and contains(., 'starts the timer')]")).await?;
    let page = work.stint.client().call(GetWork { account: work.account.clone() }).await?;
    ensure!(page.places.iter().any(|rule| rule.place == "acme/api" && rule.starts_timer), "{:?}", page.places);
    Ok((work, window))
}

/// Something in the list of rules.
fn rules(what: &str) -> String {
    card("github", &format!("//ul[@aria-label='Rules of repositories']{what}"))
}
