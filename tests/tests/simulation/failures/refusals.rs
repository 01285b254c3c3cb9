//! Rows 21, 23, 24 and 25: refusals that are of one question, and not of the account.

use anyhow::{Result, ensure};
use stint_api::view::AccountState;
use stint_tests::{
    fakes::github::Fault,
    simulation::{AtGitHub, Forge, Hand, MONDAY},
};

use super::{Desk, FIRST};

#[tokio::test]
async fn an_organisation_that_wants_single_sign_on_is_said_and_closes_nothing() -> Result<()> {
    let mut desk = Desk::set().await?;
    desk.fail("/api/v3/issues", Fault::SsoRequired);
    desk.minutes(30).await;
    desk.still_has(FIRST)?;
    ensure!(desk.said()?.contains("single sign-on"), "{}", desk.said()?);
    ensure!(desk.notices().len() <= 1, "{:?}", desk.notices());
    desk.heal();
    desk.minutes(6).await;
    desk.next_arrives_within(3).await
}

#[tokio::test]
async fn partial_results_of_single_sign_on_close_nothing() -> Result<()> {
    let mut desk = Desk::set().await?;
    desk.forge.0.state().make_private("acme/api");
    desk.fail("/api/v3/issues", Fault::SsoPartial("21"));
    desk.fail("/api/graphql", Fault::SsoPartial("21"));
    // Something on page one changes, so that it is read anew.
    desk.next_arrives_within(20).await?;
    desk.still_has(FIRST)?;
    ensure!(desk.said()?.contains("single sign-on"), "{}", desk.said()?);
    Ok(())
}

#[tokio::test]
async fn a_token_without_notifications_goes_on_without_them_and_asks_for_them_no_more() -> Result<()> {
    let mut desk = Desk::set().await?;
    desk.fail("/api/v3/notifications", Fault::NotAccessible);
    desk.minutes(2).await;
    let before = desk.scene.requests()?.len();
    desk.minutes(60).await;
    let asked = desk.scene.requests()?.split_off(before);
    let wrong: Vec<_> = asked.iter().filter(|it| it.path.contains("notifications")).collect();
    ensure!(wrong.is_empty() && !asked.is_empty(), "{} of {}", wrong.len(), asked.len());
    ensure!(desk.state()? == AccountState::Connected && desk.notices().is_empty(), "{:?}", desk.notices());
    desk.next_arrives_within(4).await
}

#[tokio::test]
async fn a_question_that_is_not_understood_there_is_left_alone_and_the_others_go_on() -> Result<()> {
    let mut desk = Desk::set().await?;
    desk.fail("/api/v3/issues", Fault::Unprocessable);
    desk.minutes(5).await;
    let before = desk.scene.requests()?.len();
    desk.minutes(60).await;
    let asked = desk.scene.requests()?.split_off(before);
    let wrong = asked.iter().filter(|it| it.path.ends_with("/issues")).count();
    ensure!(wrong == 0 && !asked.is_empty(), "asked {wrong} times more");
    desk.still_has(FIRST)?;
    desk.next_arrives_within(6).await
}

#[tokio::test]
async fn a_version_that_is_not_supported_is_dropped() -> Result<()> {
    let mut desk = Desk::set().await?;
    for _ in 0..3 {
        desk.forge.0.state().fail_once("/api/v3/", Fault::UnknownVersion);
        desk.minutes(3).await;
    }
    ensure!(desk.state()? == AccountState::Connected && desk.notices().is_empty(), "{:?}", desk.notices());
    desk.next_arrives_within(3).await
}

#[tokio::test]
async fn a_way_to_another_host_is_not_taken() -> Result<()> {
    let other = AtGitHub::start(&Hand::at(MONDAY));
    let mut desk = Desk::set().await?;
    desk.fail("/api/v3/", Fault::Elsewhere(format!("{}/api/v3/issues", other.origin())));
    desk.minutes(30).await;
    ensure!(other.hours().is_empty(), "the token went to another host");
    desk.still_has(FIRST)
}
