//! `cargo xtask dist`: makes the deb and the rpm, both programs in each.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{process, setup, workspace};

/// As the tauri of Cargo.toml.
const BUNDLER: &str = "@tauri-apps/cli@~2.12";

/// Makes the packages and says how large they are.
pub fn run() -> Result<()> {
    setup::build()?;
    for file in bundle()? {
        let bytes = fs::metadata(&file)?.len();
        process::say(&format!("{} {:.2} MiB", file.display(), mebibytes(bytes)));
    }
    Ok(())
}

/// Makes the packages and says where they lie.
pub fn bundle() -> Result<Vec<PathBuf>> {
    let folder = workspace::target()?.join("release/bundle");
    fs::remove_dir_all(&folder).ok();
    process::run(workspace::in_root(bundler()?).args(["build", "--bundles", "deb,rpm"]))?;
    let mut found = Vec::new();
    for kind in ["deb", "rpm"] {
        found.push(only_file(&folder.join(kind), kind)?);
    }
    Ok(found)
}

/// The bundler of tauri, kept apart from the page: only packages need it, and not every registry has it for every platform.
fn bundler() -> Result<PathBuf> {
    let tools = workspace::target()?.join("tools");
    let program = tools.join("node_modules/.bin/tauri");
    if !program.exists() {
        fs::create_dir_all(&tools)?;
        let mut npm = workspace::in_root("npm");
        npm.args(["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--prefix"]).arg(&tools);
        process::run(npm.arg(BUNDLER))?;
    }
    Ok(program)
}

/// Its size as a row of the benchmarks.
pub fn row(file: &Path) -> Result<String> {
    let kind = file.extension().unwrap_or_default().to_string_lossy();
    let size = mebibytes(fs::metadata(file)?.len());
    Ok(format!("| Size of the {kind} with both programs | 10 MB | {size:.1} MiB |\n"))
}

fn only_file(folder: &Path, ending: &str) -> Result<PathBuf> {
    let entries = fs::read_dir(folder).with_context(|| format!("there is no {}", folder.display()))?;
    let mut paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    paths
        .find(|path| path.extension().is_some_and(|found| found == ending))
        .with_context(|| format!("no {ending} was made in {}", folder.display()))
}

fn mebibytes(bytes: u64) -> f64 {
    let kibibytes = u32::try_from(bytes / 1024).unwrap_or(u32::MAX);
    f64::from(kibibytes) / 1024.0
}
