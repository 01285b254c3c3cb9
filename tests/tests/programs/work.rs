//! Work from services on the command line, over a made-up GitLab and a made-up Gitea.

mod listed;
mod trouble;

use anyhow::Result;
use serde_json::Value;
use stint_tests::{
    Stint,
    fakes::{clock::Clock, gitlab::subject::Key},
    wait,
};

use crate::accounts::{Desk, TOKEN};

/// A home whose GitLab is connected and was read once.
struct Work {
    desk: Desk,
    stint: Stint,
}

impl Work {
    async fn connected() -> Result<Self> {
        let (desk, stint) = Desk::with_stint().await?;
        desk.gitlab.state().world.clock = Clock::real();
        desk.paste(TOKEN)?;
        let work = Self { desk, stint };
        work.is_read("gitlab").await?;
        Ok(work)
    }

    /// Waits until the account of a service was read once.
    async fn is_read(&self, service: &str) -> Result<()> {
        wait::until("everything was read once", async || {
            let accounts = self.desk.accounts().ok()?;
            let account = accounts.into_iter().find(|it| it["service"] == service)?;
            account["sync"]["at"].as_str().map(drop)
        })
        .await
    }

    /// Somebody opens an issue there and gives it to the person.
    fn assigns(&self, path: &str, title: &str) -> Key {
        let mut state = self.desk.gitlab.state();
        let key = state.world.open_issue(path, title, "hubot");
        state.world.assign(key, "mona", "hubot");
        key
    }

    /// What a command says as JSON.
    fn json(&self, words: &str) -> Result<Value> {
        let words: Vec<&str> = words.split(' ').chain(["--json"]).collect();
        Ok(serde_json::from_str(&self.desk.granted(&words)?)?)
    }

    /// What a command says to a person.
    fn says(&self, words: &str) -> Result<String> {
        self.desk.granted(&words.split(' ').collect::<Vec<_>>())
    }
}
