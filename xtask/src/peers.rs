//! The npm packages of the servers that the tests speak to.

use std::process::Command;

use anyhow::Result;

use crate::{process, stamp::Stamp, workspace};

/// Installs them where their lock file changed.
pub fn install() -> Result<()> {
    let folder = workspace::root().join("tests/peers");
    let stamp = Stamp::of("peers", &[folder.join("package.json"), folder.join("package-lock.json")])?;
    if stamp.is_current() && folder.join("node_modules").is_dir() {
        return Ok(());
    }
    process::run(Command::new("npm").current_dir(&folder).args(["ci", "--no-audit", "--no-fund"]))?;
    stamp.set()
}
