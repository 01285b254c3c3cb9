//! A repository that is followed, from the card to its tasks and back.

use anyhow::{Result, ensure};
use stint_api::command::StatusName;
use stint_tests::{Window, fakes::github::ItemId, wait};

use super::{Work, row};
use crate::accounts::card;

#[tokio::test]
async fn a_repository_is_followed_by_a_label_and_its_issues_come_and_go() -> Result<()> {
    let (work, window, [wanted, _]) = following().await?;
    let task = wait::until("its issue is a task", async || work.task("acme/web#1").await.ok()).await?;
    ensure!(task.title == "Name the columns" && task.status == StatusName::Todo, "{task:?}");
    ensure!(work.tasks("Say less").await?.is_empty(), "an issue without the label became a task");
    ensure!(work.desk.told.is_quiet(), "what nobody gave to the person was told");
    work.github.state().close(wanted, "hubot");
    work.sync().await?;
    ensure!(work.task("acme/web#1").await?.status == StatusName::Done, "it is not done");
    window.see(&follows("//li[contains(., 'label help wanted')]")).await?;
    Ok(())
}

#[tokio::test]
async fn removing_it_asks_what_becomes_of_its_tasks() -> Result<()> {
    let (work, window, _) = following().await?;
    wait::until("its issue is a task", async || work.task("acme/web#1").await.ok()).await?;
    window.see(&follows("//li[contains(., '1 open task')]")).await?;
    window.click(&follows("//button[@aria-label='Remove acme/web']")).await?;
    window.see("//dialog[@open]//p[contains(normalize-space(.), '1 task came from it alone')]").await?;
    window.click("//dialog[@open]//button[normalize-space()='Cancel']").await?;
    window.miss("//dialog[@open]").await?;
    ensure!(work.tasks("acme/web#1").await?.len() == 1, "cancelling deleted it");
    window.click(&follows("//button[@aria-label='Remove acme/web']")).await?;
    window.click("//dialog[@open]//button[normalize-space()='Delete it']").await?;
    window.miss(&follows("//li")).await?;
    wait::until("its task is gone", async || work.tasks("acme/web#1").await.ok()?.is_empty().then_some(())).await?;
    work.sync().await?;
    ensure!(work.tasks("acme/web#1").await?.is_empty(), "it came back");
    let tasks = work.instead(window, "tasks").await?;
    tasks.miss(&row("Name the columns", "")).await
}

/// The person follows acme/web for what is labelled; an issue there is, and another one is not.
async fn following() -> Result<(Work, Window, [ItemId; 2])> {
    let work = Work::connected().await?;
    let items = {
        let mut state = work.github.state();
        let wanted = state.open_issue("acme/web", "hubot", "Name the columns");
        state.label(wanted, &["help wanted"]);
        [wanted, state.open_issue("acme/web", "hubot", "Say less")]
    };
    let window = work.window("accounts").await?;
    window.click(&card("github", "//button[@aria-expanded][contains(., 'Followed repositories')]")).await?;
    window.click(&card("github", "//button[starts-with(normalize-space(), 'Follow a repository')]")).await?;
    window.see("//dialog[@open]//input[@placeholder='owner/name']").await?.send_keys("acme/web").await?;
    window.see("//dialog[@open]//input[@placeholder='Any']").await?.send_keys("help wanted").await?;
    window.click("//dialog[@open]//button[normalize-space()='Follow']").await?;
    window.see(&follows("//li[contains(., 'acme/web')]")).await?;
    Ok((work, window, items))
}

/// Something in the list of repositories.
fn follows(what: &str) -> String {
    card("github", &format!("//ul[@aria-label='Followed repositories']{what}"))
}
