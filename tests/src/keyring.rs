//! The keyring of a desktop, as other programs see it.

use std::collections::HashMap;

use anyhow::{Context, Result, ensure};
use rustix::process::{Pid, Signal, kill_process};
use zbus::zvariant::OwnedObjectPath;

use crate::{desktop::Desktop, home::Home, wait};

/// The name of the keyring on the bus.
pub const SECRETS: &str = "org.freedesktop.secrets";

/// Waits until it has its name and its collection; gives the bus it is on.
pub async fn is_up(desktop: &Desktop) -> Result<zbus::Connection> {
    let bus = desktop.connect().await?;
    let names = zbus::fdo::DBusProxy::new(&bus).await?;
    wait::until("the keyring has its name", async || {
        names.name_has_owner(SECRETS.try_into().ok()?).await.ok()?.then_some(())
    })
    .await?;
    // It has its name before it has its collection.
    wait::until("the keyring has its collection", async || default_collection(&bus).await.ok()).await?;
    Ok(bus)
}

/// The items of Stint in it.
pub async fn items(bus: &zbus::Connection) -> Result<Vec<OwnedObjectPath>> {
    let attributes = HashMap::from([("service", "stint")]);
    let (open, locked): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) =
        service(bus).await?.call("SearchItems", &(attributes,)).await?;
    Ok([open, locked].concat())
}

/// What the items of Stint in it are called.
pub async fn stored(bus: &zbus::Connection) -> Result<Vec<String>> {
    let mut labels = Vec::new();
    for path in items(bus).await? {
        let item = zbus::Proxy::new(bus, SECRETS, path, "org.freedesktop.Secret.Item").await?;
        labels.push(item.get_property::<String>("Label").await?);
    }
    Ok(labels)
}

/// Locks it.
pub async fn lock(bus: &zbus::Connection) -> Result<()> {
    let collection = default_collection(bus).await?;
    let (locked, _): (Vec<OwnedObjectPath>, OwnedObjectPath) =
        service(bus).await?.call("Lock", &(vec![&collection],)).await?;
    ensure!(locked == [collection], "the keyring did not lock");
    Ok(())
}

/// Stops it, or lets it go on.
pub fn signal(desktop: &Desktop, signal: Signal) -> Result<()> {
    let ids = desktop.processes_of("gnome-keyring-daemon");
    ensure!(!ids.is_empty(), "no keyring runs");
    for id in ids {
        let pid = Pid::from_raw(id.try_into()?).context("a process has a number")?;
        kill_process(pid, signal)?;
    }
    Ok(())
}

/// All that Stint keeps there, secrets included, in the words of `secret-tool`; empty where there is nothing.
pub fn contents(home: &Home) -> Result<String> {
    let output = home.command("secret-tool").args(["search", "--all", "service", "stint"]).output()?;
    Ok([output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat())
}

async fn service(bus: &zbus::Connection) -> Result<zbus::Proxy<'_>> {
    Ok(zbus::Proxy::new(bus, SECRETS, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service").await?)
}

async fn default_collection(bus: &zbus::Connection) -> Result<OwnedObjectPath> {
    let path: OwnedObjectPath = service(bus).await?.call("ReadAlias", &("default",)).await?;
    ensure!(path.as_str() != "/", "there is no default collection");
    Ok(path)
}
