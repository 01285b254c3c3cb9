//! The settings file: what the person set, read forgivingly and written back with their comments kept.

mod key;

use std::{
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use stint_core::settings::Settings;
use toml_edit::{Document, DocumentMut, TomlError};

use self::key::KEYS;
use crate::{
    error::{Error, Result},
    file,
};

/// The settings file as it was read.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// What is in force: what the file says where it is right, the defaults elsewhere.
    pub settings: Settings,
    /// What is wrong with the file, a sentence each: `line 3, theme: “system”, … is expected; the default (…) is used`.
    pub problems: Vec<String>,
    /// Whether the file may be written; one that is not TOML is left alone.
    pub can_save: bool,
    path: PathBuf,
}

impl ConfigFile {
    /// Reads the file; where there is none, the defaults are in force.
    #[must_use]
    pub fn load(path: &Path) -> Self {
        let broken = |problem: String| (Settings::default(), vec![problem], false);
        let (settings, problems, can_save) = match read(path) {
            Err(error) => broken(format!("{} cannot be read ({error}); the defaults are used", path.display())),
            Ok(text) => match Document::parse(text.as_str()) {
                Err(error) => broken(syntax_problem(&text, &error)),
                Ok(document) => {
                    let (settings, problems) = key::settings(&document, &text);
                    (settings, problems, true)
                }
            },
        };
        Self { settings, problems, can_save, path: path.to_owned() }
    }

    /// Writes what differs from what is in force, and nothing else: comments, order and other lines stay.
    ///
    /// The file is replaced as a whole or not at all; one that is not TOML, now or when it was read, is not written.
    pub fn save(&mut self, settings: &Settings) -> Result<()> {
        let path = &self.path;
        let left_alone = |why: &str| Error::LeftAlone(format!("{} was not written: {why}", path.display()));
        if !self.can_save {
            return Err(left_alone(self.problems.first().map_or("it cannot be read", String::as_str)));
        }
        let text = read(path)?;
        let mut document: DocumentMut = text.parse().map_err(|error| left_alone(&syntax_problem(&text, &error)))?;
        for key in KEYS.iter().filter(|key| key.differs(&self.settings, settings)) {
            key.write(&mut document, settings);
        }
        let new = document.to_string();
        if new != text {
            replace(path, &new)?;
        }
        *self = Self::load(path);
        Ok(())
    }
}

fn read(path: &Path) -> io::Result<String> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        other => other,
    }
}

/// Says where TOML ends: `line 4, column 9: …; the defaults are used`.
fn syntax_problem(text: &str, error: &TomlError) -> String {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or(text);
    let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
    let what = error.message().replace('\n', ", ");
    format!("line {}, column {column}: {what}; the defaults are used", line_at(text, start))
}

fn line_at(text: &str, position: usize) -> usize {
    text.get(..position).unwrap_or(text).matches('\n').count() + 1
}

fn replace(path: &Path, text: &str) -> Result<()> {
    // A link to a file kept elsewhere stays a link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    file::make_folder(file::folder_of(&target))?;
    let part = file::free_name(&file::with_suffix(&target, ".part"), "");
    let written = file::make_file(&part).and_then(|mut new| {
        if let Ok(old) = fs::metadata(&target) {
            new.set_permissions(old.permissions())?;
        }
        new.write_all(text.as_bytes())?;
        new.sync_all()?;
        fs::rename(&part, &target)?;
        file::sync_folder(file::folder_of(&target))
    });
    if written.is_err() {
        fs::remove_file(&part).ok();
    }
    Ok(written?)
}
