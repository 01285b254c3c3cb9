//! Node.js: whether it is there and new enough for the tools that build the page.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{apt, process};

const OLDEST: (u32, u32) = (20, 19);

/// Makes sure of Node.js and npm.
pub fn ensure() -> Result<()> {
    if version().is_err() || !process::succeeds(Command::new("npm").arg("--version")) {
        apt::install(&["nodejs", "npm"])?;
    }
    let found = version().context("Node.js is missing; install version 20.19 or newer, with npm")?;
    if found < OLDEST {
        bail!(
            "Node.js {}.{} is too old to build the window; install version {}.{} or newer and try again",
            found.0,
            found.1,
            OLDEST.0,
            OLDEST.1
        );
    }
    Ok(())
}

fn version() -> Result<(u32, u32)> {
    let printed = process::output(Command::new("node").arg("--version"))?;
    parse(&printed).with_context(|| format!("node says its version is `{}`", printed.trim()))
}

fn parse(printed: &str) -> Option<(u32, u32)> {
    let mut numbers = printed.trim().strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_version_is_its_first_two_numbers() {
        assert_eq!(parse("v20.19.2\n"), Some((20, 19)));
        assert_eq!(parse("no such thing"), None);
    }
}
