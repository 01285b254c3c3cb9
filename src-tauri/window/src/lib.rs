//! The Tauri web view and nothing else: a client of the engine's local socket.

mod alone;
mod arguments;
pub mod bindings;
mod commands;
mod engine;
pub mod events;
mod launch;
mod lean;
mod link;
mod list;
mod own;
mod revive;
mod run;
mod window;

pub use commands::NAMES;
pub use run::run;
