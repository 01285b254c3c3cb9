//! What must happen next, said by the engine and done by the loop.

use jiff::Timestamp;
use stint_api::{
    Topic,
    command::OpenWindow,
    view::{JobId, Receipt},
};
use stint_core::effect::EffectId;

use crate::{Job, Notice, TrayMenu, errand::Errand, page::Page};

/// One thing that must happen next.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Answer the command.
    Granted(Receipt),
    /// Tell clients to ask again.
    Changed(Topic),
    /// Draw the tray menu.
    Tray(TrayMenu),
    /// Tell the person.
    Notify(Notice),
    /// Take a notice back.
    Withdraw(String),
    /// Show a place, in an open window or a new one.
    Show(OpenWindow),
    /// Make Stint start with the desktop session, or not.
    StartAtLogin(bool),
    /// Begin long work.
    Run(JobId, Job),
    /// End long work early.
    Cancel(JobId),
    /// Run an errand for accounts.
    Errand(Errand),
    /// Open a page in the browser.
    OpenPage(Page),
    /// Tell the outside world.
    Deliver(EffectId),
    /// Tick then; the latest one said counts.
    WakeAt(Timestamp),
    /// End the program.
    Quit,
}
