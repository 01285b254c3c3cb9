//! Secrets in the keyring of the desktop, through the store that its system has.
//!
//! Errors of the store never leave this module: some of them carry the secret, and print it.

mod system;
#[cfg(test)]
pub(super) mod testing;

use std::{collections::HashMap, sync::Arc};

use keyring_core::{CredentialStore, Entry, Error};
use stint_core::secret::{ExposeSecret, Secret, secret};
use zeroize::Zeroize;

use super::{
    error::{Result, VaultError},
    keeper::Keeper,
};

/// The service all items are filed under.
const SERVICE: &str = "stint";

/// What differs between systems, and what a test puts in its place.
pub(crate) trait System: Send {
    /// Whether the keyring is there and open, without asking the person.
    fn look(&mut self) -> Result<()>;

    /// A new connection to the keyring; one that failed once is never used again.
    fn open(&mut self) -> keyring_core::Result<Arc<CredentialStore>>;

    /// Lets the keyring ask the person for its password.
    fn unlock(&mut self) -> Result<()>;

    /// What an item is made with, besides its names.
    fn modifiers<'a>(&self, label: &'a str) -> HashMap<&'a str, &'a str>;

    /// How many bytes an item may have.
    fn limit(&self) -> Option<u32> {
        None
    }

    /// What it means that an open keyring refuses.
    fn refusal(&self) -> VaultError {
        VaultError::Locked
    }
}

/// The keyring of the desktop.
pub(crate) struct Keyring {
    system: Box<dyn System>,
    scope: String,
    store: Option<Arc<CredentialStore>>,
}

impl Keyring {
    /// The one this system has.
    pub(crate) fn of_this_system(scope: &str) -> Self {
        Self::over(Box::new(system::Own::default()), scope)
    }

    pub(crate) fn over(system: Box<dyn System>, scope: &str) -> Self {
        Self { system, scope: scope.to_owned(), store: None }
    }

    /// Does something with an item; once more on a new connection if the first one broke.
    fn with<T>(&mut self, item: &str, work: impl Fn(&Entry) -> keyring_core::Result<T>) -> Result<Option<T>> {
        self.system.look()?;
        match self.try_once(item, &work) {
            Ok(done) => Ok(Some(done)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) if is_broken(&error) => {
                self.store = None;
                self.system.look()?;
                match self.try_once(item, &work) {
                    Ok(done) => Ok(Some(done)),
                    Err(Error::NoEntry) => Ok(None),
                    Err(error) => Err(self.explain(&error)),
                }
            }
            Err(error) => Err(self.explain(&error)),
        }
    }

    fn try_once<T>(&mut self, item: &str, work: impl Fn(&Entry) -> keyring_core::Result<T>) -> keyring_core::Result<T> {
        let store = match &self.store {
            Some(store) => Arc::clone(store),
            None => self.system.open()?,
        };
        let label = format!("Stint · {item}");
        let user = format!("{item} @ {}", self.scope);
        let entry = store.build(SERVICE, &user, Some(&self.system.modifiers(&label)))?;
        self.store = Some(store);
        work(&entry)
    }

    /// In words of ours; nothing of the error itself is kept.
    fn explain(&mut self, error: &Error) -> VaultError {
        self.store = None;
        match error {
            Error::NoStorageAccess(_) => self.system.refusal(),
            Error::NoDefaultStore | Error::NotSupportedByStore(_) => VaultError::Absent,
            Error::TooLong(_, most) => VaultError::TooLong(*most),
            Error::BadEncoding(_) | Error::BadDataFormat(..) => VaultError::Unreadable(NOT_TEXT),
            Error::BadStoreFormat(_) => VaultError::Unreadable("it is damaged"),
            Error::Ambiguous(_) => VaultError::Unreadable("it holds the item twice"),
            Error::Invalid(..) => VaultError::Unreadable("it does not take the item's name"),
            Error::PlatformFailure(_) | Error::NoEntry | _ => VaultError::Unreadable("it broke off or makes no sense"),
        }
    }
}

const NOT_TEXT: &str = "it is not text";

impl Keeper for Keyring {
    fn probe(&mut self) -> Result<()> {
        self.system.look()?;
        if self.store.is_none() {
            let opened = self.system.open();
            self.store = Some(opened.map_err(|error| self.explain(&error))?);
        }
        Ok(())
    }

    fn read(&mut self, item: &str) -> Result<Option<Secret>> {
        let Some(bytes) = self.with(item, Entry::get_secret)? else { return Ok(None) };
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(secret(text))),
            Err(error) => {
                error.into_bytes().zeroize();
                Err(VaultError::Unreadable(NOT_TEXT))
            }
        }
    }

    fn put(&mut self, item: &str, secret: &Secret) -> Result<()> {
        let bytes = secret.expose_secret().as_bytes();
        if let Some(most) = self.system.limit().filter(|most| bytes.len() > *most as usize) {
            return Err(VaultError::TooLong(most));
        }
        let put = |entry: &Entry| match entry.set_secret(bytes) {
            // Somebody made a second one: whichever was found would be the wrong one half of the time.
            Err(Error::Ambiguous(twins)) => {
                twins.iter().try_for_each(Entry::delete_credential)?;
                entry.set_secret(bytes)
            }
            outcome => outcome,
        };
        self.with(item, put)?.ok_or(VaultError::Unreadable("it lost the item while it was written"))
    }

    fn remove(&mut self, item: &str) -> Result<()> {
        let remove = |entry: &Entry| match entry.delete_credential() {
            Err(Error::Ambiguous(twins)) => twins.iter().try_for_each(Entry::delete_credential),
            outcome => outcome,
        };
        self.with(item, remove).map(drop)
    }

    fn unlock(&mut self, _passphrase: Option<&Secret>) -> Result<()> {
        self.system.unlock()?;
        self.probe()
    }
}

/// Whether a new connection might do better.
fn is_broken(error: &Error) -> bool {
    matches!(error, Error::PlatformFailure(_) | Error::NoStorageAccess(_) | Error::NoDefaultStore)
}
