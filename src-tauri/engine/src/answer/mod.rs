//! What each question is answered with: reads only.

mod accounts;
mod day;
mod feed;
mod history;
mod lists;
mod preview;
mod services;
mod tags;
mod task_detail;
mod timer;
mod work;

pub(crate) use accounts::wanted;

use jiff::Timestamp;
use stint_api::Question;
use stint_core::settings::Settings;
use stint_store::Conn;

use crate::{Engine, engine::Zone, fault::Result};

/// What questions about the data are answered from.
pub(crate) struct Look<'c> {
    pub conn: &'c Conn,
    pub now: Timestamp,
    pub zone: Zone,
    pub settings: Settings,
}

/// A question answered between inputs, by the engine itself.
pub(crate) trait Answer: Question {
    fn answer(self, engine: &mut Engine, now: Timestamp) -> Result<Self::Reply>;
}

/// A question over many rows, answered on a thread and a connection of its own so that nothing waits behind it.
pub(crate) trait AnswerAside: Question {
    fn answer(self, look: &Look<'_>) -> Result<Self::Reply>;
}
