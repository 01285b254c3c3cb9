//! The rules of time, tasks and the timer: pure decisions that read no clock and do no I/O.

pub mod account;
pub mod correct;
pub mod credentials;
pub mod day;
pub mod edit;
pub mod effect;
pub mod entry;
pub mod feed;
pub mod gap;
pub mod governor;
pub mod ids;
pub mod incoming;
pub mod notice;
pub mod phrase;
pub mod project;
pub mod refusal;
pub mod schedule;
pub mod scopes;
pub mod secret;
pub mod settings;
pub mod task;
pub mod text;
pub mod timer;
pub mod work;
pub mod zone;

mod label;
mod overlap;
