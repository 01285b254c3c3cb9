//! Remembers by a hash that a step was done for exactly these files, so that it is not done again.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::workspace;

/// One step, and the files that it was done for.
pub struct Stamp {
    file: PathBuf,
    wanted: String,
}

impl Stamp {
    /// Reads everything at and below `sources`; a path that is not there counts as absent.
    pub fn of(step: &str, sources: &[PathBuf]) -> Result<Self> {
        let mut hasher = DefaultHasher::new();
        for source in sources {
            add(source, &mut hasher)?;
        }
        let file = workspace::target()?.join("xtask").join(step);
        Ok(Self { file, wanted: format!("{:016x}", hasher.finish()) })
    }

    /// Whether the step was done for these very files.
    pub fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|found| found == self.wanted)
    }

    /// Remembers that the step is done.
    pub fn set(&self) -> Result<()> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
        }
        fs::write(&self.file, &self.wanted).with_context(|| format!("could not write {}", self.file.display()))
    }
}

fn add(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    path.hash(hasher);
    if path.is_dir() {
        let mut below: Vec<PathBuf> = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        below.sort();
        for entry in below {
            add(&entry, hasher)?;
        }
    } else if path.is_file() {
        fs::read(path).with_context(|| format!("could not read {}", path.display()))?.hash(hasher);
    }
    Ok(())
}
