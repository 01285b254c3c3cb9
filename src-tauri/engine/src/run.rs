//! The loop: the only place that waits, reads the clock and does what the engine says.

mod doing;
mod opening;
#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use stint_api::{ApiError, Code, Event, Result, handover::Tickets, view::VaultKind};
use stint_connect::{egress::Egress, services};
use stint_core::entry::whole_milliseconds;
use stint_store::vault::{self, Vault};
use tokio::{sync::mpsc, time};

use crate::{
    Clock, Door, Engine, Input, Output, Outside, Paths, Shell,
    conduct::Conduct,
    door::{Message, Reply},
    handle::kind_named,
    routes::Routed,
};
use doing::Doing;

/// The longest sleep, so that a clock set forward is noticed.
const LONGEST_SLEEP: Duration = Duration::from_secs(15 * 60);

/// How long the end waits for what was begun.
const USUAL_FAREWELL: Duration = Duration::from_secs(2);

/// How long it takes at most, where a request for new credentials was sent: ten seconds for the answer, six until the vault has it.
pub const LONGEST_FAREWELL: Duration = Duration::from_secs(17);

/// Opens the data file and returns the door and the loop behind it; the loop ends by `Quit` or [`Door::quit`].
pub fn start<C: Clock, S: Shell>(paths: Paths, clock: C, shell: S) -> (Door, impl Future<Output = ()>) {
    let clock = Arc::new(clock);
    let read: Arc<dyn Fn() -> Timestamp + Send + Sync> = {
        let clock = Arc::clone(&clock);
        Arc::new(move || whole_milliseconds(clock.read().wall))
    };
    let outside = Outside {
        services: services::all().into(),
        egress: Egress::new(Arc::clone(&read)),
        tickets: Tickets::new(Arc::clone(&read)),
    };
    let (door, messages) = Door::new(outside.tickets.clone());
    let (inputs, from_jobs) = mpsc::unbounded_channel();
    let secrets = paths.secrets.clone();
    let engine = Engine::open(paths, outside.clone(), &clock.zone(), clock.read().wall);
    let vault = vault_of(engine.config.vault_kind().as_deref(), &engine.paths);
    let conduct = Conduct::new(outside, vault, secrets, read, inputs.clone());
    let doing = Doing::new(shell, door.clone(), inputs, conduct);
    let run = Run { engine, clock, doing, wake_at: None };
    (door, run.until_the_end(messages, from_jobs))
}

/// Where secrets are kept, as the configuration says; nothing is asked of it yet.
fn vault_of(kind: Option<&str>, paths: &Paths) -> Vault {
    let kind = match kind_named(kind) {
        VaultKind::Keyring => vault::Kind::Keyring,
        VaultKind::File => vault::Kind::File(paths.secrets.clone()),
        VaultKind::Memory => vault::Kind::Memory,
    };
    let scope = paths.database.parent().unwrap_or(&paths.database);
    Vault::open(kind, &scope.display().to_string())
}

/// How late a tick may be before it is done first of all.
const OVERDUE: SignedDuration = SignedDuration::from_secs(5);

struct Run<C, S> {
    engine: Engine,
    clock: Arc<C>,
    doing: Doing<S>,
    wake_at: Option<Timestamp>,
}

impl<C: Clock, S: Shell> Run<C, S> {
    async fn until_the_end(
        mut self,
        mut messages: mpsc::UnboundedReceiver<Message>,
        mut from_jobs: mpsc::UnboundedReceiver<Input>,
    ) {
        let end = self.doing.door.end.clone();
        let reading = self.clock.read();
        self.take(Input::Started { reading });
        loop {
            let sleep = self.sleep_for();
            tokio::select! {
                biased;
                () = end.cancelled() => break,
                Some(message) = messages.recv() => self.hear(message),
                Some(input) = from_jobs.recv() => self.take(input),
                () = time::sleep(sleep) => self.tick(),
            }
        }
        self.end(from_jobs).await;
    }

    /// Ends what is under way, and writes down what came of it: what lies in the vault has its row, or is wiped.
    async fn end(&mut self, mut from_jobs: mpsc::UnboundedReceiver<Input>) {
        self.doing.end();
        let mut has_more = true;
        while has_more {
            farewell(self.doing.settled(), self.doing.secured()).await;
            has_more = false;
            while let Ok(input) = from_jobs.try_recv() {
                has_more |= self.write_down(input);
            }
        }
    }

