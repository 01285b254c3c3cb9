//! The engine and its hands without the loop: whoever rehearses says what time it is, so that a day passes in seconds.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use stint_api::{Call, Question, Request, handover::Tickets, view::JobView};
use stint_connect::{egress::Egress, services};
use stint_core::{gap::ClockReading, ids::AccountId};
use stint_store::vault::{Kind, Vault};
use tokio::sync::mpsc;

use crate::{
    Engine, Input, Notice, Output, Outside, Paths,
    conduct::{Conduct, Now, Told},
    errand::Errand,
    routes::{self, Routed},
};

/// An engine on a clock that stands still until it is set forward; secrets are kept in memory, and waits between tries take no time.
pub struct Rehearsal {
    /// Secrets handed over.
    pub tickets: Tickets,
    /// What the person was told, and when.
    pub told: Vec<(Timestamp, Notice)>,
    engine: Engine,
    conduct: Conduct,
    inputs: mpsc::UnboundedReceiver<Input>,
    clock: Arc<Mutex<Timestamp>>,
    started_at: Timestamp,
    wake_at: Option<Timestamp>,
    under_way: usize,
    /// The reading of each account that is under way; one that is stopped answers no more.
    readings: BTreeMap<AccountId, u64>,
}

impl Rehearsal {
    /// Opens the files and starts at a time.
    pub async fn start(paths: Paths, zone: &str, at: Timestamp) -> Self {
        let clock = Arc::new(Mutex::new(at));
        let read: Now = {
            let clock = Arc::clone(&clock);
            Arc::new(move || *clock.lock().unwrap_or_else(PoisonError::into_inner))
        };
        let outside = Outside {
            services: services::all().into(),
            egress: Egress::new(Arc::clone(&read)),
            tickets: Tickets::new(Arc::clone(&read)),
        };
        let (sender, inputs) = mpsc::unbounded_channel();
        let secrets = paths.secrets.clone();
        let engine = Engine::open(paths, outside.clone(), zone, at);
        let tickets = outside.tickets.clone();
        let conduct = Conduct::without_waiting(outside, Vault::open(Kind::Memory, "rehearsal"), secrets, read, sender);
        let (told, wake_at, under_way) = (Vec::new(), None, 0);
        let readings = BTreeMap::new();
        let mut rehearsal =
            Self { tickets, told, engine, conduct, inputs, clock, started_at: at, wake_at, under_way, readings };
        let reading = rehearsal.reading();
        rehearsal.take(Input::Started { reading });
        rehearsal.settle().await;
        rehearsal
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        *self.clock.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When the engine wants to be woken.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Timestamp> {
        self.wake_at
    }

    /// Sets the clock forward and lets the engine do what is due; what it began has ended afterwards.
    pub async fn wake(&mut self, at: Timestamp) {
        *self.clock.lock().unwrap_or_else(PoisonError::into_inner) = at;
        let reading = self.reading();
        self.take(Input::Tick { reading });
        self.settle().await;
    }

    /// Lets time pass until `end`, waking the engine whenever it wants to be.
    pub async fn pass_until(&mut self, end: Timestamp) {
        while let Some(at) = self.wake_at.filter(|at| *at <= end) {
            let at = at.max(self.now());
            self.wake(at).await;
        }
        *self.clock.lock().unwrap_or_else(PoisonError::into_inner) = end;
    }

    /// Asks for a change, and waits for what it began.
    ///
    /// # Errors
    /// In words for the person, as over the socket.
    pub async fn command<C: Call>(&mut self, command: &C) -> stint_api::Result<C::Reply> {
        let reply = self.begin(command)?;
        self.settle().await;
        Ok(reply)
    }

    /// Asks for a change, and does not wait for what it began: see [`Self::step`].
    ///
    /// # Errors
    /// In words for the person, as over the socket.
    pub fn begin<C: Call>(&mut self, command: &C) -> stint_api::Result<C::Reply> {
        let Routed::Command(decide) = routes::route(Request::of(command))? else { return Err(no_such()) };
        let outputs = self.engine.handle(Input::Command(decide), self.now())?;
        let receipt = outputs.iter().find_map(|output| {
            if let Output::Granted(receipt) = output { serde_json::to_value(receipt).ok() } else { None }
        });
        self.perform(outputs);
        serde_json::from_value(receipt.unwrap_or_default()).map_err(|_| no_such())
    }

    /// Asks a question.
    ///
    /// # Errors
    /// In words for the person, as over the socket.
    pub fn ask<Q: Question>(&mut self, question: &Q) -> stint_api::Result<Q::Reply> {
        let Routed::Question(ask) = routes::route(Request::of(question))? else { return Err(no_such()) };
        let now = self.now();
        serde_json::from_value(ask(&mut self.engine, now)?).map_err(|_| no_such())
    }

    /// The jobs that run or lately ended, latest first.
    #[must_use]
    pub fn jobs(&self) -> Vec<JobView> {
        self.engine.jobs.list()
    }

    /// Takes something in from outside, such as the network coming back.
    pub async fn hear(&mut self, input: Input) {
        self.take(input);
        self.settle().await;
    }

    fn reading(&self) -> ClockReading {
        let now = self.now();
        let since = now.duration_since(self.started_at) + SignedDuration::from_hours(1);
        let ms = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
        ClockReading { wall: now, boot_ms: ms, monotonic_ms: ms, boot_id: "rehearsal".to_owned() }
    }

    fn take(&mut self, input: Input) {
        let now = self.now();
        match self.engine.handle(input, now) {
            Ok(outputs) => self.perform(outputs),
            Err(error) => tracing::warn!(%error, "an input was refused"),
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "nothing else is rehearsed")]
    fn perform(&mut self, outputs: Vec<Output>) {
        self.wake_at = None;
        for output in outputs {
            match output {
                Output::WakeAt(at) => self.wake_at = Some(at),
                Output::Notify(notice) => self.told.push((self.now(), notice)),
                Output::Errand(errand) => {
                    self.expect(&errand);
                    self.conduct.set_moved(self.engine.everything_moved());
                    self.conduct.perform(errand);
                }
                _ => {}
            }
        }
    }

    /// Waits for the next thing that comes back and takes it in; false where nothing is under way.
    pub async fn step(&mut self) -> bool {
        if self.under_way == 0 && self.readings.is_empty() {
            return false;
        }
        let Some(input) = self.inputs.recv().await else { return false };
        self.under_way = self.under_way.saturating_sub(usize::from(is_answer(&input)));
        if let Input::Accounts(Told::GatheringEnded { account, run, .. }) = &input
            && self.readings.get(account) == Some(run)
        {
            self.readings.remove(account);
        }
        self.take(input);
        true
    }

    /// Takes in what comes back until nothing is under way.
    async fn settle(&mut self) {
        while self.step().await {}
        while let Ok(input) = self.inputs.try_recv() {
            self.take(input);
        }
    }

    fn expect(&mut self, errand: &Errand) {
        self.under_way += usize::from(is_answered(errand));
        if let Errand::Fetch(fetch) = errand {
            self.readings.insert(fetch.account.id, fetch.run);
        }
        if let Errand::StopFetch(account) = errand {
            self.readings.remove(account);
        }
    }
}

const fn is_answered(errand: &Errand) -> bool {
    matches!(
        errand,
        Errand::SignIn(_) | Errand::Check { .. } | Errand::LookUp(_) | Errand::Revoke(_) | Errand::ProbeVault
    )
}

const fn is_answer(input: &Input) -> bool {
    matches!(
        input,
        Input::Accounts(
            Told::Connected { .. }
                | Told::Failed { .. }
                | Told::Checked { .. }
                | Told::LookedUp { .. }
                | Told::Revoked { .. }
                | Told::Vault(_)
        )
    )
}

fn no_such() -> stint_api::ApiError {
    stint_api::ApiError::new(stint_api::Code::Internal, "This cannot be rehearsed.")
}
