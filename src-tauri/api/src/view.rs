//! What a client sees: plain values, ids and times as strings, durations in whole seconds.

mod account;
mod data;
mod doctor;
mod entry;
mod feed;
mod markdown;
mod settings;
mod task;
mod timer;
mod work;

pub use account::*;
pub use data::*;
pub use doctor::*;
pub use entry::*;
pub use feed::*;
pub use markdown::*;
pub use settings::*;
pub use task::*;
pub use timer::*;
pub use work::*;

/// Identity of a job, unique while the engine lives.
pub type JobId = u32;
