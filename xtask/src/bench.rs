//! `cargo xtask bench`: measures the release build and writes docs/benchmarks.md.

use anyhow::Result;

use crate::{dist, process, setup, workspace};

/// Measures everything; takes about a quarter of an hour.
pub fn run() -> Result<()> {
    setup::test()?;
    dist::bundle()?;
    process::run(workspace::cargo().args(["build", "--release", "--package", "stint", "--bins"]))?;
    process::run(workspace::cargo().args(["run", "--release", "--package", "stint-tests", "--bin", "measure"]))
}
