//! A working day's requests stay within what a service is asked for politely, and nothing that people do is lost.

use anyhow::{Result, ensure};
use stint_tests::simulation::{AtGitHub, AtGitLab, Day, Hand, Hour, MONDAY, ORDINARY, STORMY, day};

const SEED: u64 = 4;

#[tokio::test]
async fn an_ordinary_day_at_github_is_hardly_charged_and_every_change_arrives() -> Result<()> {
    let hand = Hand::at(MONDAY);
    let day = day(&AtGitHub::start(&hand), &hand, &ORDINARY, SEED).await?;
    arrived(&day)?;
    ensure!(day.most(|hour| hour.requests) <= 100, "too many requests: {:?}", day.hours);
    ensure!(day.most_later(|hour| hour.charged) <= 10, "too many are charged: {:?}", day.hours);
    ensure!(day.most(|hour| hour.points) <= 100, "too many points: {:?}", day.hours);
    Ok(())
}

#[tokio::test]
async fn a_stormy_day_at_github_stays_within_its_budget_and_every_change_arrives() -> Result<()> {
    let hand = Hand::at(MONDAY);
    let day = day(&AtGitHub::start(&hand), &hand, &STORMY, SEED).await?;
    arrived(&day)?;
    ensure!(day.most(|hour| hour.requests) <= 100, "too many requests: {:?}", day.hours);
    ensure!(day.most(|hour| hour.points) <= 100, "too many points: {:?}", day.hours);
    Ok(())
}

#[tokio::test]
async fn a_stormy_day_at_gitlab_stays_within_its_budget_and_every_change_arrives() -> Result<()> {
    let hand = Hand::at(MONDAY);
    let day = day(&AtGitLab::start(&hand)?, &hand, &STORMY, SEED).await?;
    arrived(&day)?;
    ensure!(day.most(|hour| hour.requests) <= 170, "too many requests: {:?}", day.hours);
    Ok(())
}

fn arrived(day: &Day) -> Result<()> {
    ensure!(day.hours.len() == 24 && day.tasks >= 300, "{} hours, {} tasks", day.hours.len(), day.tasks);
    ensure!(day.hours.iter().all(|hour| *hour != Hour::default()), "an hour without a request: {:?}", day.hours);
    ensure!(day.differences.is_empty(), "{}", day.differences.join("\n"));
    Ok(())
}
