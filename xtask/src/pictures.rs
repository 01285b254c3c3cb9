//! `cargo xtask pictures`: takes the pictures in docs/pictures on a desktop without a screen.

use anyhow::Result;

use crate::{process, setup, workspace};

/// Starts both programs on a made-up day and takes their pictures, light and dark.
pub fn run() -> Result<()> {
    setup::test()?;
    process::run(workspace::cargo().args(["build", "--workspace", "--bins"]))?;
    process::run(workspace::cargo().args(["run", "--package", "stint-tests", "--bin", "pictures"]))
}
