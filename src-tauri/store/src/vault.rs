//! The vault: where secrets are kept, one item an account, written and then read back.
//!
//! Every method but [`Vault::state`] and [`Vault::kind`] blocks for a limited time: call it where blocking is allowed.

mod error;
mod file;
mod keeper;
mod keyring;
mod kind;
mod line;
mod memory;
mod sealed;
mod state;
mod switch;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard},
};

use stint_core::secret::Secret;

pub use self::{
    error::{Result, VaultError},
    kind::Kind,
    line::Limits,
    state::State,
    switch::Moved,
};
use self::{
    file::SealedFile,
    keyring::Keyring,
    line::{Line, Maker, lock},
    memory::Memory,
};

/// Where secrets are kept; clones share one place.
#[derive(Clone)]
pub struct Vault(Arc<Inner>);

struct Inner {
    scope: String,
    limits: Limits,
    line: Mutex<Arc<Line>>,
    /// Held for reading by whoever asks, for writing while items move.
    moving: RwLock<()>,
    /// Names of what was written: whoever chose another place may not have known of it yet.
    written: Mutex<BTreeSet<String>>,
}

impl Vault {
    /// Opens nothing yet, only knows where: the place is asked when it is needed. Items of different scopes, such as the paths of data
    /// folders, are apart in one keyring.
    #[must_use]
    pub fn open(kind: Kind, scope: &str) -> Self {
        Self::open_within(kind, scope, Limits::default())
    }

    /// Like [`Self::open`], with other limits.
    #[must_use]
    pub fn open_within(kind: Kind, scope: &str, limits: Limits) -> Self {
        let make = maker(&kind, scope);
        Self::over(Line::new(kind, limits, make), scope, limits)
    }

    fn over(line: Line, scope: &str, limits: Limits) -> Self {
        let line = Mutex::new(Arc::new(line));
        Self(Arc::new(Inner {
            scope: scope.to_owned(),
            limits,
            line,
            moving: RwLock::default(),
            written: Mutex::default(),
        }))
    }

    /// Where secrets are kept now.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.line().kind.clone()
    }

    /// What was last known; asks nobody and never blocks.
    #[must_use]
    pub fn state(&self) -> State {
        self.line().state()
    }

    /// Asks whether it opens, without asking the person.
    pub fn probe(&self) -> State {
        let line = self.line();
        let outcome = line.ask(|keeper| keeper.probe());
        let found = outcome.err().and_then(|error| error.state());
        found.unwrap_or_else(|| line.state())
    }

    /// The secret under a name; none where there is none.
    pub fn read(&self, item: &str) -> Result<Option<Secret>> {
        let (_stay, line, item) = (self.stay(), self.line(), item.to_owned());
        line.ask(move |keeper| keeper.read(&item))
    }

    /// Puts a secret under a name, reads it back and compares.
    pub fn write(&self, item: &str, secret: &Secret) -> Result<()> {
        let (_stay, line) = (self.stay(), self.line());
        lock(&self.0.written).insert(item.to_owned());
        line.write(item, secret)
    }

    /// Wipes the secret under a name; nothing happens where there is none.
    pub fn remove(&self, item: &str) -> Result<()> {
        let (_stay, line) = (self.stay(), self.line());
        line.remove(item)?;
        lock(&self.0.written).remove(item);
        Ok(())
    }

    /// Opens it: a file with its passphrase, which makes the file where there is none; a keyring by its own window.
    pub fn unlock(&self, passphrase: Option<Secret>) -> Result<()> {
        self.line().unlock(passphrase)
    }

    fn line(&self) -> Arc<Line> {
        Arc::clone(&lock(&self.0.line))
    }

    fn stay(&self) -> RwLockReadGuard<'_, ()> {
        self.0.moving.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    /// Asks first whether the place answers at all: waiting long is for the person only.
    fn unlock(&self, passphrase: Option<Secret>) -> Result<()> {
        match self.ask_again(|keeper| keeper.probe()) {
            Err(VaultError::Locked | VaultError::WantsPassphrase | VaultError::Damaged) => {
                self.ask_person(move |keeper| keeper.unlock(passphrase.as_ref()))
            }
            answer => answer,
        }
    }

    fn write(&self, item: &str, secret: &Secret) -> Result<()> {
        let (kind, item, secret) = (self.kind.clone(), item.to_owned(), secret.clone());
        self.ask(move |keeper| keeper::write(keeper, &kind, &item, &secret))
    }

    fn remove(&self, item: &str) -> Result<()> {
        let item = item.to_owned();
        self.ask(move |keeper| keeper.remove(&item))
    }
}

fn maker(kind: &Kind, scope: &str) -> Maker {
    match kind {
        Kind::Keyring => {
            let scope = scope.to_owned();
            Box::new(move || Box::new(Keyring::of_this_system(&scope)))
        }
        Kind::File(path) => {
            let file = SealedFile::at(path.clone());
            Box::new(move || Box::new(file.clone()))
        }
        Kind::Memory => {
            let memory = Memory::default();
            Box::new(move || Box::new(memory.clone()))
        }
    }
}

#[cfg(test)]
mod tests;
