//! When a service that is down for a day is tried: a table of its own.

use std::io::{Write, stdout};

use anyhow::Result;
use stint_tests::{
    fakes::github::Fault,
    simulation::{AtGitHub, Forge, Hand, MONDAY, Scene, outage},
};

/// Prints it as rows of a Markdown table: the try, minutes after the service went down, minutes after the try before.
pub async fn print() -> Result<()> {
    let hand = Hand::at(MONDAY);
    let forge = AtGitHub::start(&hand);
    let mut scene = Scene::start(&hand, &[("github", &forge.origin())]).await?;
    scene.settle_in("github", forge.token()).await?;
    let (down, up) = (|| forge.0.state().fail("/", Fault::Closed), || forge.0.state().heal());
    let outage = outage(&forge, &mut scene, down, up).await?;
    let mut before = 0.0;
    let mut out = stdout();
    for (number, at) in (1..).zip(&outage.tries) {
        writeln!(out, "| {number} | {at:.1} | {:.1} |", at - before)?;
        before = *at;
    }
    let (found, notices) = (outage.found_after, outage.notices);
    writeln!(out, "| found again, {notices} notice in all | {:.1} | {found:.1} |", 24.0 * 60.0 + found)?;
    Ok(())
}
