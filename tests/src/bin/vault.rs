//! A program with a vault and nothing else: does what the lines of its input say, and answers each with a line.

use std::{
    io::{BufRead, Write},
    time::Duration,
};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use stint_core::secret::{ExposeSecret, secret};
use stint_store::vault::{Kind, Limits, Vault, VaultError};

#[expect(clippy::disallowed_methods, reason = "a program reads its arguments")]
fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let scope = arguments.next().context("no scope")?;
    let mut milliseconds = || anyhow::Ok(Duration::from_millis(arguments.next().context("no limit")?.parse()?));
    let limits = Limits { answer: milliseconds()?, prompt: milliseconds()?, ..Limits::default() };
    let vault = Vault::open_within(Kind::Keyring, &scope, limits);
    for line in std::io::stdin().lock().lines() {
        let answer = match obey(&vault, &serde_json::from_str(&line?)?) {
            Ok(answer) => answer,
            Err(error) => json!({ "error": format!("{error:?}"), "words": error.to_string(), "hint": error.hint() }),
        };
        let mut out = std::io::stdout().lock();
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn obey(vault: &Vault, wish: &Value) -> Result<Value, VaultError> {
    let text = |key: &str| wish[key].as_str().unwrap_or_default();
    let done = match text("do") {
        "write" => json!({ "done": vault.write(text("item"), &secret(text("secret")))? }),
        "read" => json!({ "found": vault.read(text("item"))?.map(|found| found.expose_secret().to_owned()) }),
        "remove" => json!({ "done": vault.remove(text("item"))? }),
        "unlock" => json!({ "done": vault.unlock(None)? }),
        "probe" => json!({ "state": format!("{:?}", vault.probe()) }),
        other => json!({ "error": format!("nobody knows how to {other}") }),
    };
    Ok(done)
}
