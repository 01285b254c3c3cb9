//! `cargo xtask lint`: formatting, clippy and documentation.

use anyhow::Result;

use crate::{process, setup, workspace};

/// Fails on the first finding.
pub fn run() -> Result<()> {
    process::run(workspace::cargo().args(["fmt", "--all", "--check"]))?;
    setup::build()?;
    process::run(workspace::cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    let mut doc = workspace::cargo();
    doc.args(["doc", "--workspace", "--no-deps", "--document-private-items"]).env("RUSTDOCFLAGS", "-D warnings");
    process::run(&mut doc)
}
