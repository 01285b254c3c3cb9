//! An OAuth server that nobody of us wrote, and a scripted person at a browser; both run on Node.js.

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::home::Home;

/// The client id that the server knows.
pub const CLIENT_ID: &str = "stint-test";

/// A running OAuth server, laid out as GitLab.
pub struct Peer {
    child: Child,
    /// Where it lies.
    pub origin: String,
}

/// What the server did so far.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
pub struct Counts {
    /// Sign-ins granted.
    pub granted: u32,
    /// Refresh tokens exchanged.
    pub refreshed: u32,
    /// Refresh tokens refused, which ends their whole family.
    pub reused: u32,
    /// Tokens revoked.
    pub revoked: u32,
    /// Requests of the API answered.
    pub asked: u32,
    /// Requests of the API refused.
    pub refused: u32,
}

#[derive(Deserialize)]
struct Listening {
    origin: String,
}

impl Peer {
    /// Starts the server; access tokens live this long.
    pub fn start(home: &Home, access_token_seconds: u32) -> Result<Self> {
        let mut command = home.command("node");
        command.arg(folder().join("oidc.mjs")).env("ACCESS_TOKEN_SECONDS", access_token_seconds.to_string());
        let (child, origin) = listening(command)?;
        Ok(Self { child, origin })
    }

    /// What it did so far.
    pub fn counts(&self, home: &Home) -> Result<Counts> {
        Ok(serde_json::from_slice(&self.ask(home, "counts")?)?)
    }

    /// Shows each refresh token that was exchanged once more, as a thief would; the server ends its family.
    pub fn end_families(&self, home: &Home) -> Result<()> {
        self.ask(home, "end-families").map(drop)
    }

    fn ask(&self, home: &Home, path: &str) -> Result<Vec<u8>> {
        let script = "fetch(process.argv[1]).then((answer) => answer.text()).then(console.log)";
        let output = home.command("node").args(["-e", script, &format!("{}/{path}", self.origin)]).output()?;
        anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(output.stdout)
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// GitHub's own description of its API, in front of a made-up GitHub: what it does not allow becomes a 500 that says why.
pub struct Judge {
    child: Child,
    /// Where the API lies behind it.
    pub origin: String,
}

impl Judge {
    /// Starts one in front of this origin.
    pub fn start(origin: &str) -> Result<Self> {
        let mut command = Command::new("node");
        command.arg(folder().join("github/judge.mjs")).arg(origin);
        let (child, origin) = listening(command)?;
        Ok(Self { child, origin })
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Runs a script of the folder of peers to its end, and returns what it said.
pub fn script(name: &str, arguments: &[&str]) -> Result<String> {
    let output =
        Command::new("node").arg(folder().join(name)).args(arguments).output().context("could not start node")?;
    let (said, why) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    anyhow::ensure!(output.status.success(), "{name}: {said}{why}");
    Ok(said.into_owned())
}

fn listening(mut command: Command) -> Result<(Child, String)> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().context("could not start node")?;
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().context("its output is not read")?).read_line(&mut line)?;
    let listening: Listening = serde_json::from_str(&line).context("the server did not come up")?;
    Ok((child, listening.origin))
}

/// What the person at the browser does with a page that is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Person {
    /// Signs in and agrees.
    Agrees,
    /// Declines.
    Declines,
    /// Closes the page.
    Leaves,
}

/// Puts a person at the browser of this home; every page that is opened from now on goes through them.
pub fn sit_down(home: &mut Home, person: Person) -> Result<()> {
    let programs = home.path().join("bin");
    fs::create_dir_all(&programs)?;
    let browser = format!("node '{}' \"$1\"", folder().join("browser.mjs").display());
    let does = match person {
        Person::Agrees => format!("{browser} >>'{0}/browser.log' 2>&1 &", home.path().display()),
        Person::Declines => format!("{browser} --deny >>'{0}/browser.log' 2>&1 &", home.path().display()),
        Person::Leaves => ":".to_owned(),
    };
    let script = format!("#!/bin/sh\nprintf '%s\\n' \"$1\" >>'{}'\n{does}\n", opened_file(home).display());
    for name in ["xdg-open", "gio", "gnome-open", "kde-open", "wslview"] {
        let program = programs.join(name);
        fs::write(&program, &script)?;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
    }
    let path = home.variable("PATH").unwrap_or_default();
    let path = if path.to_string_lossy().starts_with(&*programs.to_string_lossy()) {
        path
    } else {
        [programs.as_os_str(), &path].join(":".as_ref())
    };
    home.set("PATH", path);
    Ok(())
}

/// Every page that was opened in this home, in order.
pub fn opened(home: &Home) -> Vec<String> {
    fs::read_to_string(opened_file(home)).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// Signs in at a page and agrees.
pub fn agree(home: &Home, page: &str) -> Result<()> {
    browse(home, &[page])
}

/// Types a device code at the server and agrees.
pub fn type_code(home: &Home, page: &str, code: &str) -> Result<()> {
    browse(home, &[page, "--code", code])
}

fn browse(home: &Home, arguments: &[&str]) -> Result<()> {
    let output = home.command("node").arg(folder().join("browser.mjs")).args(arguments).output()?;
    anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

fn opened_file(home: &Home) -> PathBuf {
    home.path().join("opened")
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("peers")
}
