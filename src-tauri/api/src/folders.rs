//! Where files lie on each platform, from the environment that the caller hands in.

use std::{ffi::OsString, path::PathBuf};

/// Looks up a variable of the environment.
pub type Lookup<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// Where files lie. `STINT_DATA_DIR`, `STINT_CONFIG_DIR` and `STINT_RUNTIME_DIR` override the platform's places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// The database, its backups and its lock.
    pub data: PathBuf,
    /// The configuration file.
    pub config: PathBuf,
    /// The socket.
    pub runtime: PathBuf,
    /// Where exports go unless another place is named.
    pub downloads: PathBuf,
}

/// Whose habits to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Platform {
    Linux,
    MacOs,
    Windows,
}

impl Platform {
    const fn present() -> Self {
        if cfg!(windows) {
            Self::Windows
        } else if cfg!(target_os = "macos") {
            Self::MacOs
        } else {
            Self::Linux
        }
    }
}

impl Folders {
    /// Finds the folders; an error is a sentence for the person.
    pub fn find(env: Lookup) -> Result<Self, String> {
        Self::on(Platform::present(), env)
    }

    /// The socket that the engine listens on.
    #[must_use]
    pub fn socket(&self) -> PathBuf {
        self.runtime.join("stint.sock")
    }

    /// The socket over which secrets are handed to the engine.
    #[must_use]
    pub fn hand_socket(&self) -> PathBuf {
        self.runtime.join("hand.sock")
    }

    /// The one SQLite file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.data.join("stint.db")
    }

    /// Copies of the database.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        self.data.join("backups")
    }

    /// The settings.
    #[must_use]
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// The lock that makes the data folder one program's own.
    #[must_use]
    pub fn lock(&self) -> PathBuf {
        self.data.join("lock")
    }

    fn on(platform: Platform, env: Lookup) -> Result<Self, String> {
        let home = || match platform {
            Platform::Windows => place(env, "USERPROFILE"),
            Platform::Linux | Platform::MacOs => place(env, "HOME"),
        };
        // The overrides together need no home, as in a container.
        let own = |name, under: &[&str]| match (place(env, name), home()) {
            (Some(own), _) => Ok(own),
            (None, Some(home)) => Ok(under.iter().fold(home, |path, part| path.join(part))),
            (None, None) => {
                Err("No home folder is known. Set HOME, or STINT_DATA_DIR and STINT_CONFIG_DIR.".to_owned())
            }
        };
        let (data, config) = match platform {
            Platform::Linux => (xdg("XDG_DATA_HOME", &[".local", "share"]), xdg("XDG_CONFIG_HOME", &[".config"])),
            Platform::MacOs => (("", &MAC[..], "Stint"), ("", &MAC[..], "Stint")),
            Platform::Windows => (
                ("LOCALAPPDATA", &["AppData", "Local"][..], "Stint"),
                ("APPDATA", &["AppData", "Roaming"][..], "Stint"),
            ),
        };
        let standard = |(name, under, own_name): Place| own(name, under).map(|path| path.join(own_name));
        let data = place(env, "STINT_DATA_DIR").map_or_else(|| standard(data), Ok)?;
        let config = place(env, "STINT_CONFIG_DIR").map_or_else(|| standard(config), Ok)?;
        // Without a runtime folder the socket lies with the data: the path is as private, and it is found again.
        let runtime = place(env, "STINT_RUNTIME_DIR")
            .or_else(|| {
                place(env, "XDG_RUNTIME_DIR").filter(|_| platform == Platform::Linux).map(|run| run.join("stint"))
            })
            .unwrap_or_else(|| data.join("run"));
        let downloads = place(env, "XDG_DOWNLOAD_DIR")
            .or_else(|| home().map(|home| home.join("Downloads")))
            .unwrap_or_else(|| data.join("exports"));
        Ok(Self { data, config, runtime, downloads })
    }
}

type Place = (&'static str, &'static [&'static str], &'static str);

const MAC: [&str; 2] = ["Library", "Application Support"];

const fn xdg(name: &'static str, under: &'static [&'static str]) -> Place {
    (name, under, "stint")
}

/// A variable that holds an absolute path; the XDG specification says to ignore a relative one.
fn place(env: Lookup, name: &str) -> Option<PathBuf> {
    env(name).map(PathBuf::from).filter(|path| path.is_absolute())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(platform: Platform, pairs: &[(&str, &str)]) -> Result<Folders, String> {
        Folders::on(platform, &|name| pairs.iter().find(|(n, _)| *n == name).map(|(_, value)| OsString::from(value)))
    }

    fn folders(data: &str, config: &str, runtime: &str, downloads: &str) -> Folders {
        Folders { data: data.into(), config: config.into(), runtime: runtime.into(), downloads: downloads.into() }
    }

    #[test]
    fn linux_follows_the_xdg_specification() {
        let plain = found(Platform::Linux, &[("HOME", "/h"), ("XDG_RUNTIME_DIR", "/run/user/7")]);
        let expected = folders("/h/.local/share/stint", "/h/.config/stint", "/run/user/7/stint", "/h/Downloads");
        assert_eq!(plain, Ok(expected));
        let moved = found(
            Platform::Linux,
            &[("HOME", "/h"), ("XDG_DATA_HOME", "/d"), ("XDG_CONFIG_HOME", "relative"), ("XDG_DOWNLOAD_DIR", "/dl")],
        );
        assert_eq!(moved, Ok(folders("/d/stint", "/h/.config/stint", "/d/stint/run", "/dl")));
    }

    #[test]
    fn a_mac_keeps_everything_in_application_support() {
        let mac = "/h/Library/Application Support/Stint";
        let found = found(Platform::MacOs, &[("HOME", "/h"), ("XDG_RUNTIME_DIR", "/r")]);
        assert_eq!(found, Ok(folders(mac, mac, &format!("{mac}/run"), "/h/Downloads")));
    }

    #[test]
    fn windows_keeps_data_local_and_settings_roaming() {
        let found = found(Platform::Windows, &[("USERPROFILE", "/u"), ("APPDATA", "/u/r"), ("LOCALAPPDATA", "/u/l")]);
        assert_eq!(found, Ok(folders("/u/l/Stint", "/u/r/Stint", "/u/l/Stint/run", "/u/Downloads")));
    }

    #[test]
    fn the_overrides_win_and_need_no_home() {
        let own = [("STINT_DATA_DIR", "/d"), ("STINT_CONFIG_DIR", "/c"), ("STINT_RUNTIME_DIR", "/r")];
        let found = found(Platform::Linux, &own).unwrap();
        assert_eq!(found, folders("/d", "/c", "/r", "/d/exports"));
        assert_eq!(found.socket(), PathBuf::from("/r/stint.sock"));
        assert_eq!(found.hand_socket(), PathBuf::from("/r/hand.sock"));
        assert_eq!(found.database(), PathBuf::from("/d/stint.db"));
        assert_eq!(found.config_file(), PathBuf::from("/c/config.toml"));
    }

    #[test]
    fn without_a_home_the_error_says_what_to_set() {
        let error = found(Platform::Linux, &[]).unwrap_err();
        assert_eq!(error, "No home folder is known. Set HOME, or STINT_DATA_DIR and STINT_CONFIG_DIR.");
    }
}
