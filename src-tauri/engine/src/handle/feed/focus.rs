//! Focus: nothing is told while the person concentrates, and one digest follows.

use jiff::{SignedDuration, Timestamp};
use stint_api::{Topic, command::SetFocus};
use stint_core::feed::tomorrow_morning;

use super::{Done, Handle, changed, quiet};
use crate::{
    Engine, Output,
    fault::{Fault, Result},
    speak,
};

/// The longest focus that is said in minutes.
const LONGEST_MINUTES: u32 = 720;

impl Handle for SetFocus {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let until = match self.minutes {
            _ if self.is_until_morning => Some(tomorrow_morning(engine.settings(), &engine.zone.rules, now)),
            Some(minutes) => Some(now + length(minutes)?),
            None => None,
        };
        let was_on = engine.focus_until(now)?.is_some();
        engine.keep(|tx| quiet::set_focus(tx, until))?;
        let label = match until {
            Some(until) => format!("Focus until {}", speak::clock_time(until, &engine.zone.rules, now)),
            None if was_on => "Focus ended".to_owned(),
            None => "No focus was on".to_owned(),
        };
        let mut outputs = changed(&[Topic::Feed]);
        outputs.extend(engine.due_feed(now)?);
        Ok(Done::said(label, outputs))
    }
}

impl Engine {
    /// A focus that is over is forgotten, and who shows it asks again.
    pub(super) fn end_focus(&mut self, now: Timestamp) -> Result<Vec<Output>> {
        if self.focus()?.is_none_or(|until| until > now) {
            return Ok(Vec::new());
        }
        self.keep(|tx| quiet::set_focus(tx, None))?;
        Ok(changed(&[Topic::Feed]))
    }
}

fn length(minutes: u32) -> Result<SignedDuration> {
    if !(1..=LONGEST_MINUTES).contains(&minutes) {
        return Err(Fault::refused(
            "A focus lasts from a minute to 12 hours.",
            "Say how many minutes, 720 at most. Nothing was changed.",
        ));
    }
    Ok(SignedDuration::from_mins(i64::from(minutes)))
}
