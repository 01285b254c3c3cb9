//! A person's home that exists for one test: folders, environment, and every process started in it.

use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process};
use stint_api::folders::Folders;
use tempfile::TempDir;

use crate::programs;

/// The variable by which processes of a home are found when it goes.
const MARK: &str = "STINT_TESTS_HOME";

/// Private folders, and an environment in which nothing of the person's own is named.
pub struct Home {
    folder: TempDir,
    environment: BTreeMap<String, OsString>,
}

impl Home {
    /// Makes the folders; no display and no bus is named yet.
    pub fn new() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("stint-").tempdir().context("could not make a home")?;
        let mut home = Self { folder, environment: BTreeMap::new() };
        for (name, below) in [
            ("HOME", "home"),
            ("XDG_RUNTIME_DIR", "run"),
            ("XDG_CONFIG_HOME", "home/.config"),
            ("XDG_DATA_HOME", "home/.local/share"),
            ("XDG_STATE_HOME", "home/.local/state"),
            ("XDG_CACHE_HOME", "home/.cache"),
        ] {
            let path = home.path().join(below);
            fs::create_dir_all(&path)?;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o700))?;
            home.set(name, path);
        }
        home.set("PATH", programs::variable("PATH").unwrap_or_default());
        home.set(MARK, home.path().to_owned());
        home.set("LANG", "C.UTF-8");
        home.set("TZ", "Europe/Berlin");
        home.set("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        home.set("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent");
        // Else nobody but root sees the environment and the memory of the program, and so could neither end nor measure it.
        home.set("STINT_INSPECTABLE", "1");
        // No accessibility bus, no settings daemon: nothing that outlives the programs under test.
        home.set("NO_AT_BRIDGE", "1");
        home.set("GSETTINGS_BACKEND", "memory");
        home.set("GIO_USE_VFS", "local");
        Ok(home)
    }

    /// The folder that goes when the home goes.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Names something in the environment of every program started from now on.
    pub fn set(&mut self, name: &str, value: impl Into<OsString>) {
        self.environment.insert(name.to_owned(), value.into());
    }

    /// What programs of this home find in their environment.
    pub fn variable(&self, name: &str) -> Option<OsString> {
        self.environment.get(name).cloned()
    }

    /// A program that sees this home and nothing else.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(&self.environment).current_dir(self.path()).stdin(Stdio::null());
        command
    }

    /// The program's own idea of where its files lie here.
    pub fn folders(&self) -> Result<Folders> {
        Folders::find(&|name| self.variable(name)).map_err(anyhow::Error::msg)
    }

    /// The database file.
    pub fn database(&self) -> Result<PathBuf> {
        Ok(self.folders()?.database())
    }

    /// Every process that was started in this home and lives, by id.
    pub fn processes(&self) -> Vec<u32> {
        let mark = [MARK.as_bytes(), b"=", self.path().as_os_str().as_encoded_bytes()].concat();
        let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
        let ids = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok());
        ids.filter(|id| is_marked(*id, &mark)).collect()
    }

    /// Every living process of this home whose program has this name.
    pub fn processes_of(&self, program: &str) -> Vec<u32> {
        let has_name = |id: &u32| {
            fs::read_link(format!("/proc/{id}/exe")).is_ok_and(|exe| exe.file_name() == Some(OsStr::new(program)))
        };
        self.processes().into_iter().filter(has_name).collect()
    }

    /// Ends every process of this home whose program has this name, as a power cut would.
    pub fn kill_programs(&self, program: &str) {
        self.processes_of(program).into_iter().for_each(kill);
    }

    fn kill_all(&self) {
        // Twice, for what was being started meanwhile.
        for _ in 0..2 {
            self.processes().into_iter().for_each(kill);
        }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        self.kill_all();
    }
}

/// Ends a process at once, as a power cut would.
pub fn kill(id: u32) {
    let pid = i32::try_from(id).ok().and_then(Pid::from_raw);
    if let Some(pid) = pid {
        kill_process(pid, Signal::KILL).ok();
    }
}

fn is_marked(id: u32, mark: &[u8]) -> bool {
    let Ok(environment) = fs::read(format!("/proc/{id}/environ")) else { return false };
    environment.split(|byte| *byte == 0).any(|variable| variable == mark)
}
