//! Secrets in memory, gone when Stint ends.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use stint_core::secret::Secret;

use super::{error::Result, keeper::Keeper};

/// Secrets in memory; clones share them.
#[derive(Clone, Default)]
pub(crate) struct Memory(Arc<Mutex<BTreeMap<String, Secret>>>);

impl Memory {
    fn items(&self) -> MutexGuard<'_, BTreeMap<String, Secret>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Keeper for Memory {
    fn probe(&mut self) -> Result<()> {
        Ok(())
    }

    fn read(&mut self, item: &str) -> Result<Option<Secret>> {
        Ok(self.items().get(item).cloned())
    }

    fn put(&mut self, item: &str, secret: &Secret) -> Result<()> {
        self.items().insert(item.to_owned(), secret.clone());
        Ok(())
    }

    fn remove(&mut self, item: &str) -> Result<()> {
        self.items().remove(item);
        Ok(())
    }

    fn unlock(&mut self, _passphrase: Option<&Secret>) -> Result<()> {
        Ok(())
    }
}
