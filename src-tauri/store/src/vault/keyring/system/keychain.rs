//! The login keychain of macOS, which asks the person by itself when it is locked.

use std::{collections::HashMap, sync::Arc};

use apple_native_keyring_store::keychain::Store;
use keyring_core::CredentialStore;

use crate::vault::{error::Result, keyring::System};

/// The login keychain.
#[derive(Default)]
pub(crate) struct Keychain {}

impl System for Keychain {
    fn look(&mut self) -> Result<()> {
        Ok(())
    }

    fn open(&mut self) -> keyring_core::Result<Arc<CredentialStore>> {
        let store: Arc<CredentialStore> = Store::new()?;
        Ok(store)
    }

    fn unlock(&mut self) -> Result<()> {
        Ok(())
    }

    fn modifiers<'a>(&self, _label: &'a str) -> HashMap<&'a str, &'a str> {
        HashMap::new()
    }
}
