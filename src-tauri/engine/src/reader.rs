//! A second connection for long reads, opened when first needed and closed when the last window goes.

use std::sync::{Arc, Mutex, PoisonError};

use stint_api::view::{DoctorFact, DoctorSection, VaultState};
use stint_core::account::Health;
use stint_store::{Conn, Reader, Store, table};

use crate::{
    Engine,
    fault::{Fault, Result},
};

/// Where an idle reader waits; a new slot stands for a new file.
pub(crate) type Slot = Arc<Mutex<Option<Reader>>>;

/// A reader on loan.
pub(crate) struct Borrowed {
    reader: Reader,
    slot: Slot,
}

impl Borrowed {
    /// What to read from.
    pub fn conn(&self) -> &Conn {
        &self.reader
    }

    /// Keeps it for the next question.
    pub fn give_back(self) {
        *self.slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.reader);
    }
}

impl Engine {
    /// The idle reader, or a new one.
    pub(crate) fn borrow_reader(&self) -> Result<Borrowed> {
        let idle = self.reader.lock().unwrap_or_else(PoisonError::into_inner).take();
        let reader = idle.map_or_else(|| self.open_reader(), Ok)?;
        Ok(Borrowed { reader, slot: Arc::clone(&self.reader) })
    }

    /// A reader of its own.
    pub(crate) fn open_reader(&self) -> Result<Reader> {
        let store: &Store = self.storage.as_ref().map_err(Fault::from)?;
        Ok(store.reader()?)
    }

    /// Nobody asks long questions while no window is open, so the memory is given back.
    pub(crate) fn windows_changed(&mut self, open: usize) {
        if open == 0 {
            self.reader = Slot::default();
        }
    }

    /// The engine's own part of `stint doctor`.
    pub(crate) fn facts(&self) -> Vec<DoctorSection> {
        let mut facts = vec![match &self.storage {
            Ok(store) => fact("Data file", &entries(store.read()), Some(true), None),
            Err(error) => fact("Data file", &error.to_string(), Some(false), error.hint()),
        }];
        facts.extend(
            self.all_problems()
                .into_iter()
                .filter(|problem| problem.kind != "storage")
                .map(|problem| fact(&problem.kind, &problem.message, Some(false), problem.hint)),
        );
        facts.push(fact("SQLite", stint_store::sqlite_version(), None, None));
        let data = DoctorSection { title: "Data".to_owned(), facts };
        vec![data, DoctorSection { title: "Accounts".to_owned(), facts: self.account_facts() }]
    }

    fn account_facts(&self) -> Vec<DoctorFact> {
        let vault = &self.accounts.vault;
        let is_well = (vault.state != VaultState::Unknown).then_some(vault.state == VaultState::Ready);
        let words = if vault.message.is_empty() { "not asked yet" } else { vault.message.as_str() };
        let mut facts = vec![fact("Secrets", words, is_well, vault.hint.clone())];
        let accounts = self.conn().ok().and_then(|conn| table::account::list(conn).ok()).unwrap_or_default();
        for account in accounts {
            let found = format!("{} at {}", account.name, crate::host::shown(&account.origin));
            facts.push(fact(&account.service, &found, Some(account.health == Health::Fine), account.last_error));
        }
        let moved = self.everything_moved().into_iter();
        facts.extend(moved.map(|(service, origin)| fact(&service, &format!("moved to {origin}"), None, None)));
        facts
    }
}

fn entries(conn: &Conn) -> String {
    match table::entry::count(conn) {
        Ok(1) => "1 entry".to_owned(),
        Ok(count) => format!("{count} entries"),
        Err(error) => error.to_string(),
    }
}

fn fact(name: &str, found: &str, is_well: Option<bool>, hint: Option<String>) -> DoctorFact {
    DoctorFact { name: name.to_owned(), found: found.to_owned(), is_well, hint }
}
