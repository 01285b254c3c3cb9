//! `cargo xtask run`: sets up, builds, and starts Stint in the foreground.

use std::process::Command;

use anyhow::Result;

use crate::{process, setup, workspace};

/// Starts the tray program with these arguments; the window's program lies beside it.
pub fn run(arguments: &[String]) -> Result<()> {
    setup::build()?;
    process::run(workspace::cargo().args(["build", "--package", "stint", "--bins"]))?;
    process::run(Command::new(workspace::target()?.join("debug/stint")).args(arguments))
}
