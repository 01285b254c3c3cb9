//! The command line, asked as a person or a script would.

use std::{
    io::{ErrorKind, Write},
    process::{Output, Stdio},
};

use anyhow::{Context, Result, ensure};

use crate::{home::Home, stint};

/// What a command said.
#[derive(Debug)]
pub struct Said {
    /// On standard output.
    pub out: String,
    /// On standard error.
    pub err: String,
    /// How it ended.
    pub code: i32,
}

impl Said {
    /// All of it.
    #[must_use]
    pub fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

/// Asks with an input, and waits for the end.
pub fn ask(home: &Home, arguments: &[&str], input: &[u8]) -> Result<Said> {
    let mut command = stint::command_line(home)?;
    let mut child =
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    match child.stdin.take().context("it takes no input")?.write_all(input) {
        // It may have refused before it read everything.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    let Output { status, stdout, stderr } = child.wait_with_output()?;
    let code = status.code().with_context(|| format!("`stint {}` ended with {status}", arguments.join(" ")))?;
    Ok(Said { out: String::from_utf8(stdout)?, err: String::from_utf8(stderr)?, code })
}

/// Asks for something that is granted; what came on standard output.
pub fn granted(home: &Home, arguments: &[&str], input: &[u8]) -> Result<String> {
    let said = ask(home, arguments, input)?;
    ensure!(said.code == 0, "`stint {}` ended with {}: {}", arguments.join(" "), said.code, said.all());
    Ok(said.out)
}

/// Asks for something that is refused; what it said, all of it.
pub fn refused(home: &Home, arguments: &[&str], input: &[u8]) -> Result<String> {
    let said = ask(home, arguments, input)?;
    ensure!(said.code > 0 && !said.err.is_empty(), "`stint {}` was granted: {}", arguments.join(" "), said.all());
    Ok(said.all())
}
