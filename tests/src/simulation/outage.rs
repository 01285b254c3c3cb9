//! A service that is down for a day: when it is tried, and when it is found again.

use anyhow::{Context, Result, ensure};
use jiff::{SignedDuration, Timestamp};

use super::{Forge, Scene};

/// What a day without the service came to.
pub struct Outage {
    /// When it was tried, in minutes after it went down; several requests in the same moment are one try.
    pub tries: Vec<f64>,
    /// How many requests that were.
    pub requests: usize,
    /// How many notices the person got of it.
    pub notices: usize,
    /// How long after it came back it was found again, in minutes.
    pub found_after: f64,
}

impl Outage {
    /// The waits between tries, in minutes.
    #[must_use]
    pub fn gaps(&self) -> Vec<f64> {
        self.tries.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }
}

/// Takes the service down for 24 hours and brings it back; `down` and `up` do that.
pub async fn outage<F: Forge>(forge: &F, scene: &mut Scene, down: impl FnOnce(), up: impl FnOnce()) -> Result<Outage> {
    let told_before = scene.rehearsal.told.len();
    let began = scene.now();
    down();
    let ends = began + SignedDuration::from_hours(24);
    scene.pass_until(ends).await;
    let mut moments = Vec::new();
    for request in scene.requests()? {
        moments.push(request.at.parse::<Timestamp>()?);
    }
    moments.retain(|at| *at > began);
    let requests = moments.len();
    moments.dedup();
    let notices = scene.rehearsal.told.len() - told_before;
    let item = forge.open("acme/api", "Opened after the outage");
    up();
    forge.assign(item);
    let found_at = found(scene).await?;
    let minutes = |at: Timestamp| at.duration_since(began).as_secs_f64() / 60.0;
    let found_after = minutes(found_at) - minutes(ends);
    Ok(Outage { tries: moments.into_iter().map(minutes).collect(), requests, notices, found_after })
}

/// When the task of after the outage is there.
async fn found(scene: &mut Scene) -> Result<Timestamp> {
    let latest = scene.now() + SignedDuration::from_hours(2);
    loop {
        let at = scene.rehearsal.wakes_at().context("the engine sleeps for ever")?;
        ensure!(at < latest, "the service was not found again within two hours");
        scene.pass_until(at).await;
        if scene.tasks()?.values().any(|task| task.title == "Opened after the outage") {
            return Ok(scene.now());
        }
    }
}
