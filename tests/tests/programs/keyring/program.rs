//! A program of its own with a vault, driven line by line: the bus stands in its environment.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Stdio},
};

use anyhow::{Context, Result};
use serde_json::Value;
use stint_tests::Desktop;

/// How many milliseconds the person has to answer.
const PROMPT: u64 = 20_000;

/// The program, ended when dropped.
pub struct Program {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Program {
    /// Starts it; the keyring has so many milliseconds for an answer.
    pub fn start(desktop: &Desktop, scope: &str, answer: u64) -> Result<Self> {
        let mut command = desktop.command(env!("CARGO_BIN_EXE_vault"));
        command.args([scope, &answer.to_string(), &PROMPT.to_string()]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().context("could not start the program with the vault")?;
        let input = child.stdin.take().context("it takes no input")?;
        let output = BufReader::new(child.stdout.take().context("its output is not read")?);
        Ok(Self { child, input, output })
    }

    /// Tells it what to do, and waits for its answer.
    pub fn ask(&mut self, wish: Value) -> Result<Value> {
        self.tell(wish)?;
        self.answer()
    }

    /// Tells it what to do.
    pub fn tell(&mut self, wish: Value) -> Result<()> {
        Ok(writeln!(self.input, "{wish}")?)
    }

    /// Waits for its answer.
    pub fn answer(&mut self) -> Result<Value> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        serde_json::from_str(&line).with_context(|| format!("no answer but “{line}”"))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
