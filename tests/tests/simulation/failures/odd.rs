//! Row 29: answers that are right and not as they were known.

use anyhow::{Result, ensure};
use stint_api::view::AccountState;
use stint_tests::{fakes::github::Fault, simulation::Forge};

use super::{Desk, FIRST};

/// New work arrives all the same, and nothing that was known is closed.
async fn is_taken_as_it_is(path: &str, fault: Fault) -> Result<()> {
    let mut desk = Desk::set().await?;
    let name = format!("{fault:?}");
    desk.fail(path, fault);
    let pull = desk.forge.propose("acme/design", "A change", "octocat");
    desk.forge.request_review(pull);
    desk.next_arrives_within(7).await?;
    desk.still_has(FIRST)?;
    desk.still_has("acme/design#1")?;
    ensure!(desk.state()? == AccountState::Connected, "{name}: {:?}", desk.state()?);
    Ok(())
}

#[tokio::test]
async fn states_that_nobody_knows_close_nothing() -> Result<()> {
    is_taken_as_it_is("/", Fault::unknown_enums()).await
}

#[tokio::test]
async fn people_who_deleted_their_accounts_are_nobody() -> Result<()> {
    let mut desk = Desk::set().await?;
    desk.forge.0.state().delete_user("hubot");
    desk.fail("/", Fault::null_users());
    desk.forge.label(desk.issue, "bug");
    desk.minutes(20).await;
    desk.still_has(FIRST)?;
    ensure!(desk.notices().is_empty(), "{:?}", desk.notices());
    Ok(())
}

#[tokio::test]
async fn fields_that_are_missing_are_done_without() -> Result<()> {
    let missing = Fault::missing(&["labels", "milestone", "body", "updated_at", "updatedAt", "html_url", "locked"]);
    is_taken_as_it_is("/", missing).await
}

#[tokio::test]
async fn what_graphql_brings_beside_an_error_is_taken() -> Result<()> {
    is_taken_as_it_is("/api/graphql", Fault::ErrorsBeside).await
}

#[tokio::test]
async fn checks_that_may_not_be_seen_are_done_without() -> Result<()> {
    is_taken_as_it_is("/api/graphql", Fault::ChecksForbidden).await
}

#[tokio::test]
async fn titles_are_one_clean_line_however_they_were_written() -> Result<()> {
    let mut desk = Desk::set().await?;
    let long = "long ".repeat(13_000);
    for (title, expected) in [
        ("Paid \u{202e}txt.exe\u{2066} now", "Paid txt.exe now"),
        ("Party 🎉 with 👩‍👩‍👧", "Party 🎉 with 👩‍👩‍👧"),
        ("Two\nlines\tand a\u{7} bell", "Two lines and a bell"),
        (long.as_str(), "long long"),
    ] {
        let item = desk.forge.open("acme/web", title);
        desk.forge.assign(item);
        let number = desk.forge.0.state().item(item).number;
        desk.minutes(3).await;
        let task = desk.scene.task(&format!("acme/web#{number}"))?;
        ensure!(task.title.starts_with(expected) && task.title.chars().count() <= 501, "{:?}", task.title);
    }
    Ok(())
}
