//! What each input does: decide by a pure rule of core, then write it down, then say what follows.

mod accounts;
mod change;
mod delivery;
mod dismissal;
mod entries;
mod feed;
mod follows;
mod gap;
mod jobs;
mod link;
mod merge;
mod presence;
mod projects;
mod question;
mod sign_in;
mod sync;
mod task_page;
mod tasks;
mod telling;
mod tick;
mod timer;
mod told;
mod vault;
mod watching;
mod window;
mod work_options;

pub(crate) use delivery::MARK_READ;
pub(crate) use entries::{EffectOnOther, effects_on_others, sentence};
pub(crate) use feed::{Shown, until as snoozed_words};
pub(crate) use sign_in::{kind_of, takes_token};
pub(crate) use vault::kind_named;

use jiff::Timestamp;
use stint_api::{Topic, view::Receipt};

use crate::{Engine, Input, Output, fault::Result};

/// A command the engine knows how to carry out; one file below holds each.
pub trait Decide: Send {
    /// Carries it out, or refuses it with nothing changed.
    ///
    /// # Errors
    /// In words for the person.
    fn decide(self: Box<Self>, engine: &mut Engine, now: Timestamp) -> stint_api::Result<Vec<Output>>;
}

/// What a command file implements; `Decide` follows.
pub(crate) trait Handle: stint_api::Command<Reply = Receipt> {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done>;
}

/// What a command did and what follows from it.
#[derive(Debug, Default)]
pub(crate) struct Done {
    pub receipt: Receipt,
    pub outputs: Vec<Output>,
}

impl Done {
    /// Something that is no change of the data and cannot be undone.
    pub fn said(label: impl Into<String>, outputs: Vec<Output>) -> Self {
        Self { receipt: Receipt { label: label.into(), ..Receipt::default() }, outputs }
    }
}

impl<C: Handle> Decide for C {
    fn decide(self: Box<Self>, engine: &mut Engine, now: Timestamp) -> stint_api::Result<Vec<Output>> {
        let done = (*self).handle(engine, now)?;
        let mut outputs = vec![Output::Granted(done.receipt)];
        outputs.extend(done.outputs);
        Ok(outputs)
    }
}

/// Handles one input.
pub(crate) fn input(engine: &mut Engine, input: Input, now: Timestamp) -> stint_api::Result<Vec<Output>> {
    Ok(match input {
        Input::Command(command) => command.decide(engine, now)?,
        Input::Started { reading } => tick::started(engine, reading, now),
        Input::Tick { reading } => tick::tick(engine, reading, now),
        Input::Moved { zone } => window::moved(engine, &zone),
        Input::Windows { open } => window::counted(engine, open),
        Input::Desktop { problem } => window::desktop(engine, problem),
        Input::Progressed { job, progress } => jobs::progressed(engine, job, progress),
        Input::Ended { job, ending } => jobs::ended(engine, job, ending),
        Input::Accounts(told) => told::told(engine, told, now),
        Input::Presence(change) => presence::changed(engine, change, now),
        Input::Delivered { effect, result } => delivery::delivered(engine, effect, result, now),
    })
}

/// The outputs that tell clients of stale topics.
pub(crate) fn changed(topics: &[Topic]) -> Vec<Output> {
    topics.iter().copied().map(Output::Changed).collect()
}
