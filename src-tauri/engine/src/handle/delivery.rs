//! The outbox: what the world must be told goes out when it is due, one account's after the other, and goes once it was told.

use jiff::{SignedDuration, Timestamp};
use stint_connect::Error;
use stint_core::{
    account::Account,
    effect::{Effect, EffectId},
    governor::{Leave, Urgency},
    schedule,
};
use stint_store::table;

use crate::{Engine, Output, conduct::Delivery, fault::Result};

/// The kind of an effect that tells a service what was read.
pub(crate) const MARK_READ: &str = "mark_read";

/// How many effects go out at a time.
const AT_A_TIME: u32 = 16;
/// How long effects of an account that the person let rest are left alone.
const REST: SignedDuration = SignedDuration::from_mins(15);
/// How often something may be refused before nobody tries again.
const REFUSALS: u32 = 3;

/// A service answered, or did not.
pub(super) fn delivered(
    engine: &mut Engine,
    effect: EffectId,
    result: std::result::Result<(), Error>,
    now: Timestamp,
) -> Vec<Output> {
    let Ok(store) = engine.storage.as_mut() else { return Vec::new() };
    let written = store.write(|tx| {
        let tries = table::outbox::tries(tx, effect)?;
        match &result {
            Ok(()) => table::outbox::settle(tx, effect),
            Err(Error::Refused { .. }) if tries + 1 >= REFUSALS => table::outbox::settle(tx, effect),
            Err(error) => table::outbox::postpone(tx, effect, next_try(error, tries, effect, now), &error.to_string()),
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

/// What becomes of an effect that is due.
enum Turn {
    Go,
    /// Not before this time.
    Later(Timestamp),
    /// Nobody goes now.
    Rest,
    /// Its account is gone, and nobody can tell it any more.
    Never,
}

impl Engine {
    /// Effects that are due and may go; those of accounts that are gone are dropped.
    pub(super) fn due_effects(&mut self, now: Timestamp) -> Result<Vec<Output>> {
        let due = table::outbox::due(self.conn()?, now, AT_A_TIME)?;
        let (mut outputs, mut never, mut later) = (Vec::new(), Vec::new(), Vec::new());
        for effect in due {
            match self.turn(&effect, now)? {
                Turn::Go => outputs.push(Output::Deliver(effect.id)),
                Turn::Later(at) => later.push((effect.id, at)),
                Turn::Rest => {}
                Turn::Never => never.push(effect.id),
            }
        }
        if !never.is_empty() || !later.is_empty() {
            self.keep(|tx| {
                never.iter().try_for_each(|id| table::outbox::settle(tx, *id))?;
                later.iter().try_for_each(|(id, at)| table::outbox::defer(tx, *id, *at))
            })?;
        }
        Ok(outputs)
    }

    fn turn(&self, effect: &Effect, now: Timestamp) -> Result<Turn> {
        let Some(account) = self.account_of(effect)? else { return Ok(Turn::Never) };
        if table::work_sync::get(self.conn()?, account.id)?.is_paused {
            return Ok(Turn::Later(now + REST));
        }
        Ok(match self.accounts.governor.may(account.id, Urgency::Due, now) {
            Leave::Go => Turn::Go,
            Leave::WaitUntil(at) => Turn::Later(at),
            Leave::Paused => Turn::Rest,
        })
    }

    fn account_of(&self, effect: &Effect) -> Result<Option<Account>> {
        let Ok(id) = effect.account.parse() else { return Ok(None) };
        Ok(table::account::get(self.conn()?, id)?)
    }

    /// When an effect is due next; none while nobody goes.
    pub(super) fn next_effect(&self) -> Option<Timestamp> {
        if self.accounts.is_offline || self.accounts.is_asleep {
            return None;
        }
        table::outbox::next_due_at(self.conn().ok()?).ok().flatten()
    }

    /// What is to be told, and with which account; none where either is gone.
    pub(crate) fn delivery(&self, id: EffectId) -> Result<Option<Delivery>> {
        let Some(effect) = table::outbox::get(self.conn()?, id)? else { return Ok(None) };
        let Some(account) = self.account_of(&effect)? else { return Ok(None) };
        let generation = self.accounts.watched.get(&account.id).map_or(0, |watched| watched.generation);
        Ok(Some(Delivery { effect, account, generation }))
    }
}
