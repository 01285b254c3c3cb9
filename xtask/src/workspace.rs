//! Where things lie in the work tree, and cargo as it was called.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

/// The folder of the root manifest.
pub fn root() -> &'static Path {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder.parent().unwrap_or(crate_folder)
}

/// The folder that cargo builds into, found from where this program lies.
pub fn target() -> Result<PathBuf> {
    let program = std::env::current_exe().context("could not find where xtask lies")?;
    let folder = program.ancestors().nth(2).context("xtask does not lie in a target folder")?;
    Ok(folder.to_path_buf())
}

/// The cargo that started this program, in the root folder.
pub fn cargo() -> Command {
    in_root(env!("CARGO"))
}

/// Any program, in the root folder.
pub fn in_root(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}
