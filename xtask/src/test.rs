//! `cargo xtask test`: sets up, builds both programs, and runs every test there is.

use anyhow::Result;

use crate::{process, setup, ui, workspace};

/// Runs all checks of the page and all tests of the workspace; arguments go to the test runner.
pub fn run(arguments: &[String]) -> Result<()> {
    setup::test()?;
    ui::test()?;
    // One build for the programs and the tests, so that shared crates are compiled once.
    process::run(workspace::cargo().args(["build", "--workspace", "--bins", "--tests"]))?;
    let has_nextest = process::succeeds(workspace::cargo().args(["nextest", "--version"]));
    let runner: &[&str] = if has_nextest { &["nextest", "run"] } else { &["test"] };
    let mut tests = workspace::cargo();
    // A failed test says why in words; the addresses of its callers add nothing.
    tests.args(runner).args(["--workspace", "--bins", "--lib", "--tests"]).args(arguments).env("RUST_BACKTRACE", "0");
    process::run(&mut tests)
}
