//! Remembers: one SQLite file, its tables and its history, its backups, the settings file beside it, and the vault of secrets.

pub mod apply;
pub mod backup;
pub mod check;
pub mod config;
mod connection;
pub mod error;
pub mod export;
mod file;
mod migrate;
mod open;
pub mod restore;
mod store;
pub mod table;
mod value;
pub mod vault;
mod words;

pub use rusqlite::{Connection as Conn, Transaction as Tx};

pub use crate::{
    error::{Error, Result},
    open::Opened,
    store::{Reader, Store},
};

/// The version of the SQLite that is built in, such as `3.54.1`.
#[must_use]
pub fn sqlite_version() -> &'static str {
    rusqlite::version()
}
