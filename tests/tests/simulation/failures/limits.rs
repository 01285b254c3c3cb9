//! Rows 22 and 28: limits, and a service whose clock is off.

use anyhow::{Context, Result, ensure};
use jiff::{SignedDuration, Timestamp};
use stint_tests::{
    fakes::{
        clock::Clock,
        github::{Fault, GitHub},
    },
    simulation::{AtGitHub, Forge, Hand, MONDAY},
};

use super::{Desk, FIRST};

/// How long after it was told to wait Stint asks again, in seconds.
async fn waited(desk: &mut Desk, path: &str, fault: Fault) -> Result<f64> {
    let asked = desk.scene.requests()?.len();
    desk.forge.0.state().fail_once(path, fault);
    desk.minutes(90).await;
    let mut moments = Vec::new();
    for request in desk.scene.requests()?.split_off(asked) {
        moments.push(request.at.parse::<Timestamp>()?);
    }
    // The longest silence is the wait; every other pause is a beat.
    let gaps = moments.windows(2).map(|pair| pair[1].duration_since(pair[0]).as_secs_f64());
    gaps.fold(None, |most: Option<f64>, gap| Some(most.map_or(gap, |most| most.max(gap)))).context("nothing was asked")
}

async fn waits(path: &str, fault: Fault, least: f64, most: f64) -> Result<()> {
    let mut desk = Desk::set().await?;
    let waited = waited(&mut desk, path, fault.clone()).await?;
    ensure!((least..=most).contains(&waited), "{fault:?} made it wait {waited} s");
    ensure!(desk.notices().is_empty(), "{fault:?}: {:?}", desk.notices());
    desk.still_has(FIRST)?;
    desk.next_arrives_within(3).await
}

#[tokio::test]
async fn a_secondary_limit_that_names_no_time_is_left_for_a_minute() -> Result<()> {
    waits("/api/v3/notifications", Fault::SecondaryLimit(None), 60.0, 125.0).await
}

#[tokio::test]
async fn a_secondary_limit_is_waited_for_as_long_as_it_says() -> Result<()> {
    waits("/api/v3/notifications", Fault::SecondaryLimit(Some(600)), 600.0, 662.0).await
}

#[tokio::test]
async fn too_many_requests_are_waited_for_as_long_as_it_says() -> Result<()> {
    waits("/api/v3/issues", Fault::TooMany(300), 300.0, 362.0).await
}

#[tokio::test]
async fn a_spent_hour_is_waited_for_until_it_begins_anew() -> Result<()> {
    waits("/api/v3/notifications", Fault::Exhausted, 1_800.0, 1_870.0).await
}

#[tokio::test]
async fn graphql_that_is_limited_with_a_200_is_waited_for() -> Result<()> {
    waits("/api/graphql", Fault::GraphQlLimited, 1_800.0, 1_870.0).await
}

#[tokio::test]
async fn a_github_three_hours_ahead_is_waited_for_by_its_own_clock() -> Result<()> {
    for hours in [-3, 3] {
        let hand = Hand::at(MONDAY + SignedDuration::from_hours(9));
        let theirs = hand.clone();
        let clock = Clock::read(move || theirs.now() + SignedDuration::from_hours(hours));
        let (github, token) = (GitHub::with_clock(clock), AtGitHub::start(&hand).token());
        github.make_token(token, "notifications, repo");
        let mut desk = Desk::with(&hand, AtGitHub(github)).await?;
        let waited = waited(&mut desk, "/api/v3/notifications", Fault::Exhausted).await?;
        ensure!((1_799.0..=1_870.0).contains(&waited), "{hours} hours off: waited {waited} s");
        desk.next_arrives_within(3).await?;
    }
    Ok(())
}
