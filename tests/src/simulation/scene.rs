//! An engine with its real connectors, on a clock that made-up services share.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use jiff::{SignedDuration, Timestamp};
use stint_api::{
    command::BeginSignIn,
    question::{GetAccounts, ListRequests, ListTasks},
    view::{AccountView, RequestView, TaskView, WayKind},
};
use stint_core::secret::secret;
use stint_engine::{Paths, Rehearsal};
use tempfile::TempDir;

use super::Hand;

/// How many tasks are asked for at a time.
const PAGE: u32 = 500;

/// An engine on a clock set by hand.
pub struct Scene {
    /// The engine.
    pub rehearsal: Rehearsal,
    hand: Hand,
    attempts: u32,
    _folder: TempDir,
}

impl Scene {
    /// Starts where the hand stands, with services at these origins.
    pub async fn start(hand: &Hand, services: &[(&str, &str)]) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("stint-").tempdir()?;
        let below = |name: &str| folder.path().join(name);
        let paths = Paths {
            database: below("stint.db"),
            backups: below("backups"),
            config: below("config.toml"),
            exports: below("exports"),
            secrets: below("secrets"),
            services: services.iter().map(|(id, origin)| ((*id).to_owned(), (*origin).to_owned())).collect(),
        };
        let rehearsal = Rehearsal::start(paths, "UTC", hand.now()).await;
        Ok(Self { rehearsal, hand: hand.clone(), attempts: 0, _folder: folder })
    }

    /// Signs in with a pasted token; what the service holds is not read yet.
    pub async fn connect(&mut self, service: &str, token: &str) -> Result<AccountView> {
        self.attempts += 1;
        let wish = BeginSignIn {
            attempt: format!("attempt-{}", self.attempts),
            service: service.to_owned(),
            way: WayKind::Token,
            ticket: Some(self.rehearsal.tickets.put(secret(token))?),
            ..BeginSignIn::default()
        };
        self.rehearsal.command(&wish).await?;
        let page = self.rehearsal.ask(&GetAccounts {})?;
        let said: Vec<_> = page.attempts.iter().map(|attempt| format!("{attempt:?}")).collect();
        self.account(service).with_context(|| said.join("\n"))
    }

    /// Signs in and lets the first reading pass.
    pub async fn settle_in(&mut self, service: &str, token: &str) -> Result<AccountView> {
        self.connect(service, token).await?;
        self.pass(SignedDuration::from_secs(5)).await;
        self.account(service)
    }

    /// The only account of a service.
    pub fn account(&mut self, service: &str) -> Result<AccountView> {
        let page = self.rehearsal.ask(&GetAccounts {})?;
        let mut accounts: Vec<_> = page.services.into_iter().flat_map(|service| service.accounts).collect();
        accounts.retain(|account| account.service == service);
        ensure!(accounts.len() <= 1, "there are {} accounts", accounts.len());
        accounts.pop().with_context(|| format!("no account of {service} is connected"))
    }

    /// What reading an account came to last, in words.
    pub fn said(&mut self, service: &str) -> Result<String> {
        Ok(self.account(service)?.sync.context("it brings no work")?.message)
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.hand.now()
    }

    /// Lets time pass.
    pub async fn pass(&mut self, time: SignedDuration) {
        self.pass_until(self.now() + time).await;
    }

    /// Lets time pass, waking the engine whenever it wants to be.
    pub async fn pass_until(&mut self, end: Timestamp) {
        while let Some(at) = self.rehearsal.wakes_at().filter(|at| *at <= end) {
            self.hand.set(at.max(self.now()));
            self.rehearsal.wake(self.now()).await;
        }
        self.hand.set(end.max(self.now()));
        self.rehearsal.pass_until(self.now()).await;
    }

    /// The tasks on the list by their references, finished ones included.
    pub fn tasks(&mut self) -> Result<BTreeMap<String, TaskView>> {
        self.listed(false)
    }

    /// All tasks by their references, those off the list included.
    pub fn all_tasks(&mut self) -> Result<BTreeMap<String, TaskView>> {
        self.listed(true)
    }

    fn listed(&mut self, with_off_list: bool) -> Result<BTreeMap<String, TaskView>> {
        let mut all = Vec::new();
        loop {
            let offset = u32::try_from(all.len())?;
            let some = ListTasks { with_done: true, with_off_list, offset, limit: Some(PAGE), ..ListTasks::default() };
            let page = self.rehearsal.ask(&some)?;
            if page.tasks.is_empty() {
                ensure!(page.total == offset, "{offset} of {} tasks", page.total);
                break;
            }
            all.extend(page.tasks);
        }
        let mut tasks = BTreeMap::new();
        for task in all {
            let reference = task.reference.clone().unwrap_or_else(|| task.title.clone());
            ensure!(!tasks.contains_key(&reference), "{reference} is there twice");
            tasks.insert(reference, task);
        }
        Ok(tasks)
    }

    /// The task of a reference, on the list or off it.
    pub fn task(&mut self, reference: &str) -> Result<TaskView> {
        self.all_tasks()?.remove(reference).with_context(|| format!("there is no task {reference}"))
    }

    /// The latest requests that went out, oldest first, answered or not.
    pub fn requests(&mut self) -> Result<Vec<RequestView>> {
        let mut rows = self.rehearsal.ask(&ListRequests { limit: Some(u32::MAX) })?.rows;
        rows.reverse();
        Ok(rows)
    }

    /// How many requests went out so far.
    pub fn request_count(&mut self) -> Result<f64> {
        Ok(self.rehearsal.ask(&ListRequests { limit: Some(1) })?.count)
    }
}
