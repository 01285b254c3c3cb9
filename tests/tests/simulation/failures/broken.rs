//! Rows 26 and 27: a service that is broken, a network that is not there, answers that are none.

use anyhow::{Result, ensure};
use jiff::SignedDuration;
use stint_api::view::AccountState;
use stint_engine::{Input, Presence};
use stint_tests::{fakes::github::Fault, simulation::Forge};

use super::{Desk, FIRST};

/// The longest wait between two tries, with something to spare.
const A_CAP: i64 = 33;

/// Half an hour of it costs few tries and no notice, loses nothing, and ends by itself.
async fn survives(path: &str, fault: Fault) -> Result<()> {
    let mut desk = Desk::set().await?;
    let name = format!("{fault:?}");
    desk.fail(path, fault);
    let requests = desk.requests_in(30).await?;
    ensure!((1.0..=60.0).contains(&requests), "{name}: {requests} requests in half an hour");
    ensure!(desk.notices().is_empty(), "{name}: {:?}", desk.notices());
    desk.still_has(FIRST)?;
    desk.heal();
    desk.next_arrives_within(A_CAP).await?;
    ensure!(desk.state()? == AccountState::Connected, "{name}: {:?}", desk.state()?);
    desk.still_has(FIRST)
}

#[tokio::test]
async fn a_broken_github_is_left_in_peace_and_found_again() -> Result<()> {
    survives("/", Fault::Broken(503)).await?;
    survives("/", Fault::Broken(500)).await
}

#[tokio::test]
async fn connections_that_close_are_like_a_github_that_is_down() -> Result<()> {
    survives("/", Fault::Closed).await
}

#[tokio::test]
async fn a_page_of_the_network_in_between_is_not_an_answer() -> Result<()> {
    survives("/", Fault::Html).await
}

#[tokio::test]
async fn a_body_that_breaks_off_is_not_an_answer() -> Result<()> {
    survives("/", Fault::CutBody).await
}

/// What answers with nonsense is kept away from: nothing is lost, and the person hears of it once at most.
async fn is_kept_out(fault: Fault) -> Result<()> {
    let mut desk = Desk::set().await?;
    let name = format!("{fault:?}");
    desk.fail("/", fault);
    desk.forge.label(desk.issue, "bug");
    desk.minutes(20).await;
    desk.still_has(FIRST)?;
    ensure!(desk.notices().len() <= 1, "{name}: {:?}", desk.notices());
    desk.heal();
    desk.next_arrives_within(70).await?;
    desk.still_has(FIRST)
}

#[tokio::test]
async fn thirty_megabytes_are_not_read() -> Result<()> {
    is_kept_out(Fault::Huge).await
}

#[tokio::test]
async fn json_that_ends_in_its_middle_changes_nothing() -> Result<()> {
    is_kept_out(Fault::CutJson).await
}

#[tokio::test]
async fn a_question_too_large_for_graphql_is_asked_in_halves() -> Result<()> {
    let mut desk = Desk::set().await?;
    for status in [502, 504] {
        desk.forge.0.state().fail_once("/api/graphql", Fault::Broken(status));
        let pull = desk.forge.propose("acme/api", "A change", "octocat");
        desk.forge.request_review(pull);
        let number = desk.forge.0.state().item(pull).number;
        desk.minutes(7).await;
        desk.still_has(&format!("acme/api#{number}"))?;
    }
    ensure!(desk.state()? == AccountState::Connected, "{:?}", desk.state()?);
    Ok(())
}

#[tokio::test]
async fn without_a_network_nothing_is_tried_and_with_it_everything_goes_on_at_once() -> Result<()> {
    let mut desk = Desk::set().await?;
    desk.scene.rehearsal.hear(Input::Presence(Presence::Offline)).await;
    ensure!(desk.requests_in(24 * 60).await? == 0.0, "something was tried");
    ensure!(desk.notices().is_empty(), "{:?}", desk.notices());
    let item = desk.forge.open("acme/web", "While away");
    desk.forge.assign(item);
    desk.scene.rehearsal.hear(Input::Presence(Presence::Online)).await;
    desk.scene.pass(SignedDuration::from_secs(15)).await;
    desk.still_has("acme/web#1")
}

#[tokio::test]
async fn a_machine_that_slept_goes_on_within_seconds() -> Result<()> {
    let mut desk = Desk::set().await?;
    desk.scene.rehearsal.hear(Input::Presence(Presence::Slept)).await;
    ensure!(desk.requests_in(8 * 60).await? == 0.0, "something was tried");
    let item = desk.forge.open("acme/web", "While asleep");
    desk.forge.assign(item);
    desk.scene.rehearsal.hear(Input::Presence(Presence::Woke)).await;
    desk.scene.pass(SignedDuration::from_secs(15)).await;
    desk.still_has("acme/web#1")
}
