//! Each account fails alone: the timer and the other accounts go on.

use anyhow::{Result, ensure};
use jiff::SignedDuration;
use stint_api::{
    command::{StartTimer, StopTimer},
    question::GetTimer,
    view::AccountState,
};
use stint_tests::{
    fakes::github::Fault,
    simulation::{AtGitHub, AtGitLab, Forge, Hand, MONDAY, Scene},
};

#[tokio::test]
async fn whatever_github_does_gitlab_and_the_timer_go_on() -> Result<()> {
    let hand = Hand::at(MONDAY + SignedDuration::from_hours(9));
    let (github, gitlab) = (AtGitHub::start(&hand), AtGitLab::start(&hand)?);
    let mut scene = Scene::start(&hand, &[("github", &github.origin()), ("gitlab", &gitlab.origin())]).await?;
    scene.settle_in("github", github.token()).await?;
    scene.settle_in("gitlab", gitlab.token()).await?;
    let faults = [
        Fault::Broken(503),
        Fault::Closed,
        Fault::Html,
        Fault::Huge,
        Fault::CutJson,
        Fault::SecondaryLimit(None),
        Fault::BadCredentials,
    ];
    for (number, fault) in (1..).zip(faults) {
        let name = format!("{fault:?}");
        github.0.state().heal();
        github.0.state().fail("/", fault);
        scene.rehearsal.command(&StartTimer::default()).await?;
        gitlab.assign(gitlab.open("acme/api", "Go on"));
        scene.pass(SignedDuration::from_secs(65)).await;
        ensure!(scene.tasks()?.contains_key(&format!("acme/api#{number}")), "{name}: GitLab stands still");
        ensure!(scene.rehearsal.ask(&GetTimer {})?.running.is_some(), "{name}: the timer stands still");
        scene.rehearsal.command(&StopTimer::default()).await?;
        ensure!(scene.account("gitlab")?.state == AccountState::Connected, "{name}");
    }
    Ok(())
}
