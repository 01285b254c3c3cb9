//! The one module that reads the environment, the arguments and the program's own path.
#![expect(clippy::disallowed_methods, reason = "this is the edge that the other modules are handed their values from")]

use std::{collections::BTreeMap, ffi::OsString, path::PathBuf};

use stint_api::{folders::Folders, sparing};

/// The argument of a start that nobody looks at: at login, or by a client that needs the engine.
pub(crate) const QUIETLY: &str = "--background";

/// All that this program is told by where and how it was started.
#[derive(Clone, Debug)]
pub(crate) struct Surroundings {
    /// Where files lie.
    pub folders: Folders,
    /// The program to start at login: this one, or the AppImage it came in.
    pub program: PathBuf,
    /// The window program, beside this one or on the search path.
    pub window: PathBuf,
    /// What the window program's environment lacks.
    pub window_lacks: Vec<(&'static str, &'static str)>,
    /// Where the desktop looks for what to start at login; `None` where Stint does not know.
    pub autostart: Option<PathBuf>,
    /// Whether nobody looks at this start, so that no window opens by itself.
    pub is_quiet: bool,
    /// `Wayland`, `X11`, or what the session calls itself.
    pub session: Option<String>,
    /// The desktop's own name for itself, such as `ubuntu:GNOME`.
    pub desktop: Option<String>,
    /// Where `STINT_GITHUB_URL` and the like put services: the origin of each, by its id.
    pub services: BTreeMap<String, String>,
}

impl Surroundings {
    /// Reads them; an error is a sentence for the person.
    pub(crate) fn find() -> Result<Self, String> {
        let program =
            std::env::current_exe().map_err(|error| format!("Stint cannot find its own program: {error}."))?;
        let is_quiet = arguments().iter().any(|word| word == QUIETLY);
        let found = Self::of(&|name| std::env::var_os(name), program, is_quiet)?;
        Ok(Self { services: moved_services(std::env::vars_os()), ..found })
    }

    fn of(env: &dyn Fn(&str) -> Option<OsString>, own: PathBuf, is_quiet: bool) -> Result<Self, String> {
        let text = |name| env(name).and_then(|value| value.into_string().ok()).filter(|value| !value.is_empty());
        let sibling = own.with_file_name(format!("stint-window{}", std::env::consts::EXE_SUFFIX));
        Ok(Self {
            folders: Folders::find(env)?,
            program: env("APPIMAGE").map_or_else(|| own.clone(), PathBuf::from),
            window: if sibling.exists() { sibling } else { PathBuf::from("stint-window") },
            window_lacks: sparing::lacking(env),
            autostart: autostart_folder(env),
            is_quiet,
            session: session(&text),
            desktop: text("XDG_CURRENT_DESKTOP"),
            services: BTreeMap::new(),
        })
    }
}

/// Where the environment puts services: `STINT_GITHUB_URL` moves `github`; whether that is an origin is judged later.
fn moved_services(variables: impl Iterator<Item = (OsString, OsString)>) -> BTreeMap<String, String> {
    let moved = |(name, value): (OsString, OsString)| {
        let (name, value) = (name.into_string().ok()?, value.into_string().ok()?);
        let service = name.strip_prefix("STINT_")?.strip_suffix("_URL")?.to_ascii_lowercase();
        let origin = value.trim().trim_end_matches('/').to_owned();
        (!service.is_empty() && !origin.is_empty()).then_some((service, origin))
    };
    variables.filter_map(moved).collect()
}

