//! Where the programs under test lie.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The tray program and command line: `STINT_BIN`, else beside what cargo built.
pub fn stint() -> Result<PathBuf> {
    find("STINT_BIN", "stint")
}

/// The window's program: `STINT_WINDOW_BIN`, else beside what cargo built.
pub fn stint_window() -> Result<PathBuf> {
    find("STINT_WINDOW_BIN", "stint-window")
}

/// The folder of the root manifest.
pub fn root() -> &'static Path {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.parent().unwrap_or(crate_folder)
}

/// A variable of the person's own environment.
#[expect(clippy::disallowed_methods, reason = "the harness is the edge here")]
pub fn variable(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name)
}

fn find(variable_name: &str, program: &str) -> Result<PathBuf> {
    if let Some(path) = variable(variable_name) {
        return Ok(path.into());
    }
    let own = std::env::current_exe().context("could not find where the tests lie")?;
    let beside = own.ancestors().skip(1).map(|folder| folder.join(program)).find(|path| path.is_file());
    beside
        .with_context(|| format!("{program} is not built; `cargo xtask test` builds it, or name it in {variable_name}"))
}
