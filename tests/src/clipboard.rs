//! What lies on the clipboard of a desktop.

use std::{
    io::Write,
    process::{Child, Stdio},
};

use anyhow::{Context, Result};

use crate::desktop::Desktop;

/// Holds what was copied until it is dropped.
pub struct Copied(Child);

/// Copies a text, as a person does at a service's page.
pub fn copy(desktop: &Desktop, text: &str) -> Result<Copied> {
    let mut command = desktop.command("xclip");
    command
        .args(["-selection", "clipboard", "-quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn().context("could not start xclip")?;
    child.stdin.take().context("xclip takes no text")?.write_all(text.as_bytes())?;
    Ok(Copied(child))
}

/// What lies on the clipboard.
pub fn paste(desktop: &Desktop) -> Result<String> {
    let output = desktop.command("xclip").args(["-selection", "clipboard", "-o"]).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

impl Drop for Copied {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}
