//! What a client sees: plain values, ids and times as strings, durations in whole seconds.

mod account;
mod data;
mod doctor;
mod entry;
mod settings;
mod task;
mod timer;

pub use account::*;
pub use data::*;
pub use doctor::*;
pub use entry::*;
pub use settings::*;
pub use task::*;
pub use timer::*;

/// Identity of a job, unique while the engine lives.
pub type JobId = u32;
