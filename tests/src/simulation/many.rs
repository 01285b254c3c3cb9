//! More assigned issues than anybody should have.

use anyhow::{Context, Result};
use stint_api::{
    command::SyncNow,
    question::ListJobs,
    view::{JobId, JobView},
};

use super::{AtGitHub, Forge, Hand, Scene};

/// A scene in which so many issues were just assigned and nothing of them was read.
pub struct Many {
    /// Where they lie.
    pub forge: AtGitHub,
    /// The engine; what there was before was read.
    pub scene: Scene,
}

/// Opens so many issues, connects, and assigns them behind everybody's back, so that no notification tells of them.
pub async fn filled(hand: &Hand, count: u32) -> Result<Many> {
    let forge = AtGitHub::start(hand);
    let items: Vec<_> = (0..count).map(|number| forge.open("acme/api", &format!("Issue {number}"))).collect();
    let mut scene = Scene::start(hand, &[("github", &forge.origin())]).await?;
    scene.settle_in("github", forge.token()).await?;
    {
        let mut state = forge.0.state();
        let mona = state.user("mona");
        items.into_iter().for_each(|item| state.item_mut(item).assignees.push(mona));
    }
    Ok(Many { forge, scene })
}

impl Many {
    /// Begins to read everything; the job.
    pub fn begin(&mut self) -> Result<JobId> {
        self.scene.rehearsal.begin(&SyncNow::default())?.job.context("syncing is a job")
    }

    /// How far a job is.
    pub fn job(&mut self, id: JobId) -> Result<JobView> {
        let jobs = self.scene.rehearsal.ask(&ListJobs {})?;
        jobs.into_iter().find(|job| job.id == id).context("the job is listed")
    }
}
