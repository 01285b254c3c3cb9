//! The shell around the engine: tray icon, notifications, single instance, and the facts about this desktop.
#![cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "only a Linux desktop has so much to tell"))]

mod autostart;
mod browser;
#[cfg(target_os = "linux")]
mod bus;
mod clock;
mod desktop;
mod doctor;
mod draw;
mod edge;
mod ending;
mod icons;
mod instance;
mod launch;
mod log;
mod memory;
mod notify;
mod presence;
mod run;
mod shell;
mod visible;

pub use edge::{arguments, is_meant};
pub use memory::keep_private;
pub use run::run;
