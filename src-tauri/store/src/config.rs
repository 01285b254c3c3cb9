//! The settings file: what the person set, read forgivingly and written back with their comments kept.

mod key;
mod notice;
mod outside;

use std::{
    collections::BTreeMap,
    fs, io,
    io::Write,
    path::{Path, PathBuf},
};

use stint_core::settings::Settings;
use toml_edit::{Document, DocumentMut, Item, TableLike, TomlError, Value};

use self::{key::KEYS, outside::Outside};
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
    outside: Outside,
    path: PathBuf,
}

impl ConfigFile {
    /// Reads the file; where there is none, the defaults are in force.
    #[must_use]
    pub fn load(path: &Path) -> Self {
        let broken = |problem: String| (Settings::default(), Outside::default(), vec![problem], false);
        let (settings, outside, problems, can_save) = match read(path) {
            Err(error) => broken(format!("{} cannot be read ({error}); the defaults are used", path.display())),
            Ok(text) => match Document::parse(text.as_str()) {
                Err(error) => broken(syntax_problem(&text, &error)),
                Ok(document) => {
                    let (settings, outside, problems) = key::read(&document, &text);
                    (settings, outside, problems, true)
                }
            },
        };
        Self { settings, problems, can_save, outside, path: path.to_owned() }
    }

    /// Where the person moved services to: the service's id and an origin without a trailing slash, not yet judged.
    #[must_use]
    pub fn endpoints(&self) -> &BTreeMap<String, String> {
        &self.outside.endpoints
    }

    /// Client ids of the person's own OAuth apps, by `service` for its standard place or `service origin`.
    #[must_use]
    pub fn oauth_apps(&self) -> &BTreeMap<String, String> {
        &self.outside.oauth_apps
    }

    /// Where secrets are kept: `keyring`, `file` or `memory`; none where the person did not choose.
    #[must_use]
    pub fn vault_kind(&self) -> Option<String> {
        self.outside.vault.clone()
    }

    /// Writes what differs from what is in force, and nothing else: comments, order and other lines stay.
    ///
    /// The file is replaced as a whole or not at all; one that is not TOML, now or when it was read, is not written.
    pub fn save(&mut self, settings: &Settings) -> Result<()> {
        let before = self.settings.clone();
        self.edit(|document| {
            KEYS.iter().filter(|key| key.differs(&before, settings)).for_each(|key| key.write(document, settings));
            Ok(())
        })
    }

    /// Sets the client id of the person's own OAuth app, or takes it away; see [`Self::oauth_apps`] for the key.
    ///
    /// The file is written as [`Self::save`] does.
    pub fn set_oauth_app(&mut self, key: &str, client_id: Option<&str>) -> Result<()> {
        self.edit(|document| outside::set_oauth_app(document, key, client_id))
    }

    /// Sets where secrets are kept: `keyring`, `file` or `memory`.
    ///
    /// The file is written as [`Self::save`] does.
    pub fn set_vault_kind(&mut self, kind: &str) -> Result<()> {
        self.edit(|document| outside::set_vault(document, kind))
    }

    fn edit(&mut self, change: impl FnOnce(&mut DocumentMut) -> std::result::Result<(), String>) -> Result<()> {
        let path = &self.path;
        let left_alone = |why: &str| Error::LeftAlone(format!("{} was not written: {why}", path.display()));
        if !self.can_save {
            return Err(left_alone(self.problems.first().map_or("it cannot be read", String::as_str)));
        }
        let text = read(path)?;
        let mut document: DocumentMut = text.parse().map_err(|error| left_alone(&syntax_problem(&text, &error)))?;
        change(&mut document).map_err(|why| left_alone(&why))?;
        let new = document.to_string();
        if new != text {
            replace(path, &new)?;
        }
        *self = Self::load(path);
        Ok(())
    }
}

/// Sets a key of a table, with the comments around an earlier value.
fn put(table: &mut dyn TableLike, name: &str, mut value: Value) {
    let item = table.entry(name).or_insert(Item::None);
    if let Some(earlier) = item.as_value() {
        *value.decor_mut() = earlier.decor().clone();
    }
    *item = Item::Value(value);
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
