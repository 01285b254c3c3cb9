//! Conducts: the one loop that owns all state, told what happened and saying what must happen next.

mod answer;
mod door;
mod engine;
mod fault;
mod handle;
mod input;
mod jobs;
mod notice;
mod output;
mod reader;
mod resolve;
mod routes;
mod run;
mod shell;
mod speak;
mod tray;
mod view;

pub use door::Door;
pub use engine::{Engine, Paths};
pub use input::Input;
pub use jobs::Job;
pub use notice::{Notice, NoticeAction};
pub use output::Output;
pub use run::start;
pub use shell::{Clock, Facts, Shell};
pub use tray::{MenuEntry, TrayIcon, TrayMenu};

#[cfg(test)]
mod tests;
