//! From an assignment to the notice of it.

use anyhow::{Context, Result, ensure};
use jiff::SignedDuration;
use stint_tests::{
    dice::Dice,
    simulation::{AtGitHub, AtGitLab, Forge, Hand, MONDAY, Scene},
};

/// One poll interval and two seconds.
const BOUND: f64 = 62.0;

#[tokio::test]
async fn at_github_the_notice_comes_within_a_beat() -> Result<()> {
    let hand = Hand::at(MONDAY);
    told_in_time(&AtGitHub::start(&hand), &hand).await
}

#[tokio::test]
async fn at_gitlab_the_notice_comes_within_a_beat() -> Result<()> {
    let hand = Hand::at(MONDAY);
    told_in_time(&AtGitLab::start(&hand)?, &hand).await
}

/// A hundred assignments at random moments, to the millisecond.
async fn told_in_time<F: Forge>(forge: &F, hand: &Hand) -> Result<()> {
    let mut dice = Dice::new(7);
    let mut scene = Scene::start(hand, &[(F::SERVICE, &forge.origin())]).await?;
    scene.settle_in(F::SERVICE, forge.token()).await?;
    let mut late = Vec::new();
    for number in 0..100 {
        scene.pass(SignedDuration::from_millis(i64::try_from(63_000 + dice.below(90_000))?)).await;
        let title = format!("Issue {number}");
        let item = forge.open("acme/api", &title);
        forge.assign(item);
        let assigned_at = scene.now();
        scene.pass(SignedDuration::from_secs(150)).await;
        let told = scene.rehearsal.told.iter().find(|(_, notice)| notice.body.contains(&title));
        let (told_at, notice) = told.with_context(|| format!("nobody was told of {title}"))?;
        ensure!(notice.title.starts_with("Assigned to you"), "{notice:?}");
        let took = told_at.duration_since(assigned_at).as_secs_f64();
        if took > BOUND {
            late.push(took);
        }
    }
    ensure!(late.is_empty(), "{} of 100 were late, in seconds: {late:?}", late.len());
    ensure!(scene.rehearsal.told.len() == 100, "told {} times", scene.rehearsal.told.len());
    Ok(())
}
