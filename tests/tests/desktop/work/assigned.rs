//! From an issue that somebody assigns there to a task that is done here.

use anyhow::{Result, ensure};
use fantoccini::Locator;
use serde_json::Value;
use stint_api::{command::StatusName, question::ListFeed, view::WorkState};
use stint_tests::{Tray, asked, fakes::github::GitHub, peer, wait};

use super::{Work, row, tab};

const TITLE: &str = "Fix the login redirect loop";
const TIMER: &str = "//section[@aria-label='Timer']";

#[tokio::test]
async fn an_issue_assigned_there_is_told_started_by_a_click_and_done_when_it_is_closed_there() -> Result<()> {
    let mut work = Work::with(one_waits).await?;
    ensure!(work.task("backups").await?.status == StatusName::Todo, "the first reading makes tasks");
    let window = work.window("today").await?;
    let item = work.assigns("acme/api", 42, TITLE);
    let did = work.sync().await?;
    ensure!(did.contains("1 new"), "the sync did this: {did}");
    // The first one that is told at all: the first reading was silent.
    let told = work.desk.told.next().await?;
    ensure!(told.title == "Assigned to you · acme/api#42" && told.body == TITLE, "{told:?}");
    ensure!(told.labels() == ["Start timer", "Open", "Snooze"], "{told:?}");
    let started = wait::until("the timer runs", async || {
        work.desk.told.click(&told, "Start timer").await.ok()?;
        work.running().await
    });
    ensure!(started.await?.title == TITLE, "something else runs");
    is_seen_everywhere(&work).await?;
    window.see(&format!("{TIMER}//button[contains(., '{TITLE}')]")).await?;
    work.github.state().close(item, "hubot");
    work.sync().await?;
    window.click(&tab("Tasks")).await?;
    window.click("//button[@aria-expanded='false'][starts-with(normalize-space(), 'Done')]").await?;
    window.see(&format!("//ul[@aria-label='Done']{}", row(TITLE, "//*[@title='Closed']"))).await?;
    let task = work.task("acme/api#42").await?;
    ensure!(task.status == StatusName::Done && task.is_running, "{task:?}");
    ensure!(task.work.as_ref().is_some_and(|it| it.state == WorkState::Closed), "{task:?}");
    ensure!(work.desk.told.is_quiet(), "something else was told: {:?}", work.desk.told.next().await);
    Ok(())
}

/// A GitHub in which something was assigned long before.
fn one_waits() -> GitHub {
    let github = GitHub::of_today();
    let mut state = github.state();
    let old = state.open_issue("acme/web", "hubot", "Say where the backups lie");
    state.assign(old, "mona", "hubot");
    drop(state);
    github
}

/// The command line and the tray say what runs.
async fn is_seen_everywhere(work: &Work) -> Result<()> {
    let status: Value = serde_json::from_str(&asked::granted(&work.desk.desktop, &["status", "--json"], b"")?)?;
    let running = &status["running"];
    ensure!(running["title"] == TITLE && running["task"]["reference"] == "acme/api#42", "{status}");
    let tray = Tray::of(&work.desk.desktop, work.stint.id()).await?;
    wait::until("the tray says what runs", async || tray.tooltip().await.ok().filter(|it| it.starts_with(TITLE)))
        .await?;
    let menu = tray.menu_with("the menu says what runs", |menu| menu.find(&[TITLE]).is_some()).await?;
    ensure!(menu.find(&["Assigned to me", "acme/web#1 Say where the backups lie"]).is_some(), "{}", menu.text());
    Ok(())
}

#[tokio::test]
async fn a_notification_opens_the_page_and_the_task_and_is_put_off() -> Result<()> {
    let mut work = Work::connected().await?;
    let window = work.window("today").await?;
    work.assigns("acme/api", 42, TITLE);
    work.assigns("acme/api", 57, "Page through long answers");
    work.assigns("acme/web", 3, "Name the columns");
    work.sync().await?;
    let mut told = [work.desk.told.next().await?, work.desk.told.next().await?, work.desk.told.next().await?];
    told.sort_by_key(|it| it.title.clone());
    let [opened, put_off, clicked] = told;
    let page = format!("{}/acme/api/issues/42", work.github.origin());
    wait::until("the page is opened", async || {
        work.desk.told.click(&opened, "Open").await.ok()?;
        peer::opened(&work.desk.desktop).contains(&page).then_some(())
    })
    .await?;
    wait::until("it is put off", async || {
        work.desk.told.click(&put_off, "Snooze").await.ok()?;
        let page = work.stint.client().call(ListFeed::default()).await.ok()?;
        page.notices.iter().any(|it| it.reference == "acme/api#57" && it.snoozed.is_some()).then_some(())
    })
    .await?;
    wait::until("the task is opened", async || {
        work.desk.told.click(&clicked, "Show").await.ok()?;
        window.page.find(Locator::XPath("//article//h1[contains(., 'Name the columns')]")).await.ok()
    })
    .await?;
    Ok(())
}
