//! Starts the window program.

use std::{
    path::PathBuf,
    process::Stdio,
    sync::{Arc, Mutex, PoisonError},
};

use stint_api::command::{OpenWindow, Place};
use tokio::process::{Child, Command};

/// Starts the window program and buries it when it ends.
#[derive(Clone, Debug)]
pub(crate) struct Launcher {
    program: PathBuf,
    env: Vec<(&'static str, &'static str)>,
    token: ActivationToken,
}

impl Launcher {
    /// For a program and what its environment lacks; the token of the latest click lets its window come to the front.
    pub(crate) fn new(program: PathBuf, env: Vec<(&'static str, &'static str)>, token: ActivationToken) -> Self {
        Self { program, env, token }
    }

    /// Starts the window; the error is a sentence.
    pub(crate) fn start(&self, spot: &OpenWindow) -> Result<(), String> {
        let child = self.command(spot).spawn().map_err(|error| {
            format!("The window program could not be started: {} ({error}).", self.program.display())
        })?;
        drop(tokio::spawn(bury(child)));
        Ok(())
    }

    fn command(&self, spot: &OpenWindow) -> Command {
        let mut command = Command::new(&self.program);
        command.args(place_words(spot.place)).envs(self.env.iter().copied()).stdin(Stdio::null());
        if let Some(section) = &spot.section {
            command.args(["--section", section]);
        }
        if let Some(token) = self.token.take() {
            command.env("XDG_ACTIVATION_TOKEN", &token).env("DESKTOP_STARTUP_ID", token);
        }
        command
    }
}

async fn bury(mut child: Child) {
    match child.wait().await {
        Ok(status) if status.success() => tracing::debug!("the window closed"),
        Ok(status) => tracing::warn!(%status, "the window program ended badly"),
        Err(error) => tracing::warn!(%error, "nothing is known of the window program"),
    }
}

const fn place_words(place: Place) -> &'static [&'static str] {
    match place {
        Place::Main => &[],
        Place::Today => &["--place", "today"],
        Place::Tasks => &["--place", "tasks"],
        Place::Feed => &["--place", "feed"],
        Place::Settings => &["--place", "settings"],
        Place::Accounts => &["--place", "accounts"],
        Place::Notifications => &["--place", "notifications"],
        Place::Data => &["--place", "data"],
    }
}

/// What a Wayland compositor gave for the latest click; without it a new window stays behind the others.
#[derive(Clone, Debug, Default)]
pub(crate) struct ActivationToken(Arc<Mutex<Option<String>>>);

impl ActivationToken {
    /// Keeps the token of a click, or forgets the earlier one.
    pub(crate) fn keep(&self, token: Option<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = token;
    }

    /// Hands the token out, once.
    fn take(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_serves_one_window() {
        let token = ActivationToken::default();
        token.keep(Some("abc".to_owned()));
        let launcher = Launcher::new(PathBuf::from("stint-window"), Vec::new(), token);
        let envs = |command: Command| command.as_std().get_envs().count();
        assert_eq!(envs(launcher.command(&OpenWindow::at(Place::Main))), 2);
        assert_eq!(envs(launcher.command(&OpenWindow::at(Place::Main))), 0);
    }

    #[test]
    fn the_place_is_named_as_the_window_reads_it() {
        let launcher = Launcher::new(PathBuf::from("stint-window"), Vec::new(), ActivationToken::default());
        let command = launcher.command(&OpenWindow::at(Place::Settings));
        assert_eq!(command.as_std().get_args().collect::<Vec<_>>(), ["--place", "settings"]);
    }

    #[tokio::test]
    async fn a_missing_program_is_named() {
        let launcher = Launcher::new(PathBuf::from("/nowhere/stint-window"), Vec::new(), ActivationToken::default());
        assert!(launcher.start(&OpenWindow::at(Place::Main)).unwrap_err().contains("/nowhere/stint-window"));
    }
}
