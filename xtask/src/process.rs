//! Starts other programs, says which, and stops when one fails.

use std::{
    io::{Write, stderr, stdout},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// Writes a line to standard output.
pub fn say(line: &str) {
    writeln!(stdout().lock(), "{line}").ok();
}

/// Writes a line to standard error.
pub fn complain(line: &str) {
    writeln!(stderr().lock(), "xtask: {line}").ok();
}

/// Runs a program to its end, its output shown; an end other than well is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let line = shown(command);
    say(&format!("$ {line}"));
    let status = command.status().with_context(|| format!("could not start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` ended with {status}");
    }
    Ok(())
}

/// Runs a program to its end and returns what it printed; its errors are shown.
pub fn output(command: &mut Command) -> Result<String> {
    let line = shown(command);
    let output = command.stderr(Stdio::inherit()).output().with_context(|| format!("could not start `{line}`"))?;
    if !output.status.success() {
        bail!("`{line}` ended with {}", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program can be started and ends well, its output hidden.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