fn autostart_folder(env: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let home = || env("HOME").map(PathBuf::from);
    if cfg!(target_os = "macos") {
        return home().map(|home| home.join("Library/LaunchAgents"));
    }
    let config = || env("XDG_CONFIG_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let linux = || config().or_else(|| home().map(|home| home.join(".config")));
    linux().filter(|_| cfg!(target_os = "linux")).map(|config| config.join("autostart"))
}

fn session(text: &dyn Fn(&'static str) -> Option<String>) -> Option<String> {
    if text("WAYLAND_DISPLAY").is_some() {
        return Some("Wayland".to_owned());
    }
    if text("DISPLAY").is_some() {
        return Some("X11".to_owned());
    }
    text("XDG_SESSION_TYPE")
}

/// How much to log, such as `debug` or `warn,stint=debug`.
pub(crate) fn log_filter() -> String {
    std::env::var("STINT_LOG").unwrap_or_else(|_| "warn,stint=info".to_owned())
}

/// Whether other programs may read this one's memory.
pub(crate) fn is_inspectable() -> bool {
    std::env::var_os("STINT_INSPECTABLE").is_some_and(|value| !value.is_empty())
}

/// What this program was started with, without its own name.
#[must_use]
pub fn arguments() -> Vec<OsString> {
    std::env::args_os().skip(1).collect()
}

/// Whether a start is for the tray: no argument, or the one of a start that nobody looks at.
#[must_use]
pub fn is_meant(arguments: &[OsString]) -> bool {
    arguments.iter().all(|word| word == QUIETLY)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surroundings(pairs: &[(&str, &str)]) -> Surroundings {
        let env = |name: &str| pairs.iter().find(|(n, _)| *n == name).map(|(_, value)| OsString::from(value));
        Surroundings::of(&env, PathBuf::from("/opt/none/stint"), false).unwrap()
    }

    #[test]
    fn commands_are_not_for_the_tray() {
        let meant = |words: &[&str]| is_meant(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert!(meant(&[]) && meant(&["--background"]));
        assert!(!meant(&["stop"]) && !meant(&["--help"]));
    }

    #[test]
    fn the_session_is_wayland_even_where_x_is_offered_too() {
        let both = surroundings(&[("HOME", "/h"), ("WAYLAND_DISPLAY", "wayland-0"), ("DISPLAY", ":0")]);
        assert_eq!(both.session.as_deref(), Some("Wayland"));
        assert_eq!(surroundings(&[("HOME", "/h"), ("DISPLAY", ":0")]).session.as_deref(), Some("X11"));
        assert_eq!(surroundings(&[("HOME", "/h"), ("XDG_SESSION_TYPE", "tty")]).session.as_deref(), Some("tty"));
        assert_eq!(surroundings(&[("HOME", "/h")]).session, None);
    }

    #[test]
    fn an_appimage_is_what_starts_at_login() {
        let found = surroundings(&[("HOME", "/h"), ("APPIMAGE", "/apps/Stint.AppImage")]);
        assert_eq!(found.program, PathBuf::from("/apps/Stint.AppImage"));
        assert_eq!(found.window, PathBuf::from("stint-window"));
    }

    #[test]
    fn the_person_may_choose_the_renderer_of_the_window() {
        let all = surroundings(&[("HOME", "/h")]).window_lacks;
        let chosen = surroundings(&[("HOME", "/h"), (sparing::MARK, "0")]).window_lacks;
        assert_eq!(chosen, all[1..]);
    }

    #[test]
    fn the_environment_moves_services() {
        let variables = [
            ("STINT_GITHUB_URL", "http://127.0.0.1:8080/"),
            ("STINT_GOOGLE_URL", "https://google.example.org"),
            ("STINT_SLACK_URL", ""),
            ("STINT__URL", "https://x.example.org"),
            ("STINT_LOG", "debug"),
            ("GITHUB_URL", "https://y.example.org"),
        ];
        let moved = moved_services(variables.map(|(name, value)| (name.into(), value.into())).into_iter());
        let expected = [("github", "http://127.0.0.1:8080"), ("google", "https://google.example.org")];
        assert_eq!(moved, expected.map(|(service, origin)| (service.to_owned(), origin.to_owned())).into());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn autostart_follows_the_real_configuration_folder() {
        let moved = surroundings(&[("HOME", "/h"), ("XDG_CONFIG_HOME", "/c"), ("STINT_CONFIG_DIR", "/s")]);
        assert_eq!(moved.autostart, Some(PathBuf::from("/c/autostart")));
        assert_eq!(surroundings(&[("HOME", "/h")]).autostart, Some(PathBuf::from("/h/.config/autostart")));
    }
}
