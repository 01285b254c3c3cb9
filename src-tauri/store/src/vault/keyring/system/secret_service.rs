//! The Secret Service of Linux desktops (specifications.freedesktop.org/secret-service): gnome-keyring, KWallet and others.
//!
//! The store unlocks whatever it meets and so would ask the person out of the blue: its state is looked at first, on a connection of our own.

mod prompt;

use std::{collections::HashMap, sync::Arc};

use keyring_core::CredentialStore;
use zbus::{
    blocking::{Connection, Proxy},
    zvariant::{OwnedObjectPath, Value},
};
use zbus_secret_service_keyring_store::Store;

use crate::vault::{
    error::{Result, VaultError},
    keyring::System,
};

const NAME: &str = "org.freedesktop.secrets";
const PATH: &str = "/org/freedesktop/secrets";
const SERVICE: &str = "org.freedesktop.Secret.Service";
const COLLECTION: &str = "org.freedesktop.Secret.Collection";
/// What the bus says where nobody has a name and nobody can be started for it.
const NOBODY: [&str; 3] = [
    "org.freedesktop.DBus.Error.ServiceUnknown",
    "org.freedesktop.DBus.Error.NameHasNoOwner",
    "org.freedesktop.DBus.Error.Spawn.",
];
const BUS: &str = "org.freedesktop.DBus";

/// The Secret Service on the session bus.
#[derive(Default)]
pub(crate) struct SecretService {
    bus: Option<Connection>,
}

/// Where new items go.
enum Collection {
    Open,
    Locked(OwnedObjectPath),
    /// The service runs for the first time.
    Missing,
}

impl SecretService {
    /// Asks on the connection there is, and on a new one if that broke.
    fn find(&mut self) -> Result<Collection> {
        let had_bus = self.bus.is_some();
        match self.find_once() {
            Err(_) if had_bus => {
                self.bus = None;
                self.find_once()
            }
            found => found,
        }
    }

    fn find_once(&mut self) -> Result<Collection> {
        let bus = match &self.bus {
            Some(bus) => bus.clone(),
            None => Connection::session().map_err(|_| VaultError::Absent)?,
        };
        let found = collection(&bus).map_err(|error| explain(&error));
        self.bus = found.is_ok().then_some(bus);
        found
    }
}

impl System for SecretService {
    fn look(&mut self) -> Result<()> {
        match self.find()? {
            Collection::Open => Ok(()),
            Collection::Locked(_) | Collection::Missing => Err(VaultError::Locked),
        }
    }

    fn open(&mut self) -> keyring_core::Result<Arc<CredentialStore>> {
        let store: Arc<CredentialStore> = Store::new()?;
        Ok(store)
    }

    fn unlock(&mut self) -> Result<()> {
        let found = self.find()?;
        let bus = Connection::session().map_err(|_| VaultError::Absent)?;
        let prompt = match found {
            Collection::Open => return Ok(()),
            Collection::Locked(path) => unlock(&bus, &path),
            Collection::Missing => make(&bus),
        };
        let prompt = prompt.map_err(|error| explain(&error))?;
        prompt::show(&bus, &prompt).map_err(|error| explain(&error))?;
        self.look()
    }

    fn modifiers<'a>(&self, label: &'a str) -> HashMap<&'a str, &'a str> {
        HashMap::from([("label", label)])
    }

    /// It was open a moment ago, so it is no matter of a password.
    fn refusal(&self) -> VaultError {
        VaultError::Unreadable("it refuses")
    }
}

fn collection(bus: &Connection) -> zbus::Result<Collection> {
    if !is_there(bus)? {
        return Err(zbus::Error::InterfaceNotFound);
    }
    let path: OwnedObjectPath = service(bus)?.call("ReadAlias", &("default",))?;
    if path.as_str() == "/" {
        return Ok(Collection::Missing);
    }
    let properties = Proxy::new(bus, NAME, path.clone(), "org.freedesktop.DBus.Properties")?;
    let is_locked: zbus::zvariant::OwnedValue = properties.call("Get", &(COLLECTION, "Locked"))?;
    Ok(if bool::try_from(is_locked)? { Collection::Locked(path) } else { Collection::Open })
}

/// Whether somebody has the name, or would be started for it.
fn is_there(bus: &Connection) -> zbus::Result<bool> {
    let daemon = Proxy::new(bus, BUS, "/org/freedesktop/DBus", BUS)?;
    if daemon.call("NameHasOwner", &(NAME,))? {
        return Ok(true);
    }
    let names: Vec<String> = daemon.call("ListActivatableNames", &())?;
    Ok(names.iter().any(|name| name == NAME))
}

/// Returns the prompt that asks for the password; `/` where none is needed.
fn unlock(bus: &Connection, collection: &OwnedObjectPath) -> zbus::Result<OwnedObjectPath> {
    let (_, prompt): (Vec<OwnedObjectPath>, OwnedObjectPath) = service(bus)?.call("Unlock", &(vec![collection],))?;
    Ok(prompt)
}

/// Returns the prompt that asks for a first password.
fn make(bus: &Connection) -> zbus::Result<OwnedObjectPath> {
    let label = HashMap::from([("org.freedesktop.Secret.Collection.Label", Value::from("Login"))]);
    let (_, prompt): (OwnedObjectPath, OwnedObjectPath) =
        service(bus)?.call("CreateCollection", &(label, "default"))?;
    Ok(prompt)
}

fn service(bus: &Connection) -> zbus::Result<Proxy<'_>> {
    Proxy::new(bus, NAME, PATH, SERVICE)
}

fn explain(error: &zbus::Error) -> VaultError {
    let is_nobody = if let zbus::Error::MethodError(name, ..) = error {
        NOBODY.iter().any(|nobody| name.starts_with(nobody))
    } else {
        matches!(error, zbus::Error::InterfaceNotFound)
    };
    if is_nobody { VaultError::Absent } else { VaultError::Unreadable("it refuses or breaks off") }
}
