//! Rows 24 and 25: what was deleted, moved, renamed, taken away or hidden keeps its task and its time.

use anyhow::{Context, Result, ensure};
use stint_api::{
    command::{StartTimer, StatusName},
    question::GetTimer,
};
use stint_tests::simulation::Forge;

use super::{Desk, FIRST};

#[tokio::test]
async fn an_issue_made_private_keeps_its_task_as_it_was() -> Result<()> {
    let mut desk = Desk::set().await?;
    desk.forge.0.state().make_private("acme/api");
    desk.next_arrives_within(20).await?;
    desk.still_has(FIRST)?;
    let work = desk.scene.task(FIRST)?.work.context("it came from GitHub")?;
    ensure!(work.is_out_of_reach && !work.is_deleted, "{work:?}");
    Ok(())
}

#[tokio::test]
async fn a_deleted_issue_leaves_the_list_and_keeps_its_task() -> Result<()> {
    let mut desk = Desk::set().await?;
    let task = desk.scene.task(FIRST)?;
    desk.scene.rehearsal.command(&StartTimer { task: Some(task.id.clone()), ..StartTimer::default() }).await?;
    desk.forge.0.state().delete(desk.issue);
    desk.minutes(20).await;
    ensure!(!desk.scene.tasks()?.contains_key(FIRST), "it is on the list");
    let after = desk.scene.task(FIRST)?;
    ensure!(after.id == task.id && after.work.context("it came from GitHub")?.is_deleted, "it is not known as deleted");
    ensure!(desk.scene.rehearsal.ask(&GetTimer {})?.running.is_some(), "the timer was stopped");
    Ok(())
}

#[tokio::test]
async fn a_transferred_issue_is_the_same_task_under_its_new_name() -> Result<()> {
    let mut desk = Desk::set().await?;
    let before = desk.scene.task(FIRST)?.id;
    desk.forge.0.state().transfer(desk.issue, "acme/infra");
    desk.minutes(20).await;
    ensure!(desk.scene.task("acme/infra#1")?.id == before, "it is another task");
    ensure!(desk.scene.all_tasks()?.len() == 1, "{:?}", desk.scene.all_tasks()?.keys());
    Ok(())
}

#[tokio::test]
async fn a_renamed_repository_is_followed() -> Result<()> {
    let mut desk = Desk::set().await?;
    let before = desk.scene.task(FIRST)?.id;
    desk.forge.0.state().rename_repository("acme/api", "acme/server");
    desk.forge.comment(desk.issue);
    desk.minutes(20).await;
    ensure!(desk.scene.task("acme/server#1")?.id == before, "it is another task");
    Ok(())
}

#[tokio::test]
async fn a_closed_issue_is_done_and_a_reopened_one_is_to_be_done_again() -> Result<()> {
    let mut desk = Desk::set().await?;
    desk.forge.close(desk.issue);
    desk.minutes(3).await;
    ensure!(desk.scene.task(FIRST)?.status == StatusName::Done, "{:?}", desk.scene.task(FIRST)?.status);
    desk.forge.reopen(desk.issue);
    desk.minutes(3).await;
    ensure!(desk.scene.task(FIRST)?.status == StatusName::Todo, "{:?}", desk.scene.task(FIRST)?.status);
    Ok(())
}

#[tokio::test]
async fn an_unassigned_issue_is_off_the_list_and_not_gone() -> Result<()> {
    let mut desk = Desk::set().await?;
    desk.forge.unassign(desk.issue);
    desk.minutes(4).await;
    ensure!(!desk.scene.tasks()?.contains_key(FIRST), "it is on the list");
    ensure!(desk.scene.task(FIRST)?.status != StatusName::Done, "it is done");
    Ok(())
}
