//! Time passing: signs of life while the timer runs, a second try for the data file, effects that are due.

use jiff::{SignedDuration, Timestamp};
use stint_connect::Error;
use stint_core::{
    effect::EffectId,
    gap::{self, ClockReading},
    schedule,
};
use stint_store::{Store, table};

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
/// How many effects go out at a time.
const AT_A_TIME: u32 = 16;

/// The program came up.
pub(super) fn started(engine: &mut Engine, reading: ClockReading, now: Timestamp) -> Vec<Output> {
    let mut outputs = vec![Output::StartAtLogin(engine.settings().starts_at_login)];
    outputs.extend(engine.notices_of_problems());
    outputs.extend(engine.resume(reading, now).unwrap_or_default());
    outputs
}

/// Time passed.
pub(super) fn tick(engine: &mut Engine, reading: ClockReading, now: Timestamp) -> Vec<Output> {
    if engine.storage.is_err() {
        return engine.try_again(reading, now);
    }
    let mut outputs = engine.beat(reading, now).unwrap_or_default();
    outputs.extend(engine.due(now).unwrap_or_default());
    outputs.extend(engine.daily_backup(now).unwrap_or_default());
    outputs
}

/// A service answered, or did not.
pub(super) fn delivered(
    engine: &mut Engine,
    effect: EffectId,
    result: std::result::Result<(), Error>,
    now: Timestamp,
) -> Vec<Output> {
    let Ok(store) = engine.storage.as_mut() else { return Vec::new() };
    let written = store.write(|tx| match &result {
        Ok(()) => table::outbox::settle(tx, effect),
        Err(error) => {
            let tries = table::outbox::tries(tx, effect)?;
            table::outbox::postpone(tx, effect, next_try(error, tries, effect, now), &error.to_string())
        }
    });
    engine.remember_write(written.as_ref().err());
    Vec::new()
}

/// When to try again, by what the engine does about the error.
fn next_try(error: &Error, tries: u32, effect: EffectId, now: Timestamp) -> Timestamp {
    let spread = f64::from(u32::try_from(effect.0.rem_euclid(97)).unwrap_or(0)) / 97.0;
    match error {
        Error::ComeBackLater { at: Some(at) } => *at,
        Error::ComeBackLater { at: None } | Error::Unreachable(_) => schedule::retry_at(tries, now, spread),
        Error::StartOver => now,
        Error::SignInAgain | Error::Refused { .. } | Error::NotUnderstood { .. } => {
            now + SignedDuration::from_hours(24)
        }
    }
}

impl Engine {
    /// Looks at the last sign of life and asks about the time since, where it was long.
    fn resume(&mut self, reading: ClockReading, now: Timestamp) -> Result<Vec<Output>> {
        let conn = self.conn()?;
        let Some(running) = table::entry::running(conn)? else { return Ok(Vec::new()) };
        if let Some(open) = table::gap::get(conn)? {
            return Ok(vec![Output::Notify(self.question(&open, now))]);
        }
        let started = ClockReading { wall: running.started_at, boot_ms: 0, monotonic_ms: 0, boot_id: String::new() };
        let last = table::heartbeat::get(conn)?.unwrap_or(started);
        match gap::assess(&last, &reading, false, self.threshold()) {
            Some(found) => self.ask_about(found, now),
            None => Ok(Vec::new()),
        }
    }

    fn beat(&mut self, reading: ClockReading, now: Timestamp) -> Result<Vec<Output>> {
        if table::entry::running(self.conn()?)?.is_none() {
            self.last_beat = None;
            return Ok(Vec::new());
        }
        let last = self.last_beat.replace(reading.clone());
        let found = last.and_then(|last| gap::assess(&last, &reading, true, self.threshold()));
        let store = self.storage.as_mut().map_err(|error| Fault::from(&*error))?;
        let written = store.write(|tx| table::heartbeat::put(tx, &reading));
        self.remember_write(written.as_ref().err());
        found.map_or(Ok(Vec::new()), |found| self.ask_about(found, now))
    }

    fn due(&mut self, now: Timestamp) -> Result<Vec<Output>> {
        let due = table::outbox::due(self.conn()?, now, AT_A_TIME)?;
        Ok(due.into_iter().map(|effect| Output::Deliver(effect.id)).collect())
    }

    fn try_again(&mut self, reading: ClockReading, now: Timestamp) -> Vec<Output> {
        match Store::open(&self.paths.database, now) {
            Ok(opened) => {
                self.storage = Ok(opened.store);
                let mut outputs = changed(&ALL_TOPICS);
                outputs.push(Output::Withdraw("storage".to_owned()));
                outputs.extend(self.resume(reading, now).unwrap_or_default());
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
            None => now,
            Some(_) => next_multiple(entry.started_at, now),
        });
        let outbox = table::outbox::next_due_at(store.read()).ok().flatten();
        [beat, outbox, self.next_midnight(now)].into_iter().flatten().min()
    }

    fn next_midnight(&self, now: Timestamp) -> Option<Timestamp> {
        let tomorrow = now.to_zoned(self.zone.rules.clone()).date().tomorrow().ok()?;
        tomorrow.to_zoned(self.zone.rules.clone()).ok().map(|midnight| midnight.timestamp())
    }
}

/// The first instant after `now` that is a whole number of beats away from `start`, so that minutes turn on time.
fn next_multiple(start: Timestamp, now: Timestamp) -> Timestamp {
    let passed = now.duration_since(start).as_millis();
    let beat = BEAT.as_millis();
    let missing = beat - passed.rem_euclid(beat);
    now + SignedDuration::from_millis(i64::try_from(missing).unwrap_or(30_000))
}
