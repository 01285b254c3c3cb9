//! A working day's requests stay within what a service is asked for politely, and nothing that people do is lost.

use anyhow::{Result, ensure};
use stint_tests::simulation::{AtGitHub, AtGitLab, Day, Hand, Hour, MONDAY, busy_day};

const SEED: u64 = 4;

#[tokio::test]
async fn a_day_at_github_stays_within_its_budget_and_every_change_arrives() -> Result<()> {
    let hand = Hand::at(MONDAY);
    let day = busy_day(&AtGitHub::start(&hand), &hand, SEED).await?;
    arrived(&day)?;
    ensure!(day.most(|hour| hour.requests) <= 100, "too many requests: {:?}", day.hours);
    ensure!(day.most_while_quiet(|hour| hour.charged) <= 10, "quiet hours are charged: {:?}", day.hours);
    ensure!(day.most(|hour| hour.points) <= 100, "too many points: {:?}", day.hours);
    Ok(())
}

#[tokio::test]
async fn a_day_at_gitlab_stays_within_its_budget_and_every_change_arrives() -> Result<()> {
    let hand = Hand::at(MONDAY);
    let day = busy_day(&AtGitLab::start(&hand)?, &hand, SEED).await?;
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
