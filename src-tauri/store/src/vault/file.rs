//! Secrets in one encrypted file, replaced whole at each change.

use std::{
    collections::BTreeMap,
    fs, io,
    io::Write,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use stint_core::secret::{ExposeSecret, Secret, secret};
use zeroize::{Zeroize, Zeroizing};

use super::{
    error::{Result, VaultError},
    keeper::Keeper,
    line::lock,
    sealed::{self, Cost, Key},
};
use crate::file::{folder_of, free_name, make_file, make_folder, sync_folder, with_suffix};

/// The fewest characters of a passphrase that a file is begun with; one that is there opens with what it was begun with.
const SHORTEST: usize = 8;

/// An encrypted file; clones share its key, which lives as long as they do.
#[derive(Clone)]
pub(crate) struct SealedFile {
    path: PathBuf,
    cost: Cost,
    key: Arc<Mutex<Option<Key>>>,
}

impl SealedFile {
    pub(crate) fn at(path: PathBuf) -> Self {
        Self::with_cost(path, Cost::default())
    }

    pub(crate) fn with_cost(path: PathBuf, cost: Cost) -> Self {
        Self { path, cost, key: Arc::default() }
    }

    fn bytes(&self) -> Result<Option<Vec<u8>>> {
        match fs::read(&self.path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn key(&self) -> Result<Key> {
        lock(&self.key).clone().ok_or(VaultError::WantsPassphrase)
    }

    /// What the file holds, and the key it is sealed with.
    fn load(&self) -> Result<(Key, Items)> {
        let Some(bytes) = self.bytes()? else { return Ok((self.key()?, Items::default())) };
        sealed::check(&bytes)?;
        let key = self.key()?;
        let items = Items::open(&key, &bytes)?;
        Ok((key, items))
    }

    /// Writes beside the file, then puts it in its place: what was there stays whole until then.
    fn save(&self, key: &Key, items: &Items) -> Result<()> {
        let bytes = sealed::seal(key, &items.to_bytes()?)?;
        let folder = folder_of(&self.path);
        make_folder(folder)?;
        let beside = with_suffix(&self.path, ".new");
        if beside.is_file() {
            fs::remove_file(&beside)?;
        }
        let mut file = make_file(&beside)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&beside, &self.path)?;
        Ok(sync_folder(folder)?)
    }

    fn change(&self, change: impl FnOnce(&mut Items)) -> Result<()> {
        let (key, mut items) = self.load()?;
        change(&mut items);
        self.save(&key, &items)
    }

    fn set_aside(&self) -> Result<VaultError> {
        let aside = free_name(&self.path, ".damaged");
        fs::rename(&self.path, &aside)?;
        sync_folder(folder_of(&self.path))?;
        *lock(&self.key) = None;
        Ok(VaultError::SetAside(aside))
    }

    fn open(&self, bytes: &[u8], passphrase: &Secret) -> Result<Key> {
        sealed::check(bytes)?;
        let key = Key::of(bytes, passphrase)?;
        Items::open(&key, bytes).map(|_| key)
    }
}

impl Keeper for SealedFile {
    fn probe(&mut self) -> Result<()> {
        self.load().map(drop)
    }

    fn read(&mut self, item: &str) -> Result<Option<Secret>> {
        let (_, items) = self.load()?;
        Ok(items.0.get(item).map(|text| secret(text.as_str())))
    }

    fn put(&mut self, item: &str, secret: &Secret) -> Result<()> {
        self.change(|items| items.put(item, secret))
    }

    fn remove(&mut self, item: &str) -> Result<()> {
        self.change(|items| items.remove(item))
    }

    fn unlock(&mut self, passphrase: Option<&Secret>) -> Result<()> {
        let passphrase = passphrase.filter(|passphrase| !passphrase.expose_secret().is_empty());
        let passphrase = passphrase.ok_or(VaultError::WantsPassphrase)?;
        let key = match self.bytes()? {
            None if passphrase.expose_secret().chars().count() < SHORTEST => {
                return Err(VaultError::TooShort(SHORTEST));
            }
            None => {
                let key = Key::new(passphrase, self.cost)?;
                self.save(&key, &Items::default())?;
                key
            }
            Some(bytes) => match self.open(&bytes, passphrase) {
                Err(VaultError::Damaged) => return Err(self.set_aside()?),
                opened => opened?,
            },
        };
        *lock(&self.key) = Some(key);
        Ok(())
    }

    /// An empty file is of no use to anybody.
    fn leave(&mut self) {
        if self.load().is_ok_and(|(_, items)| items.0.is_empty()) {
            fs::remove_file(&self.path).ok();
        }
    }
}

/// What the file holds, wiped when dropped.
#[derive(Default)]
struct Items(BTreeMap<String, String>);

impl Items {
    fn open(key: &Key, bytes: &[u8]) -> Result<Self> {
        let plain = sealed::open(key, bytes)?;
        serde_json::from_slice(&plain).map(Self).map_err(|_| VaultError::Damaged)
    }

    fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>> {
        // With room for everything from the start, since a buffer that grows leaves copies behind: each byte may become `\u0000`.
        let room = self.0.iter().map(|(item, text)| 6 * (item.len() + text.len()) + 6).sum::<usize>() + 2;
        let mut bytes = Zeroizing::new(Vec::with_capacity(room));
        let written = serde_json::to_writer(&mut *bytes, &self.0);
        written.map_err(|_| VaultError::Disk("its items could not be written".to_owned()))?;
        Ok(bytes)
    }

    fn put(&mut self, item: &str, secret: &Secret) {
        self.remove(item);
        self.0.insert(item.to_owned(), secret.expose_secret().to_owned());
    }

    fn remove(&mut self, item: &str) {
        if let Some(mut text) = self.0.remove(item) {
            text.zeroize();
        }
    }
}

impl Drop for Items {
    fn drop(&mut self) {
        self.0.values_mut().for_each(Zeroize::zeroize);
    }
}