    /// Handles an input when nobody is there any more to be shown anything; whether something was begun.
    fn write_down(&mut self, input: Input) -> bool {
        let now = self.now();
        let outputs = self.engine.handle(input, now).unwrap_or_else(|error| {
            tracing::warn!(%error, "an input was refused at the end");
            Vec::new()
        });
        outputs.into_iter().filter(|output| self.doing.perform_last(output)).count() > 0
    }

    fn hear(&mut self, message: Message) {
        self.catch_up();
        match message {
            Message::Request(Routed::Command(command), reply) => {
                let granted = self.grant(Input::Command(command));
                answer(reply, granted);
            }
            Message::Request(Routed::Question(ask), reply) => {
                let now = self.now();
                answer(reply, ask(&mut self.engine, now));
            }
            Message::Request(Routed::Aside(ask), reply) => {
                let now = self.now();
                self.doing.ask_aside(&self.engine, now, ask, reply);
            }
            Message::Request(Routed::Doctor, reply) => self.doing.examine(self.engine.facts(), reply),
            Message::Windows(open) => {
                let now = self.now();
                self.doing.windows_changed(open, now);
                self.engine.windows_changed(open);
                self.take(Input::Windows { open });
            }
            Message::Desktop(problem) => self.take(Input::Desktop { problem }),
            Message::Presence(change) => self.take(Input::Presence(change)),
        }
    }

    /// Timers do not run while the machine sleeps: what was due meanwhile comes before what is asked now, so that time
    /// slept through is asked about before anybody stops the timer.
    fn catch_up(&mut self) {
        let now = self.now();
        if self.wake_at.is_some_and(|at| now.duration_since(at) > OVERDUE) {
            self.tick();
        }
    }

    fn tick(&mut self) {
        let zone = self.clock.zone();
        self.take(Input::Moved { zone });
        let reading = self.clock.read();
        self.take(Input::Tick { reading });
    }

    fn take(&mut self, input: Input) {
        if let Err(error) = self.grant(input) {
            tracing::warn!(%error, "an input was refused");
        }
    }

    /// Handles an input, does what follows, and returns the receipt for whoever asked.
    fn grant(&mut self, input: Input) -> Result<Value> {
        let now = self.now();
        let outputs = self.engine.handle(input, now)?;
        let mut receipt = Value::Null;
        self.wake_at = None;
        for output in outputs {
            if let Output::Granted(granted) = output {
                receipt = serde_json::to_value(granted).unwrap_or_default();
            } else if let Output::WakeAt(at) = output {
                self.wake_at = Some(at);
            } else {
                self.doing.perform(output, &self.engine, now);
            }
        }
        Ok(receipt)
    }

    fn now(&self) -> Timestamp {
        whole_milliseconds(self.clock.read().wall)
    }

    fn sleep_for(&self) -> Duration {
        let wanted = self.wake_at.map(|at| at.duration_since(self.now()));
        let wanted = wanted.map(|left| Duration::try_from(left).unwrap_or(Duration::ZERO));
        wanted.unwrap_or(LONGEST_SLEEP).min(LONGEST_SLEEP)
    }
}

/// Waits for what was begun, but not for long; longer only for credentials that would be lost.
async fn farewell(settled: impl Future<Output = ()>, secured: impl Future<Output = ()>) {
    let usual = time::timeout(USUAL_FAREWELL, settled).await;
    let longest = time::timeout(LONGEST_FAREWELL.saturating_sub(USUAL_FAREWELL), secured).await;
    if usual.is_err() || longest.is_err() {
        tracing::info!(is_lost = longest.is_err(), "what was under way did not end in time");
    }
}

/// Whoever asked may have gone meanwhile.
fn answer(reply: Reply, answer: Result<Value>) {
    reply.send(answer).ok();
}

/// The words for a thread that could not finish.
fn interrupted() -> ApiError {
    ApiError::new(Code::Internal, "The answer was interrupted.").hint("Ask again.")
}

/// Tells every client; none may be listening.
fn tell(door: &Door, event: Event) {
    door.events.send(event).ok();
}
