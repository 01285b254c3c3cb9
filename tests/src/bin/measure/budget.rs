//! What a simulated working day asks of services, at most in an hour.

use anyhow::{Result, ensure};
use stint_tests::simulation::{AtGitHub, AtGitLab, Day, Hand, MONDAY, busy_day};

use crate::row::Row;

const SEED: u64 = 4;

/// 100 issues assigned, 200 in four repositories that are followed, 220 changes by others over the day.
pub async fn measure() -> Result<Vec<Row>> {
    let hand = Hand::at(MONDAY);
    let github = whole(busy_day(&AtGitHub::start(&hand), &hand, SEED).await?)?;
    let hand = Hand::at(MONDAY);
    let gitlab = whole(busy_day(&AtGitLab::start(&hand)?, &hand, SEED).await?)?;
    Ok(vec![
        Row {
            what: "A simulated day, 100 issues assigned and 200 followed: REST requests to GitHub in the busiest hour",
            bound: "100",
            measured: github.most(|hour| hour.requests).to_string(),
        },
        Row {
            what: "Of these charged, in an hour in which nobody did anything (and in the busiest)",
            bound: "10",
            measured: format!(
                "{} ({})",
                github.most_while_quiet(|hour| hour.charged),
                github.most(|hour| hour.charged)
            ),
        },
        Row {
            what: "GraphQL points in the busiest hour",
            bound: "100",
            measured: github.most(|hour| hour.points).to_string(),
        },
        Row {
            what: "The same day at GitLab: requests in the busiest hour",
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
