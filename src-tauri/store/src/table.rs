//! One file a table: its row, its conversions and its verbs.

pub mod account;
pub mod account_change;
pub mod change;
pub mod entry;
pub mod gap;
pub mod heartbeat;
pub mod meta;
pub mod outbox;
pub mod phrase;
pub mod project;
pub mod task;
mod total;
