//! A keyring that does as a test tells it.

use std::{
    any::Any,
    collections::{BTreeMap, HashMap, VecDeque},
    io,
    sync::{Arc, Mutex, mpsc},
};

use keyring_core::{
    Credential, CredentialStore, Entry, Error,
    api::{CredentialApi, CredentialStoreApi},
};

use super::{Keyring, System};
use crate::vault::{
    error::{Result, VaultError},
    line::{Maker, lock},
};

/// What one call to the keyring meets.
pub(crate) enum Fault {
    /// It refuses.
    Refuses,
    /// Its connection breaks.
    Breaks,
    /// It says so, then answers when it is let go.
    Hangs(mpsc::Sender<()>, mpsc::Receiver<()>),
    /// It finds something else.
    Gives(Vec<u8>),
    /// It finds bytes that are no text, and says so with the bytes.
    Garbled(Vec<u8>),
    /// It found the item twice.
    Twice,
    /// It panics.
    Panics,
    /// Nothing: this call goes well.
    Well,
}

/// What the keyring holds, and what happens to it.
#[derive(Default)]
pub(crate) struct Told {
    pub items: BTreeMap<String, Vec<u8>>,
    /// Everything that could be seen without opening it.
    pub seen: Vec<String>,
    pub look: Option<VaultError>,
    pub faults: VecDeque<Fault>,
    pub opened: usize,
    pub calls: usize,
    pub limit: Option<u32>,
    /// The window for the password: answered when this says so.
    pub window: Option<(mpsc::Sender<()>, mpsc::Receiver<()>)>,
    /// Told when a thread has ended.
    pub ended: Option<mpsc::Sender<()>>,
}

#[derive(Clone, Default)]
pub(crate) struct Fake(pub Arc<Mutex<Told>>);

impl Fake {
    pub(crate) fn tell(&self, tell: impl FnOnce(&mut Told)) {
        tell(&mut lock(&self.0));
    }

    pub(crate) fn meets(&self, faults: impl IntoIterator<Item = Fault>) {
        self.tell(|told| told.faults.extend(faults));
    }

    pub(crate) fn ask<T>(&self, ask: impl FnOnce(&Told) -> T) -> T {
        ask(&lock(&self.0))
    }

    pub(crate) fn maker(&self, scope: &str) -> Maker {
        let (fake, scope) = (self.clone(), scope.to_owned());
        Box::new(move || Box::new(Keyring::over(Box::new(OfThread(fake.clone())), &scope)))
    }

    fn next(&self) -> Fault {
        let mut told = lock(&self.0);
        told.calls += 1;
        told.faults.pop_front().unwrap_or(Fault::Well)
    }
}

/// The fake as one thread has it.
struct OfThread(Fake);

impl Drop for OfThread {
    fn drop(&mut self) {
        self.0.tell(|told| {
            if let Some(ended) = &told.ended {
                ended.send(()).ok();
            }
        });
    }
}

impl System for OfThread {
    fn look(&mut self) -> Result<()> {
        self.0.ask(|told| told.look.clone().map_or(Ok(()), Err))
    }

    fn open(&mut self) -> keyring_core::Result<Arc<CredentialStore>> {
        self.0.tell(|told| told.opened += 1);
        Ok(Arc::new(FakeStore(self.0.clone())))
    }

    fn unlock(&mut self) -> Result<()> {
        let window = lock(&self.0.0).window.take();
        if let Some((shown, answered)) = window {
            shown.send(()).unwrap();
            answered.recv().map_err(|_| VaultError::Locked)?;
        }
        self.0.tell(|told| told.look = None);
        Ok(())
    }

    fn modifiers<'a>(&self, label: &'a str) -> HashMap<&'a str, &'a str> {
        HashMap::from([("label", label)])
    }

    fn limit(&self) -> Option<u32> {
        self.0.ask(|told| told.limit)
    }
}

struct FakeStore(Fake);

impl CredentialStoreApi for FakeStore {
    fn vendor(&self) -> String {
        "fake".to_owned()
    }

    fn id(&self) -> String {
        "fake".to_owned()
    }

    fn build(&self, service: &str, user: &str, modifiers: Option<&HashMap<&str, &str>>) -> keyring_core::Result<Entry> {
        let label = modifiers.and_then(|modifiers| modifiers.get("label")).copied().unwrap_or_default();
        self.0.tell(|told| told.seen.extend([service, user, label].map(str::to_owned)));
        Ok(Entry::new_with_credential(Arc::new(FakeCredential { fake: self.0.clone(), user: user.to_owned() })))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

struct FakeCredential {
    fake: Fake,
    user: String,
}

impl FakeCredential {
    /// What the call meets; bytes where it finds something else.
    fn meet(&self) -> keyring_core::Result<Option<Vec<u8>>> {
        let platform = || Box::new(io::Error::other("the secret is ghp_leaked"));
        match self.fake.next() {
            Fault::Well => Ok(None),
            Fault::Gives(bytes) => Ok(Some(bytes)),
            Fault::Refuses => Err(Error::NoStorageAccess(platform())),
            Fault::Breaks => Err(Error::PlatformFailure(platform())),
            Fault::Garbled(bytes) => Err(Error::BadDataFormat(bytes, platform())),
            Fault::Twice => Err(Error::Ambiguous(vec![self.twin(" 1"), self.twin(" 2")])),
            Fault::Panics => panic!("the keyring's own code panics"),
            Fault::Hangs(entered, let_go) => {
                entered.send(()).unwrap();
                let_go.recv().ok();
                Ok(None)
            }
        }
    }

    /// One of the two, which takes the place of the one.
    fn twin(&self, which: &str) -> Entry {
        let user = format!("{}{which}", self.user);
        self.fake.tell(|told| {
            told.items.remove(&self.user);
            told.items.insert(user.clone(), Vec::new());
        });
        Entry::new_with_credential(Arc::new(Self { fake: self.fake.clone(), user }))
    }
}

impl CredentialApi for FakeCredential {
    fn set_secret(&self, secret: &[u8]) -> keyring_core::Result<()> {
        self.meet()?;
        self.fake.tell(|told| drop(told.items.insert(self.user.clone(), secret.to_vec())));
        Ok(())
    }

    fn get_secret(&self) -> keyring_core::Result<Vec<u8>> {
        match self.meet()? {
            Some(bytes) => Ok(bytes),
            None => self.fake.ask(|told| told.items.get(&self.user).cloned()).ok_or(Error::NoEntry),
        }
    }

    fn delete_credential(&self) -> keyring_core::Result<()> {
        self.meet()?;
        let removed = lock(&self.fake.0).items.remove(&self.user);
        removed.map(drop).ok_or(Error::NoEntry)
    }

    fn get_credential(&self) -> keyring_core::Result<Option<Arc<Credential>>> {
        Ok(None)
    }

    fn get_specifiers(&self) -> Option<(String, String)> {
        None
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
