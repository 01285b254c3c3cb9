//! The rules of time, tasks and the timer: pure decisions that read no clock and do no I/O.

pub mod edit;
pub mod entry;
pub mod ids;
pub mod project;
pub mod refusal;
pub mod settings;
pub mod task;
pub mod text;
