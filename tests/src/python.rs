//! Clients that nobody of us wrote, let loose on a made-up service.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::home::Home;

/// Runs a script of `tests/peers` in Python to its end; where it is not content, what it said is the error.
pub fn run(script: &str, arguments: &[&str]) -> Result<()> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("peers");
    let python = folder.join(".venv/bin/python");
    let output = Home::new()?
        .command(&python)
        .arg(folder.join(script))
        .args(arguments)
        .output()
        .with_context(|| format!("{} is not there; `cargo xtask test` installs it", python.display()))?;
    let said = [output.stdout, output.stderr].concat();
    ensure!(output.status.success(), "{script} is not content:\n{}", String::from_utf8_lossy(&said));
    Ok(())
}
