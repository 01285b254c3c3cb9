//! What the tests speak to and nobody of us wrote: npm packages, and Python packages in an environment of their own.

use std::{path::Path, process::Command};

use anyhow::Result;

use crate::{process, stamp::Stamp, workspace};

/// Installs them where what names them changed.
pub fn install() -> Result<()> {
    let folder = workspace::root().join("tests/peers");
    npm(&folder)?;
    python(&folder)
}

fn npm(folder: &Path) -> Result<()> {
    let stamp = Stamp::of("peers", &[folder.join("package.json"), folder.join("package-lock.json")])?;
    if stamp.is_current() && folder.join("node_modules").is_dir() {
        return Ok(());
    }
    process::run(Command::new("npm").current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))?;
    stamp.set()
}

/// Takes nothing whose hash is not the one that was written down.
fn python(folder: &Path) -> Result<()> {
    let stamp = Stamp::of("python", &[folder.join("requirements.txt")])?;
    let environment = folder.join(".venv");
    if stamp.is_current() && environment.is_dir() {
        return Ok(());
    }
    process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
    let mut pip = Command::new(environment.join("bin/python"));
    pip.current_dir(folder).args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
    ]);
    process::run(pip.args(["--only-binary", ":all:", "-r", "requirements.txt"]))?;
    stamp.set()
}
