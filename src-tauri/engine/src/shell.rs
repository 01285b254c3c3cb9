//! What the loop needs of the desktop it runs on; the tray crate implements it, tests do, too.

use std::{future::Future, pin::Pin};

use stint_api::{command::OpenWindow, view::DoctorSection};
use stint_core::gap::ClockReading;

use crate::{Notice, TrayMenu, page::Page};

/// Facts about the desktop, gathered without blocking the loop.
pub type Facts = Pin<Box<dyn Future<Output = Vec<DoctorSection>> + Send>>;

/// The clocks of this machine.
pub trait Clock: Send + Sync + 'static {
    /// What they show at this moment.
    fn read(&self) -> ClockReading;
    /// IANA name of the zone the person is in.
    fn zone(&self) -> String;
}

/// The desktop; no call may block.
pub trait Shell: Send + 'static {
    /// Draws the tray menu.
    fn draw(&mut self, menu: &TrayMenu);
    /// Tells the person something.
    fn notify(&mut self, notice: Notice);
    /// Takes a notice back.
    fn withdraw(&mut self, key: &str);
    /// Starts the window program; called only while no window is connected.
    fn open_window(&mut self, spot: &OpenWindow);
    /// Opens a page in the browser; the error is a sentence without the URL.
    fn open_page(&mut self, page: &Page) -> Result<(), String>;
    /// Makes Stint start with the desktop session, or not; the error is a sentence.
    fn start_at_login(&mut self, wanted: bool) -> Result<(), String>;
    /// What this desktop supports.
    fn facts(&self) -> Facts;
}
