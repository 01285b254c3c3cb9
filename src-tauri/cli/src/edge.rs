//! The one module that reads the clock, the environment and the terminal.
#![expect(clippy::disallowed_methods, reason = "this is the edge that the commands are handed their values from")]

use std::{
    io::{self, IsTerminal},
    path::PathBuf,
};

use jiff::{Timestamp, tz::TimeZone};
use stint_api::folders::Folders;

use crate::show::paint::Paint;

/// All that a command is told by where and when it was started.
#[derive(Debug)]
pub(crate) struct Surroundings {
    pub(crate) now: Timestamp,
    /// The number of this process.
    pub(crate) process: u32,
    pub(crate) zone: TimeZone,
    /// Where files lie, or a sentence that says why nobody knows.
    pub(crate) folders: Result<Folders, String>,
    /// This program, to be started as the tray; none where it cannot be found.
    pub(crate) program: Option<PathBuf>,
    /// Where relative paths begin.
    pub(crate) folder: PathBuf,
    /// Whether a person sees what is written over again at the error end.
    pub(crate) is_watched: bool,
    /// Whether a person can be asked: both the input and the error end are a terminal.
    pub(crate) can_ask: bool,
    pub(crate) out_paint: Paint,
    pub(crate) err_paint: Paint,
}

impl Surroundings {
    pub(crate) fn read() -> Self {
        let is_dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        let is_plain = is_dumb || std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let is_err_terminal = io::stderr().is_terminal();
        Self {
            now: Timestamp::now(),
            process: std::process::id(),
            zone: TimeZone::system(),
            folders: Folders::find(&|name| std::env::var_os(name)),
            program: std::env::current_exe().ok(),
            folder: std::env::current_dir().unwrap_or_default(),
            is_watched: is_err_terminal && !is_dumb,
            can_ask: is_err_terminal && io::stdin().is_terminal(),
            out_paint: Paint { is_on: !is_plain && io::stdout().is_terminal() },
            err_paint: Paint { is_on: !is_plain && is_err_terminal },
        }
    }
}
