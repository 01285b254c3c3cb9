//! One file a table: its row, its conversions and its verbs.

pub mod account;
pub mod account_change;
pub mod change;
pub mod entry;
pub mod feed;
pub mod follow;
pub mod gap;
pub mod heartbeat;
pub mod label_rule;
pub mod meta;
pub mod outbox;
pub mod phrase;
pub mod place_rule;
pub mod project;
pub mod task;
mod total;
pub mod work;
pub mod work_sync;
