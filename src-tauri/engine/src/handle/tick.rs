//! Time passing: signs of life while the timer runs, a second try for the data file, effects that are due.

use jiff::{SignedDuration, Timestamp};
use stint_core::gap::{self, ClockReading};
use stint_store::{Store, Tx, table};

use super::changed;
use crate::{
    Engine, Output,
    engine::ALL_TOPICS,
    fault::{Fault, Result},
};

/// How often the running timer leaves a sign of life (design: 30 s, the most a crash can hide).
const BEAT: SignedDuration = SignedDuration::from_secs(30);
/// How often an unusable data file is tried again.
const RETRY: SignedDuration = SignedDuration::from_secs(5);

/// The program came up.
pub(super) fn started(engine: &mut Engine, reading: ClockReading, now: Timestamp) -> Vec<Output> {
    let mut outputs = vec![Output::StartAtLogin(engine.settings().starts_at_login)];
    outputs.extend(engine.notices_of_problems());
    outputs.extend(engine.come_back(&reading, now));
    outputs.extend(engine.look_after_accounts(now).unwrap_or_default());
    outputs
}

/// Time passed.
pub(super) fn tick(engine: &mut Engine, reading: ClockReading, now: Timestamp) -> Vec<Output> {
    engine.accounts.pull_in(now);
    if engine.storage.is_err() {
        return engine.try_again(reading, now);
    }
    let mut outputs = engine.beat(reading, now).unwrap_or_default();
    outputs.extend(engine.due_effects(now).unwrap_or_default());
    outputs.extend(engine.due_checks(now).unwrap_or_default());
    outputs.extend(engine.due_readings(now).unwrap_or_default());
    outputs.extend(engine.due_feed(now).unwrap_or_default());
    outputs.extend(engine.daily_backup(now).unwrap_or_default());
    outputs
}

impl Engine {
    /// Takes up a data file after an absence; where that cannot be done now, the next tick tries again.
    pub(crate) fn come_back(&mut self, reading: &ClockReading, now: Timestamp) -> Vec<Output> {
        self.has_resumed = false;
        self.last_beat = None;
        self.resume(reading, now).unwrap_or_default()
    }

    /// Looks at the last sign of life and asks about the time since, where it was long.
    fn resume(&mut self, reading: &ClockReading, now: Timestamp) -> Result<Vec<Output>> {
        let conn = self.conn()?;
        let gap = match table::entry::running(conn)? {
            None => None,
            Some(running) => {
                let last = table::heartbeat::get(conn)?.unwrap_or_else(|| only_wall(running.started_at));
                let found = gap::assess(&last, reading, false, self.threshold());
                found.map_or_else(|| Ok(table::gap::get(conn)?), |found| self.joined(found).map(Some))?
            }
        };
        if let Some(gap) = &gap {
            self.keep(|tx| table::gap::put(tx, gap))?;
        }
        self.has_resumed = true;
        Ok(gap.map(|gap| self.ask_about(&gap, now)).unwrap_or_default())
    }

    /// Leaves a sign of life while the timer runs, and asks about the time since the one before, where that is due.
    fn beat(&mut self, reading: ClockReading, now: Timestamp) -> Result<Vec<Output>> {
        if !self.has_resumed {
            return self.resume(&reading, now);
        }
        if table::entry::running(self.conn()?)?.is_none() {
            self.last_beat = None;
            return Ok(Vec::new());
        }
        let found = self.last_beat.as_ref().and_then(|last| gap::assess(last, &reading, true, self.threshold()));
        let gap = found.map(|found| self.joined(found)).transpose()?;
        let written = self.keep(|tx| {
            table::heartbeat::put(tx, &reading)?;
            gap.iter().try_for_each(|gap| table::gap::put(tx, gap))
        });
        // A gap that could not be written down is found again from the same reading.
        if gap.is_none() || written.is_ok() {
            self.last_beat = Some(reading);
        }
        written?;
        Ok(gap.map(|gap| self.ask_about(&gap, now)).unwrap_or_default())
    }

    /// Writes what is no change of the data, and remembers whether that went well.
    pub(super) fn keep(&mut self, f: impl FnOnce(&Tx) -> std::result::Result<(), stint_store::Error>) -> Result<()> {
        let store = self.storage.as_mut().map_err(|error| Fault::from(&*error))?;
        let written = store.write(f);
        self.remember_write(written.as_ref().err());
        Ok(written?)
    }

    fn try_again(&mut self, reading: ClockReading, now: Timestamp) -> Vec<Output> {
        match Store::open(&self.paths.database, now) {
            Ok(opened) => {
                self.storage = Ok(opened.store);
                self.remember_notes(opened.notes);
                let mut outputs = changed(&ALL_TOPICS);
                outputs.push(Output::Withdraw("storage".to_owned()));
                outputs.extend(self.come_back(&reading, now));
                outputs.extend(self.look_after_accounts(now).unwrap_or_default());
                outputs
            }
            Err(error) => {
                self.storage = Err(error);
                Vec::new()
            }
        }
    }

    fn threshold(&self) -> SignedDuration {
        SignedDuration::from_mins(i64::from(self.settings().gap_threshold_minutes))
    }

    /// When something is due again: a sign of life, the next minute of the menu, midnight, the outbox, a second try.
    pub(crate) fn next_wake(&self, now: Timestamp) -> Option<Timestamp> {
        let Ok(store) = &self.storage else { return Some(now + RETRY) };
        let running = table::entry::running(store.read()).ok().flatten();
        let beat = running.map(|entry| match self.last_beat {
            _ if !self.has_resumed => now + RETRY,
            None => now,
            Some(_) => next_multiple(entry.started_at, now),
        });
        // What is overdue could not be told or written down: it must not be tried without a pause.
        let outbox = self.next_effect().map(|at| at.max(now + RETRY));
        [beat, outbox, self.next_check(now), self.next_reading(now), self.next_feed(now), self.next_midnight(now)]
            .into_iter()
            .flatten()
            .min()
    }

    fn next_midnight(&self, now: Timestamp) -> Option<Timestamp> {
        let tomorrow = now.to_zoned(self.zone.rules.clone()).date().tomorrow().ok()?;
        tomorrow.to_zoned(self.zone.rules.clone()).ok().map(|midnight| midnight.timestamp())
    }
}

/// A reading of which only the wall clock is known, as of another start of the machine.
pub(super) fn only_wall(at: Timestamp) -> ClockReading {
    ClockReading { wall: at, boot_ms: 0, monotonic_ms: 0, boot_id: "unknown".to_owned() }
}

/// The first instant after `now` that is a whole number of beats away from `start`, so that minutes turn on time.
fn next_multiple(start: Timestamp, now: Timestamp) -> Timestamp {
    let passed = now.duration_since(start).as_millis();
    let beat = BEAT.as_millis();
    let missing = beat - passed.rem_euclid(beat);
    now + SignedDuration::from_millis(i64::try_from(missing).unwrap_or(30_000))
}
