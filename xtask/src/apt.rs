//! Debian packages: which are missing, and how they are installed.

use std::{fs, process::Command};

use anyhow::{Result, bail};

use crate::{process, workspace};

/// What compiling takes.
pub const BUILD: &[&str] = &["gcc", "libc6-dev", "pkg-config", "libwebkit2gtk-4.1-dev"];

/// What the tests, measurements and pictures take: a desktop without a screen, a driver for the web view, tools that make disks fail.
pub const TEST: &[&str] = &[
    "adwaita-icon-theme",
    "binutils",
    "dbus-daemon",
    "dbus-x11",
    "desktop-file-utils",
    "dunst",
    "faketime",
    "fiu-utils",
    "fonts-dejavu-core",
    "gnome-keyring",
    "imagemagick",
    "libglib2.0-bin",
    "libsecret-tools",
    "openbox",
    "python3-venv",
    "strace",
    "webkit2gtk-driver",
    "wmctrl",
    "x11-utils",
    "xclip",
    "xdg-utils",
    "xdotool",
    "xfce4-notifyd",
    "xfce4-panel",
    "xvfb",
];

/// Installs those packages that are missing; where that is not allowed, stops with the command to type.
pub fn install(packages: &[&str]) -> Result<()> {
    if !process::succeeds(Command::new("dpkg-query").arg("--version")) {
        process::complain(&format!(
            "this is no Debian or Ubuntu, so nothing is installed for you; these Debian packages, or what they are called here, are needed: {}",
            packages.join(" ")
        ));
        return Ok(());
    }
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let Some(prefix) = right() else {
        bail!(
            "these packages are missing and only root may install them; type this and try again:\n\n  sudo apt-get install --no-install-recommends {}\n",
            missing.join(" ")
        );
    };
    let archives = workspace::target()?.join("xtask/apt");
    fs::create_dir_all(archives.join("partial"))?;
    apt(prefix, &["update"], &[])?;
    // An archive folder of our own: another apt-get may empty the usual one meanwhile.
    let own_folder = format!("Dir::Cache::archives={}", archives.display());
    let options = ["install", "--yes", "--no-install-recommends", "-o", &own_folder];
    let installed = apt(prefix, &options, &missing);
    fs::remove_dir_all(archives).ok();
    installed
}

fn apt(prefix: &[&str], options: &[&str], packages: &[&str]) -> Result<()> {
    let words = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"], options].concat();
    let mut command = Command::new(words[0]);
    process::run(command.args(&words[1..]).args(["-o", "DPkg::Lock::Timeout=600", "-qq"]).args(packages))
}

fn is_installed(package: &str) -> bool {
    let mut query = Command::new("dpkg-query");
    query.args(["--show", "--showformat=${db:Status-Status}", package]);
    query.output().is_ok_and(|output| output.stdout == b"installed")
}

/// What must stand before apt-get: nothing for root, sudo where it asks no password.
fn right() -> Option<&'static [&'static str]> {
    let is_root = process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if is_root {
        return Some(&[]);
    }
    process::succeeds(Command::new("sudo").args(["-n", "true"])).then_some(&["sudo", "-n"])
}
