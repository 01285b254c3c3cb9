//! The Credential Manager of Windows, which is open while its person is logged in.

use std::{collections::HashMap, sync::Arc};

use keyring_core::CredentialStore;
use windows_native_keyring_store::Store;

use crate::vault::{error::Result, keyring::System};

/// CRED_MAX_CREDENTIAL_BLOB_SIZE of wincred.h.
const MOST_BYTES: u32 = 2560;

/// The Credential Manager.
#[derive(Default)]
pub(crate) struct Credentials {}

impl System for Credentials {
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

    /// On this computer only: it would travel to the person's others otherwise.
    fn modifiers<'a>(&self, _label: &'a str) -> HashMap<&'a str, &'a str> {
        HashMap::from([("persistence", "Local")])
    }

    fn limit(&self) -> Option<u32> {
        Some(MOST_BYTES)
    }
}
