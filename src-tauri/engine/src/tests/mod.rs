//! Lists of inputs and what comes out, on a data file in memory and a clock that stands where the test puts it.

mod accounts;
mod any_day;
mod door;
mod entries;
mod feed;
mod forge;
mod gaps;
mod long_work;
mod outbox;
mod questions;
mod restore;
mod storage;
mod timer;
mod tray;
pub(crate) mod work;

use std::{collections::BTreeMap, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use stint_api::{ApiError, handover::Tickets, view::Receipt};
use stint_connect::egress::Egress;
use stint_core::gap::ClockReading;
use stint_store::{Store, config::ConfigFile};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    Engine, Input, Output, Outside, Paths,
    answer::{Answer, AnswerAside},
    handle::Handle,
};

/// An engine on a fresh data file, on 20 November 2026 in Berlin.
pub(super) struct Bench {
    pub engine: Engine,
    pub now: Timestamp,
    pub folder: TempDir,
}

impl Bench {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = ConfigFile::load(&paths(&folder).config);
        let mut engine = Engine::with(
            paths(&folder),
            outside(),
            Ok(Store::in_memory().unwrap()),
            config,
            "Europe/Berlin",
            clock("08:00"),
        );
        let mut count = 0;
        engine.fresh = Box::new(move |_| {
            count += 1;
            Uuid::from_u128(count)
        });
        Self { engine, now: clock("08:00"), folder }
    }

    /// Moves the clock to a time of this day.
    pub fn at(&mut self, time: &str) -> &mut Self {
        self.now = clock(time);
        self
    }

    /// Hands in any input.
    pub fn input(&mut self, input: Input) -> Vec<Output> {
        self.engine.handle(input, self.now).unwrap()
    }

    /// A command that is granted.
    pub fn tell<C: Handle + 'static>(&mut self, command: C) -> Receipt {
        let outputs = self.engine.handle(command.into(), self.now).unwrap();
        let granted = outputs
            .into_iter()
            .find_map(|output| if let Output::Granted(receipt) = output { Some(receipt) } else { None });
        granted.unwrap()
    }

    /// A command that is refused.
    pub fn refused<C: Handle + 'static>(&mut self, command: C) -> ApiError {
        self.engine.handle(command.into(), self.now).unwrap_err()
    }

    /// A question answered by the engine.
    pub fn ask<Q: Answer>(&mut self, question: Q) -> Q::Reply {
        question.answer(&mut self.engine, self.now).unwrap()
    }

    /// A question answered aside.
    pub fn ask_aside<Q: AnswerAside>(&self, question: Q) -> Q::Reply {
        question.answer(&self.engine.look(self.now).unwrap()).unwrap()
    }

    /// The day as `08:00-09:00 words`, a line an entry.
    pub fn day(&mut self) -> String {
        let day = self.ask(stint_api::question::GetDay::default());
        let line = |entry: &stint_api::view::EntryView| {
            let end = entry.ended_at.as_deref().map_or("now  ", |end| &end[11..16]);
            format!("{}-{end} {}\n", &entry.started_at[11..16], entry.title)
        };
        day.entries.iter().map(line).collect()
    }

    /// What the clocks show, the machine having been awake all the time.
    pub fn reading(&self) -> ClockReading {
        let awake = self.now.duration_since(clock("00:00")).as_millis().try_into().unwrap();
        ClockReading { wall: self.now, boot_ms: awake, monotonic_ms: awake, boot_id: "one".into() }
    }
}

/// A time of 20 November 2026 in Berlin.
pub(super) fn clock(time: &str) -> Timestamp {
    let civil: jiff::civil::DateTime = format!("2026-11-20T{time}").parse().unwrap();
    civil.in_tz("Europe/Berlin").unwrap().timestamp()
}

/// The same as it travels.
pub(super) fn wire(time: &str) -> String {
    clock(time).to_string()
}

pub(super) fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

pub(super) fn paths(folder: &TempDir) -> Paths {
    let at = |name: &str| folder.path().join(name);
    Paths {
        database: at("stint.db"),
        backups: at("backups"),
        config: at("config.toml"),
        exports: at("exports"),
        secrets: at("vault/secrets"),
        services: BTreeMap::new(),
    }
}

/// A way outside that leads nowhere, with one service to try things with.
pub(super) fn outside() -> Outside {
    let read: Arc<dyn Fn() -> Timestamp + Send + Sync> = Arc::new(|| clock("08:00"));
    Outside { services: accounts::services(), egress: Egress::new(read.clone()), tickets: Tickets::new(read) }
}
