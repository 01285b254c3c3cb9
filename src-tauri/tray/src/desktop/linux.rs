//! Asks the session bus.

use zbus::zvariant::OwnedObjectPath;

use super::{Found, Keyring, NotificationServer, Surroundings, TrayHost};
use crate::bus::{Bus, Object};

const WATCHER: Object<'static> = Object {
    name: "org.kde.StatusNotifierWatcher",
    path: "/StatusNotifierWatcher",
    interface: "org.kde.StatusNotifierWatcher",
};
const NOTIFICATIONS: Object<'static> = Object {
    name: "org.freedesktop.Notifications",
    path: "/org/freedesktop/Notifications",
    interface: "org.freedesktop.Notifications",
};
const SECRETS: Object<'static> = Object {
    name: "org.freedesktop.secrets",
    path: "/org/freedesktop/secrets",
    interface: "org.freedesktop.Secret.Service",
};
const SHORTCUTS: Object<'static> = Object {
    name: "org.freedesktop.portal.Desktop",
    path: "/org/freedesktop/portal/desktop",
    interface: "org.freedesktop.portal.GlobalShortcuts",
};

/// Asks for everything at once.
pub(crate) async fn look(surroundings: &Surroundings) -> Found {
    let known = Found {
        session: surroundings.session.clone(),
        desktop: surroundings.desktop.clone(),
        tray: TrayHost::NoBus,
        ..Found::default()
    };
    let Some(bus) = Bus::connect().await else { return known };
    let (tray, notifications, keyring, has_shortcuts) =
        tokio::join!(host(&bus), notifications(&bus), keyring(&bus), shortcuts(&bus));
    Found { tray, notifications, keyring, has_shortcuts, ..known }
}

/// Who draws tray icons at this moment.
pub(crate) async fn tray_host() -> TrayHost {
    match Bus::connect().await {
        Some(bus) => host(&bus).await,
        None => TrayHost::NoBus,
    }
}

/// What the notification server can do; starts it where it does not run yet. `None` where there is none.
pub(crate) async fn capabilities() -> Option<Vec<String>> {
    Bus::connect().await?.call(NOTIFICATIONS, "GetCapabilities", &()).await
}

async fn host(bus: &Bus) -> TrayHost {
    if !bus.has_owner(WATCHER.name).await {
        return TrayHost::Missing;
    }
    match bus.get(WATCHER, "IsStatusNotifierHostRegistered").await {
        Some(true) => TrayHost::Present,
        Some(false) | None => TrayHost::WatcherOnly,
    }
}

async fn notifications(bus: &Bus) -> NotificationServer {
    if !bus.has_owner(NOTIFICATIONS.name).await {
        let can_start = bus.can_start(NOTIFICATIONS.name).await;
        return if can_start { NotificationServer::Startable } else { NotificationServer::Missing };
    }
    let told: Option<(String, String, String, String)> = bus.call(NOTIFICATIONS, "GetServerInformation", &()).await;
    let name =
        told.map_or_else(|| "a server without a name".to_owned(), |(name, _, version, _)| format!("{name} {version}"));
    let capabilities = bus.call(NOTIFICATIONS, "GetCapabilities", &()).await.unwrap_or_default();
    NotificationServer::Running { name, capabilities }
}

/// Never starts it and never unlocks it: that would ask the person for a password.
async fn keyring(bus: &Bus) -> Keyring {
    if !bus.has_owner(SECRETS.name).await {
        return if bus.can_start(SECRETS.name).await { Keyring::Startable } else { Keyring::Missing };
    }
    let default: Option<OwnedObjectPath> = bus.call(SECRETS, "ReadAlias", &("default",)).await;
    let Some(path) = default else { return Keyring::Silent };
    if path.as_str() == "/" {
        return Keyring::Empty;
    }
    let collection = Object { path: path.as_str(), interface: "org.freedesktop.Secret.Collection", ..SECRETS };
    match bus.get(collection, "Locked").await {
        Some(false) => Keyring::Unlocked,
        Some(true) => Keyring::Locked,
        None => Keyring::Silent,
    }
}

async fn shortcuts(bus: &Bus) -> bool {
    bus.has_owner(SHORTCUTS.name).await && bus.get::<u32>(SHORTCUTS, "version").await.is_some()
}
