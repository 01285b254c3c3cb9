//! The store against real files and real SQLite.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails by panicking, as the test does")]

mod accounts;
mod backups;
mod clashes;
mod damage;
mod entries;
mod exports;
mod feed;
mod history;
mod outside;
mod phrases;
mod rules;
mod sample;
mod settings;
mod tables;
mod totals;
mod undo;
mod work;
