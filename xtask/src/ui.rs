//! The page of the window: its npm packages, its build, its own checks.

use std::{path::PathBuf, process::Command};

use anyhow::Result;

use crate::{process, stamp::Stamp, workspace};

const SOURCES: &[&str] = &[
    "package.json",
    "package-lock.json",
    "index.html",
    "public",
    "src",
    "tsconfig.json",
    "vite.config.ts",
    "svelte.config.js",
];

/// Installs the npm packages where the lock file changed.
pub fn install() -> Result<()> {
    let stamp = Stamp::of("npm", &[folder().join("package.json"), folder().join("package-lock.json")])?;
    if stamp.is_current() && folder().join("node_modules").is_dir() {
        return Ok(());
    }
    process::run(npm().args(["ci", "--no-audit", "--no-fund"]))?;
    stamp.set()
}

/// Builds the page into ui/dist where a source changed; the window's program embeds it.
pub fn build() -> Result<()> {
    let sources: Vec<PathBuf> = SOURCES.iter().map(|name| folder().join(name)).collect();
    let stamp = Stamp::of("ui", &sources)?;
    if stamp.is_current() && folder().join("dist/index.html").is_file() {
        return Ok(());
    }
    process::run(npm().args(["run", "build"]))?;
    stamp.set()
}

/// Runs the page's own checks and tests.
pub fn test() -> Result<()> {
    process::run(npm().args(["run", "check"]))?;
    process::run(npm().arg("test"))
}

fn npm() -> Command {
    let mut command = Command::new("npm");
    command.current_dir(folder());
    command
}

fn folder() -> PathBuf {
    workspace::root().join("ui")
}
