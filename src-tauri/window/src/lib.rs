//! The Tauri web view and nothing else: a client of the engine's local socket.

pub mod bindings;
mod commands;
mod engine;
pub mod events;
mod list;
mod own;

pub use commands::NAMES;
