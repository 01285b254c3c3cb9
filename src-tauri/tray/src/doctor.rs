//! What was found on this desktop, in words for `stint doctor`; never a secret.

use std::path::Path;

use stint_api::{
    PROTOCOL, VERSION,
    folders::Folders,
    view::{DoctorFact, DoctorSection},
};
use stint_store::vault::{Kind, State};

use crate::desktop::{Found, Keyring, NotificationServer, TrayHost};

/// The sections about the desktop, the files and the versions.
pub(crate) fn sections(found: &Found, folders: &Folders) -> Vec<DoctorSection> {
    vec![
        section("Desktop", desktop(found)),
        section("Files", files(folders)),
        section("Versions", vec![fact("Stint", VERSION), fact("Protocol", PROTOCOL)]),
    ]
}

fn desktop(found: &Found) -> Vec<DoctorFact> {
    let named = |name: &Option<String>| name.clone().unwrap_or_else(|| "unknown".to_owned());
    vec![
        fact("Session", named(&found.session)),
        fact("Desktop", named(&found.desktop)),
        tray(found.tray),
        notifications(&found.notifications),
        buttons(&found.notifications),
        keyring(found.keyring),
        shortcuts(found.has_shortcuts),
    ]
}

/// What to do where nobody draws tray icons.
pub(crate) const NO_TRAY: &str = "Switch on the tray of your panel; on GNOME install the AppIndicator extension. \
     Until then the window and `stint` in a terminal do everything the tray does.";

fn tray(host: TrayHost) -> DoctorFact {
    let found = match host {
        TrayHost::System => "the system's own",
        TrayHost::Present => "org.kde.StatusNotifierWatcher with a host",
        TrayHost::WatcherOnly => "org.kde.StatusNotifierWatcher, but no host that draws for it",
        TrayHost::Missing => "none: nobody answers to org.kde.StatusNotifierWatcher",
        TrayHost::NoBus => "none: there is no session bus",
    };
    judged(fact("Tray host", found), host.is_there(), NO_TRAY)
}

fn notifications(server: &NotificationServer) -> DoctorFact {
    let (found, is_well) = match server {
        NotificationServer::Running { name, .. } => (name.as_str(), true),
        NotificationServer::Startable => ("started by the first notification", true),
        NotificationServer::Missing => ("none: nobody answers to org.freedesktop.Notifications", false),
    };
    judged(fact("Notifications", found), is_well, "Install a notification server, such as dunst or xfce4-notifyd.")
}

fn buttons(server: &NotificationServer) -> DoctorFact {
    let found = match server {
        NotificationServer::Running { capabilities, .. } if capabilities.iter().any(|word| word == "actions") => "yes",
        NotificationServer::Running { .. } | NotificationServer::Missing => "no",
        NotificationServer::Startable => "not known before the first notification",
    };
    fact("Buttons on notifications", found)
}

/// In the words of the vault: an account's page says the same.
fn keyring(keyring: Keyring) -> DoctorFact {
    let found = match keyring {
        Keyring::System => "the system's own",
        Keyring::Unlocked => "org.freedesktop.secrets, unlocked",
        Keyring::Empty => "org.freedesktop.secrets, without a default collection yet",
        Keyring::Startable => "org.freedesktop.secrets, started when it is needed",
        Keyring::Locked => "org.freedesktop.secrets, locked",
        Keyring::Silent => "org.freedesktop.secrets, which does not answer",
        Keyring::Missing => "none: nobody answers to org.freedesktop.secrets",
    };
    let state = keyring.state();
    // One without a collection asks for its first password by itself.
    let is_well = matches!(state, State::Ready | State::Unknown) || keyring == Keyring::Empty;
    let hint = state.hint(&Kind::Keyring).unwrap_or_default();
    judged(fact("Keyring", found), is_well, &format!("{hint} Only accounts at outside services need it."))
}

