//! Conducts: the one loop that owns all state, told what happened and saying what must happen next.

mod accounts;
mod answer;
mod conduct;
mod door;
mod engine;
mod errand;
mod fault;
mod gathering;
mod handle;
mod host;
mod input;
mod jobs;
mod markdown;
mod notice;
mod output;
mod own_app;
mod page;
mod pages;
mod reader;
#[cfg(feature = "rehearsal")]
mod rehearsal;
mod resolve;
mod routes;
mod run;
mod settings_view;
mod shell;
mod speak;
mod sync_job;
mod tray;
mod view;
mod work_view;

pub use accounts::Outside;
pub use door::Door;
pub use engine::{Engine, Paths};
pub use errand::Errand;
pub use input::{Input, Presence};
pub use jobs::Job;
pub use notice::{Notice, NoticeAction};
pub use output::Output;
pub use page::Page;
#[cfg(feature = "rehearsal")]
pub use rehearsal::Rehearsal;
pub use run::{LONGEST_FAREWELL, start};
pub use shell::{Clock, Facts, Shell};
pub use tray::{MenuEntry, TrayIcon, TrayMenu};

#[cfg(test)]
mod tests;
