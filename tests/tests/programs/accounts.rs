//! Accounts on the command line, over a made-up GitLab and a real keyring.

mod grants;
mod places;
mod tokens;
mod trouble;

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use stint_tests::{
    Desktop, Stint, asked,
    fakes::gitlab::{CLIENT_ID, GitLab},
    keyring,
    peer::{self, Person},
    watcher,
};

/// A token that does.
pub const TOKEN: &str = "glpat-of_mona";

/// A home with a keyring, whose GitLab is made up.
pub struct Desk {
    pub desktop: Desktop,
    pub gitlab: GitLab,
    _tray: watcher::Host,
}

impl Desk {
    /// Nothing runs yet.
    pub async fn new() -> Result<Self> {
        let mut desktop = Desktop::without_display()?;
        desktop.start_keyring()?;
        drop(keyring::is_up(&desktop).await?);
        peer::sit_down(&mut desktop, Person::Agrees)?;
        let tray = watcher::offer_tray(&desktop).await?;
        let gitlab = GitLab::start()?;
        gitlab.make_token(TOKEN, &["read_user", "read_api"]);
        let settings = desktop.folders()?.config_file();
        fs::create_dir_all(settings.parent().context("settings lie in a folder")?)?;
        let origin = gitlab.origin();
        fs::write(settings, format!("[endpoints]\ngitlab = \"{origin}\"\n\n[oauth]\ngitlab = \"{CLIENT_ID}\"\n"))?;
        Ok(Self { desktop, gitlab, _tray: tray })
    }

    /// The same, with Stint.
    pub async fn with_stint() -> Result<(Self, Stint)> {
        let desk = Self::new().await?;
        let stint = Stint::start(&desk.desktop).await?;
        Ok((desk, stint))
    }

    /// Something that is granted.
    pub fn granted(&self, arguments: &[&str]) -> Result<String> {
        asked::granted(&self.desktop, arguments, b"")
    }

    /// Connects GitLab with a token.
    pub fn paste(&self, token: &str) -> Result<String> {
        asked::granted(&self.desktop, &["accounts", "connect", "gitlab", "--token-stdin"], token.as_bytes())
    }

    /// Connects GitLab with a token that is refused with these words; nothing is stored.
    pub fn refuse(&self, token: &[u8], words: &str) -> Result<()> {
        let said = asked::refused(&self.desktop, &["accounts", "connect", "gitlab", "--token-stdin"], token)?;
        ensure!(said.contains(words) && said.contains("Hint:"), "it did not say “{words}”: {said}");
        let is_repeated = std::str::from_utf8(token).is_ok_and(|token| token.len() > 8 && said.contains(token.trim()));
        ensure!(!is_repeated, "the token was repeated: {said}");
        self.nothing_is_stored()
    }

    /// Neither the keyring nor the database holds an account.
    pub fn nothing_is_stored(&self) -> Result<()> {
        let held = keyring::contents(&self.desktop)?;
        ensure!(held.is_empty(), "the keyring holds {held}");
        ensure!(self.accounts()?.is_empty(), "there is an account");
        Ok(())
    }

    /// The accounts, as `stint accounts --json` lists them.
    pub fn accounts(&self) -> Result<Vec<Value>> {
        let page: Value = serde_json::from_str(&self.granted(&["accounts", "--json"])?)?;
        let services = page["services"].as_array().context("the page has services")?;
        Ok(services.iter().flat_map(|service| service["accounts"].as_array().cloned().unwrap_or_default()).collect())
    }
}