fn shortcuts(is_offered: bool) -> DoctorFact {
    let found = if is_offered { "offered by the desktop portal" } else { "not offered by this desktop" };
    let hint = "Bind a key to `stint toggle` in your desktop's keyboard settings.";
    DoctorFact { hint: Some(hint.to_owned()), ..fact("Global shortcuts", found) }
}

fn files(folders: &Folders) -> Vec<DoctorFact> {
    let at = |name: &str, path: &Path| fact(name, path.display());
    vec![
        at("Data", &folders.database()),
        at("Backups", &folders.backups()),
        at("Configuration", &folders.config_file()),
        at("Exports", &folders.downloads),
        at("Socket", &folders.socket()),
    ]
}

fn section(title: &str, facts: Vec<DoctorFact>) -> DoctorSection {
    DoctorSection { title: title.to_owned(), facts }
}

fn fact(name: &str, found: impl ToString) -> DoctorFact {
    DoctorFact { name: name.to_owned(), found: found.to_string(), is_well: None, hint: None }
}

fn judged(fact: DoctorFact, is_well: bool, hint: &str) -> DoctorFact {
    DoctorFact { is_well: Some(is_well), hint: (!is_well).then(|| hint.to_owned()), ..fact }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders() -> Folders {
        Folders { data: "/d".into(), config: "/c".into(), runtime: "/r".into(), downloads: "/l".into() }
    }

    fn found(sections: &[DoctorSection], name: &str) -> DoctorFact {
        sections.iter().flat_map(|section| &section.facts).find(|fact| fact.name == name).unwrap().clone()
    }

    #[test]
    fn a_bare_desktop_is_told_what_it_lacks_and_what_to_do() {
        let bare = sections(&Found::default(), &folders());
        for name in ["Tray host", "Notifications", "Keyring"] {
            let fact = found(&bare, name);
            assert_eq!(fact.is_well, Some(false), "{name}");
            assert!(fact.hint.is_some() && fact.found.starts_with("none"), "{name}");
        }
        assert_eq!(found(&bare, "Session").found, "unknown");
    }

    #[test]
    fn a_complete_desktop_has_nothing_to_mend() {
        let complete = Found {
            session: Some("Wayland".to_owned()),
            desktop: Some("KDE".to_owned()),
            tray: TrayHost::Present,
            notifications: NotificationServer::Running {
                name: "Plasma 6.2".to_owned(),
                capabilities: vec!["body".to_owned(), "actions".to_owned()],
            },
            keyring: Keyring::Unlocked,
            has_shortcuts: true,
        };
        let sections = sections(&complete, &folders());
        assert!(sections.iter().flat_map(|section| &section.facts).all(|fact| fact.is_well != Some(false)));
        assert_eq!(found(&sections, "Buttons on notifications").found, "yes");
        assert_eq!(found(&sections, "Notifications").found, "Plasma 6.2");
    }

    #[test]
    fn every_file_is_named_in_full() {
        let sections = sections(&Found::default(), &folders());
        assert_eq!(found(&sections, "Data").found, "/d/stint.db");
        assert_eq!(found(&sections, "Configuration").found, "/c/config.toml");
        assert_eq!(found(&sections, "Socket").found, "/r/stint.sock");
    }

    #[test]
    fn a_keyring_that_is_locked_silent_or_missing_is_told_apart() {
        let facts = [Keyring::Locked, Keyring::Silent, Keyring::Missing].map(|keyring| {
            let desktop = Found { keyring, ..Found::default() };
            let fact = found(&sections(&desktop, &folders()), "Keyring");
            assert_eq!(fact.is_well, Some(false), "{fact:?}");
            (fact.found, fact.hint.unwrap())
        });
        assert!(facts[0].0.ends_with("locked") && facts[0].1.starts_with("Unlock it"), "{facts:?}");
        assert!(facts[1].0.ends_with("does not answer") && facts[1].1.contains("asks again by itself"), "{facts:?}");
        assert!(facts[2].0.starts_with("none") && facts[2].1.contains("gnome-keyring or KWallet"), "{facts:?}");
    }
}
