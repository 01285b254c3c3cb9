//! A service that is down for a day is tried now and then, and found again.

use anyhow::{Context, Result, ensure};
use jiff::SignedDuration;
use stint_tests::{
    fakes::{github::Fault, gitlab::GitLab},
    simulation::{AtGitHub, AtGitLab, Forge, Hand, MONDAY, Outage, Scene, outage},
};

#[tokio::test]
async fn a_github_that_answers_503_for_a_day_is_tried_now_and_then() -> Result<()> {
    let tried = down_with(Fault::Broken(503)).await?;
    bounded(&tried)
}

#[tokio::test]
async fn a_github_that_closes_its_connections_for_a_day_is_tried_now_and_then() -> Result<()> {
    let first = down_with(Fault::Closed).await?;
    bounded(&first)?;
    let second = down_with(Fault::Closed).await?;
    ensure!(first.tries != second.tries, "two installs come at the same moments");
    Ok(())
}

/// Where a try falls depends on the account, so several are watched.
#[tokio::test]
async fn no_account_waits_longer_than_half_an_hour() -> Result<()> {
    for _ in 0..6 {
        let tried = down_with(Fault::Closed).await?;
        let longest = tried.gaps().into_iter().fold(tried.found_after, f64::max);
        ensure!(longest <= 31.0, "{longest} minutes: {:?}", tried.gaps());
    }
    Ok(())
}

#[tokio::test]
async fn a_gitlab_whose_port_is_closed_for_a_day_is_tried_now_and_then() -> Result<()> {
    let hand = Hand::at(MONDAY);
    let forge = AtGitLab::start(&hand)?;
    let mut scene = Scene::start(&hand, &[("gitlab", &forge.origin())]).await?;
    scene.settle_in("gitlab", forge.token()).await?;
    let told = scene.rehearsal.told.len();
    let (port, books) = forge.0.stop();
    scene.pass(SignedDuration::from_hours(24)).await;
    ensure!(scene.rehearsal.told.len() <= told + 1, "{:?}", scene.rehearsal.told);
    let forge = AtGitLab(GitLab::start_again(port, books)?);
    let item = forge.open("acme/api", "Afterwards");
    forge.assign(item);
    scene.pass(SignedDuration::from_mins(32)).await;
    let task = scene.tasks()?.into_values().next().context("the service was not found again")?;
    ensure!(task.title == "Afterwards", "{task:?}");
    Ok(())
}

async fn down_with(fault: Fault) -> Result<Outage> {
    let hand = Hand::at(MONDAY);
    let forge = AtGitHub::start(&hand);
    let mut scene = Scene::start(&hand, &[("github", &forge.origin())]).await?;
    scene.settle_in("github", forge.token()).await?;
    let (down, up) = (|| forge.0.state().fail("/", fault), || forge.0.state().heal());
    outage(&forge, &mut scene, down, up).await
}

/// Half an hour or so at most, and not less than half of that once it is reached.
fn bounded(tried: &Outage) -> Result<()> {
    let gaps = tried.gaps();
    ensure!((48..=120).contains(&tried.tries.len()), "{} tries: {:?}", tried.tries.len(), tried.tries);
    ensure!(tried.requests <= 3 * tried.tries.len(), "{} requests in {} tries", tried.requests, tried.tries.len());
    ensure!(gaps.iter().all(|gap| *gap <= 46.0), "a wait is far longer than the longest: {gaps:?}");
    let late = gaps.get(8..).context("it was tried more often")?;
    ensure!(gaps[0] < 5.0 && late.iter().all(|gap| *gap >= 14.0), "waits do not grow: {gaps:?}");
    ensure!(late.windows(2).any(|pair| (pair[0] - pair[1]).abs() > 0.01), "all waits are the same: {gaps:?}");
    ensure!(tried.notices <= 1, "{} notices", tried.notices);
    ensure!(tried.found_after <= 46.0, "found again after {} minutes", tried.found_after);
    Ok(())
}
