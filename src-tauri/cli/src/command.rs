//! One file a command: its arguments and what it does.

pub(crate) mod accounts;
pub(crate) mod completions;
pub(crate) mod discard;
pub(crate) mod doctor;
pub(crate) mod export;
pub(crate) mod feed;
pub(crate) mod focus;
pub(crate) mod follow;
pub(crate) mod gap;
pub(crate) mod log;
pub(crate) mod open_url;
pub(crate) mod projects;
pub(crate) mod quit;
pub(crate) mod redo;
pub(crate) mod resume;
pub(crate) mod start;
pub(crate) mod status;
pub(crate) mod stop;
pub(crate) mod switch;
pub(crate) mod sync;
pub(crate) mod tasks;
pub(crate) mod today;
pub(crate) mod toggle;
pub(crate) mod undo;
pub(crate) mod vault;
pub(crate) mod window;
