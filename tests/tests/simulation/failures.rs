//! What a GitHub may do wrong, row by row: nothing is lost, nobody is pestered, and it is found again.

mod apart;
mod broken;
mod credentials;
mod gone;
mod limits;
mod odd;
mod refusals;

use anyhow::{Context, Result, ensure};
use jiff::SignedDuration;
use stint_api::{command::StatusName, view::AccountState};
use stint_tests::{
    fakes::github::{Fault, ItemId},
    simulation::{AtGitHub, Forge, Hand, MONDAY, Scene},
};

/// The reference of the issue that is there from the start.
const FIRST: &str = "acme/api#1";

/// mona's desk on a Monday morning: GitHub is connected, and one issue is assigned to her.
struct Desk {
    forge: AtGitHub,
    scene: Scene,
    issue: ItemId,
}

impl Desk {
    async fn set() -> Result<Self> {
        let hand = Hand::at(MONDAY + SignedDuration::from_hours(9));
        Self::with(&hand, AtGitHub::start(&hand)).await
    }

    async fn with(hand: &Hand, forge: AtGitHub) -> Result<Self> {
        let issue = forge.open("acme/api", "Fix the login");
        forge.assign(issue);
        let mut scene = Scene::start(hand, &[("github", &forge.origin())]).await?;
        scene.settle_in("github", forge.token()).await?;
        let mut desk = Self { forge, scene, issue };
        desk.still_has(FIRST)?;
        desk.minutes(3).await;
        Ok(desk)
    }

    /// Everything below this path fails so, until `heal`.
    fn fail(&self, path: &str, fault: Fault) {
        self.forge.0.state().fail(path, fault);
    }

    fn heal(&self) {
        self.forge.0.state().heal();
    }

    async fn minutes(&mut self, minutes: i64) {
        self.scene.pass(SignedDuration::from_mins(minutes)).await;
    }

    /// How many requests go out in so many minutes.
    async fn requests_in(&mut self, minutes: i64) -> Result<f64> {
        let before = self.scene.request_count()?;
        self.minutes(minutes).await;
        Ok(self.scene.request_count()? - before)
    }

    /// A task is on the list and not done.
    fn still_has(&mut self, reference: &str) -> Result<()> {
        let tasks = self.scene.tasks()?;
        let task = tasks.get(reference).with_context(|| format!("{reference} is not among {:?}", tasks.keys()))?;
        ensure!(task.status != StatusName::Done, "{reference} is done");
        Ok(())
    }

    /// Something is assigned now, and is a task within so many minutes.
    async fn next_arrives_within(&mut self, minutes: i64) -> Result<()> {
        let item = self.forge.open("acme/web", "Another one");
        self.forge.assign(item);
        let number = self.forge.0.state().item(item).number;
        self.minutes(minutes).await;
        self.still_has(&format!("acme/web#{number}"))
    }

    fn state(&mut self) -> Result<AccountState> {
        Ok(self.scene.account("github")?.state)
    }

    fn notices(&self) -> Vec<&str> {
        self.scene.rehearsal.told.iter().map(|(_, notice)| notice.title.as_str()).collect()
    }

    fn said(&mut self) -> Result<String> {
        self.scene.said("github")
    }
}
