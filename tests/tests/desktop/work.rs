//! Work that waits at a made-up GitHub, through the real window, the tray and the notifications of a desktop.
//!
//! Stint reads by itself once a minute at the soonest; these journeys ask it to read now, as `stint sync` does.

mod assigned;
mod card;
mod described;
mod feed;
mod follows;
mod receipts;
mod told;
mod usable;

use anyhow::{Context, Result, ensure};
use stint_api::{
    command::SyncNow,
    question::{GetTimer, ListJobs, ListTasks},
    view::{EntryView, JobState, TaskView},
};
use stint_tests::{
    Stint, Window,
    accounts::connect,
    fakes::github::{CLIENT_ID, GitHub, ItemId},
    peer::Person,
    wait,
};

use crate::accounts::{Desk, account};

const TOKEN: &str = "ghp_0123456789abcdefghijklmnopqrstuvwxyz";

/// A desk whose GitHub is connected, with Stint that has read it once.
struct Work {
    desk: Desk,
    github: GitHub,
    stint: Stint,
    account: String,
}

impl Work {
    /// Nothing waits there.
    async fn connected() -> Result<Self> {
        Self::with(GitHub::of_today).await
    }

    /// Connects a GitHub, in which something may wait already, and waits for the first reading of it.
    async fn with(github: impl FnOnce() -> GitHub) -> Result<Self> {
        let (desk, github) = (Desk::with(Person::Leaves).await?, github());
        github.make_token(TOKEN, "notifications, repo");
        desk.configure(&[("github", &github.origin(), CLIENT_ID)])?;
        let stint = Stint::start(&desk.desktop).await?;
        connect(&desk.desktop, &stint.client(), "github", TOKEN).await?;
        let is_read = |it: &stint_api::view::AccountView| {
            it.sync.as_ref().is_some_and(|sync| sync.at.is_some() && sync.is_fine && !sync.is_running)
        };
        let account = account(&stint.client(), "everything was read once", is_read).await?.id;
        Ok(Self { desk, github, stint, account })
    }

    /// Somebody opens an issue that gets this number, and gives it to the person.
    fn assigns(&self, repository: &str, number: u64, title: &str) -> ItemId {
        let mut state = self.github.state();
        let item = state.open_issue(repository, "hubot", title);
        state.item_mut(item).number = number;
        state.assign(item, "mona", "hubot");
        item
    }

    /// Reads everything now and waits until that is done; what it did.
    async fn sync(&self) -> Result<String> {
        let client = self.stint.client();
        let job = client.call(SyncNow { account: Some(self.account.clone()), service: None }).await?.job;
        let job = job.context("a sync is a job")?;
        let ended = wait::until("the sync ends", async || {
            let jobs = client.call(ListJobs {}).await.ok()?;
            jobs.into_iter().find(|it| it.id == job && it.state != JobState::Running)
        });
        let ended = ended.await?;
        ensure!(ended.state == JobState::Done, "{ended:?}");
        Ok(ended.message)
    }

    /// Opens the window at a place.
    async fn window(&self, place: &str) -> Result<Window> {
        let window = Window::open(&self.desk.desktop, &["--place", place]).await?;
        window.see("//main").await?;
        Ok(window)
    }

    /// Closes a window and opens another; one program shows them all.
    async fn instead(&self, window: Window, place: &str) -> Result<Window> {
        drop(window);
        self.desk.desktop.kill_programs("stint-window");
        let is_gone = async || self.desk.desktop.processes_of("stint-window").is_empty().then_some(());
        wait::until("the window's program ends", is_gone).await?;
        self.window(place).await
    }

    /// All tasks whose title or reference has these words, done ones, too.
    async fn tasks(&self, text: &str) -> Result<Vec<TaskView>> {
        let text = text.to_owned();
        Ok(self.stint.client().call(ListTasks { text, with_done: true, ..ListTasks::default() }).await?.tasks)
    }

    /// The one task that has these words.
    async fn task(&self, text: &str) -> Result<TaskView> {
        let found = self.tasks(text).await?;
        <[TaskView; 1]>::try_from(found).map(|[task]| task).map_err(|all| anyhow::anyhow!("“{text}” means {all:?}"))
    }

    /// What runs.
    async fn running(&self) -> Option<EntryView> {
        self.stint.client().call(GetTimer {}).await.ok()?.running
    }
}

/// Presses Escape on the keyboard of the desktop: a dialog does not heed one that a script presses.
fn escape(desk: &Desk) -> Result<()> {
    let status = desk.desktop.command("xdotool").args(["key", "Escape"]).status()?;
    ensure!(status.success(), "xdotool could not press a key");
    Ok(())
}

/// A row of tasks or of notices, by its title, and something in it.
fn row(title: &str, what: &str) -> String {
    format!("//*[(@data-testid='task' or @data-testid='notice') and .//button[contains(., '{title}')]]{what}")
}

/// The tab of the main window with that name.
fn tab(name: &str) -> String {
    format!("//nav[@aria-label='Views']//button[starts-with(normalize-space(), '{name}')]")
}
