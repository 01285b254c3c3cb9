//! What a simulated working day asks of services, at most in an hour.

use anyhow::{Result, ensure};
use stint_tests::simulation::{AtGitHub, AtGitLab, Day, Hand, MONDAY, ORDINARY, STORMY, day};

use crate::row::Row;

const SEED: u64 = 4;

/// 100 issues assigned, 200 in four repositories that are followed, and people at work: 50 changes over an ordinary day, 200 over a stormy one.
pub async fn measure() -> Result<Vec<Row>> {
    let hand = Hand::at(MONDAY);
    let ordinary = whole(day(&AtGitHub::start(&hand), &hand, &ORDINARY, SEED).await?)?;
    let hand = Hand::at(MONDAY);
    let github = whole(day(&AtGitHub::start(&hand), &hand, &STORMY, SEED).await?)?;
    let hand = Hand::at(MONDAY);
    let gitlab = whole(day(&AtGitLab::start(&hand)?, &hand, &STORMY, SEED).await?)?;
    Ok(vec![
        Row {
            what: "A simulated day, 100 issues assigned and 200 followed: REST requests to GitHub in the busiest hour (and of a day four times as busy)",
            bound: "100",
            measured: format!("{} ({})", ordinary.most(|hour| hour.requests), github.most(|hour| hour.requests)),
        },
        Row {
            what: "Of these charged, in the busiest hour after the first reading (and of that other day)",
            bound: "10",
            measured: format!(
                "{} ({})",
                ordinary.most_later(|hour| hour.charged),
                github.most_later(|hour| hour.charged)
            ),
        },
        Row {
            what: "GraphQL points in the busiest hour (and of that other day)",
            bound: "100",
            measured: format!("{} ({})", ordinary.most(|hour| hour.points), github.most(|hour| hour.points)),
        },
        Row {
            what: "The busier day at GitLab: requests in the busiest hour",
            bound: "170",
            measured: gitlab.most(|hour| hour.requests).to_string(),
        },
    ])
}

/// A budget that is kept by losing work is none.
fn whole(day: Day) -> Result<Day> {
    ensure!(day.differences.is_empty(), "work was lost: {:?}", day.differences);
    Ok(day)
}
