//! When a service that is down for a day is tried: a row, and a table of its own.

use std::io::{Write, stdout};

use anyhow::Result;
use stint_tests::{
    fakes::github::Fault,
    simulation::{AtGitHub, Forge, Hand, MONDAY, Outage, Scene, outage},
};

use crate::row::Row;

/// How often it is tried, and how often the person hears of it.
pub async fn measure() -> Result<Vec<Row>> {
    let outage = down().await?;
    Ok(vec![
        Row {
            what: "GitHub down for 24 simulated hours: tries, and requests in them",
            bound: "120 tries",
            measured: format!("{} tries, {} requests", outage.tries.len(), outage.requests),
        },
        Row {
            what: "Notices of it; minutes until it was found again",
            bound: "1; 30",
            measured: format!("{}; {:.1}", outage.notices, outage.found_after),
        },
    ])
}

/// Prints rows of a Markdown table: the try, minutes after the service went down, minutes after the try before.
pub async fn print_curve() -> Result<()> {
    let outage = down().await?;
    let mut before = 0.0;
    for (number, at) in (1..).zip(&outage.tries) {
        writeln!(stdout(), "| {number} | {at:.1} | {:.1} |", at - before)?;
        before = *at;
    }
    Ok(())
}

async fn down() -> Result<Outage> {
    let hand = Hand::at(MONDAY);
    let forge = AtGitHub::start(&hand);
    let mut scene = Scene::start(&hand, &[("github", &forge.origin())]).await?;
    scene.settle_in("github", forge.token()).await?;
    let (down, up) = (|| forge.0.state().fail("/", Fault::Closed), || forge.0.state().heal());
    outage(&forge, &mut scene, down, up).await
}
