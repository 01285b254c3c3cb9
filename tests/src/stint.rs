//! The real tray program, started in a home, and a client that talks to it.

use std::{
    fs,
    process::{Child, Command, ExitStatus, Stdio},
};

use anyhow::{Context, Result};
use stint_api::client::Client;

use crate::{
    home::{Home, kill},
    programs, wait,
};

/// A running tray program.
pub struct Stint {
    child: Child,
    client: Client,
}

impl Stint {
    /// Starts it quietly, so that no window opens by itself, and waits until it answers.
    pub async fn start(home: &Home) -> Result<Self> {
        Self::start_under(home, &[]).await
    }

    /// Starts it as a person does, without arguments, and waits until it answers.
    pub async fn start_by_hand(home: &Home) -> Result<Self> {
        let child = spawn(home, home.command(programs::stint()?))?;
        Ok(Self { child, client: connect(home).await.with_context(|| said(home))? })
    }

    /// Starts it below another program, such as one that makes the disk fail, and waits until it answers.
    pub async fn start_under(home: &Home, wrapper: &[&str]) -> Result<Self> {
        let child = spawn_under(home, wrapper)?;
        let client = connect(home).await.with_context(|| said(home))?;
        Ok(Self { child, client })
    }

    /// A client of its socket; cheap to clone.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// Its process id, or that of the program it was started below.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a power cut would, and waits until it is gone.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Waits until it ends by itself.
    pub async fn ended(mut self) -> Result<ExitStatus> {
        wait::until("stint ends", async || self.child.try_wait().ok().flatten()).await
    }
}

impl Drop for Stint {
    fn drop(&mut self) {
        kill(self.child.id());
        self.child.wait().ok();
    }
}

/// Starts it below another program and does not wait; what it says is kept, see [`said`].
pub fn spawn_under(home: &Home, wrapper: &[&str]) -> Result<Child> {
    let program = programs::stint()?;
    let mut command = match wrapper.split_first() {
        Some((first, rest)) => {
            let mut command = home.command(first);
            command.args(rest).arg(program);
            command
        }
        None => home.command(program),
    };
    command.arg("--background");
    spawn(home, command)
}

fn spawn(home: &Home, mut command: Command) -> Result<Child> {
    let log = fs::File::options().create(true).append(true).open(home.path().join("stint.log"))?;
    command.stdout(Stdio::null()).stderr(log).spawn().context("could not start stint")
}

/// Everything that programs started by this harness said on standard error.
pub fn said(home: &Home) -> String {
    fs::read_to_string(home.path().join("stint.log")).unwrap_or_default()
}

/// Connects to whichever engine answers in this home.
pub async fn connect(home: &Home) -> Result<Client> {
    let socket = home.folders()?.socket();
    wait::until("stint answers on its socket", async || Client::connect(&socket, "tests").await.ok()).await
}

/// The command line, ready to be given arguments.
pub fn command_line(home: &Home) -> Result<Command> {
    Ok(home.command(programs::stint()?))
}
