//! What this desktop offers, found by asking it.

use stint_store::vault::State;

use crate::edge::Surroundings;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
pub(crate) use linux::{capabilities, look, tray_host};

/// What this desktop offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// `Wayland`, `X11`, or what the session calls itself.
    pub session: Option<String>,
    /// The desktop's own name.
    pub desktop: Option<String>,
    /// Who draws tray icons.
    pub tray: TrayHost,
    /// Who shows notifications.
    pub notifications: NotificationServer,
    /// Who keeps secrets.
    pub keyring: Keyring,
    /// Whether the desktop lets programs ask for global shortcuts.
    pub has_shortcuts: bool,
}

/// Who draws tray icons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TrayHost {
    /// The system itself, on every desktop but the Linux ones.
    #[cfg_attr(target_os = "linux", expect(dead_code, reason = "found on the other platforms"))]
    System,
    /// A watcher with a host.
    Present,
    /// A watcher, but nobody who draws for it.
    WatcherOnly,
    /// Nobody.
    #[default]
    Missing,
    /// No session bus to ask on.
    NoBus,
}

impl TrayHost {
    /// Whether an icon can be seen.
    pub(crate) const fn is_there(self) -> bool {
        matches!(self, Self::System | Self::Present)
    }
}

/// Who shows notifications.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum NotificationServer {
    /// It runs.
    Running {
        /// Its name and version.
        name: String,
        /// What it can do, such as `actions`.
        capabilities: Vec<String>,
    },
    /// It is started by the first notification.
    Startable,
    /// Nobody.
    #[default]
    Missing,
}

/// Who keeps secrets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Keyring {
    /// It runs and is open.
    Unlocked,
    /// It runs and wants its password first.
    Locked,
    /// It runs but holds no default collection yet.
    Empty,
    /// It runs and does not answer.
    Silent,
    /// It is started when it is needed.
    Startable,
    /// The system's own, which is not asked.
    #[cfg_attr(target_os = "linux", expect(dead_code, reason = "found on the other platforms"))]
    System,
    /// Nobody.
    #[default]
    Missing,
}

impl Keyring {
    /// As the vault would find it.
    pub(crate) const fn state(self) -> State {
        match self {
            Self::Unlocked | Self::System => State::Ready,
            Self::Startable => State::Unknown,
            Self::Locked | Self::Empty => State::Locked,
            Self::Silent => State::Hanging,
            Self::Missing => State::Absent,
        }
    }
}

/// The system draws the icon, shows notifications and keeps secrets; nothing needs to be asked.
#[cfg(not(target_os = "linux"))]
pub(crate) async fn look(surroundings: &Surroundings) -> Found {
    std::future::ready(()).await;
    Found {
        session: surroundings.session.clone(),
        desktop: Some(std::env::consts::OS.to_owned()),
        tray: TrayHost::System,
        notifications: NotificationServer::Running { name: "the system's".to_owned(), capabilities: Vec::new() },
        keyring: Keyring::System,
        has_shortcuts: false,
    }
}

/// The system draws the icon.
#[cfg(not(target_os = "linux"))]
pub(crate) async fn tray_host() -> TrayHost {
    std::future::ready(TrayHost::System).await
}
