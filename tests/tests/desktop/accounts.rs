//! Accounts connected, lost and revoked through the real window, with a keyring, and servers that refuse strangers.

mod browser;
mod codes;
mod endings;
mod keyrings;
mod links;
mod memory;
mod tokens;
mod usable;

use std::fs;

use anyhow::{Context, Result, ensure};
use stint_api::{
    client::Client,
    question::{GetAccounts, ListAccountChanges},
    view::AccountView,
};
use stint_tests::{
    Desktop, Stint, Window, keyring,
    notifications::Notifications,
    peer::{self, CLIENT_ID, Peer, Person},
    wait, watcher,
};

/// A desktop with a tray, notifications that the test hears, an open keyring, and a person at the browser.
pub(crate) struct Desk {
    pub desktop: Desktop,
    pub told: Notifications,
    pub keyring: zbus::Connection,
    _tray: watcher::Host,
}

impl Desk {
    /// Lays it out; nothing of Stint runs yet.
    pub async fn with(person: Person) -> Result<Self> {
        let mut desktop = Desktop::bare()?;
        desktop.start("openbox", &["--sm-disable"])?;
        let tray = watcher::offer_tray(&desktop).await?;
        let told = Notifications::serve(&desktop).await?;
        desktop.start_keyring()?;
        let keyring = keyring::is_up(&desktop).await?;
        peer::sit_down(&mut desktop, person)?;
        Ok(Self { desktop, told, keyring, _tray: tray })
    }

    /// Moves services elsewhere and gives them OAuth apps, as a person does in the settings file.
    pub fn configure(&self, services: &[(&str, &str, &str)]) -> Result<()> {
        let lines = |pick: fn(&(&str, &str, &str)) -> String| services.iter().map(pick).collect::<String>();
        let places = lines(|(service, origin, _)| format!("{service} = \"{origin}\"\n"));
        let apps = lines(|(service, _, client_id)| format!("{service} = \"{client_id}\"\n"));
        let file = self.desktop.folders()?.config_file();
        fs::create_dir_all(file.parent().context("it lies in a folder")?)?;
        Ok(fs::write(file, format!("[endpoints]\n{places}\n[oauth]\n{apps}"))?)
    }

    /// Starts the OAuth server that stands for GitLab, and says so in the settings file.
    pub fn gitlab(&self, access_token_seconds: u32) -> Result<Peer> {
        let peer = Peer::start(&self.desktop, access_token_seconds)?;
        self.configure(&[("gitlab", &peer.origin, CLIENT_ID)])?;
        Ok(peer)
    }

    /// Starts Stint and opens its page of accounts.
    pub async fn open(&self) -> Result<(Stint, Window)> {
        let stint = Stint::start(&self.desktop).await?;
        let window = Window::open(&self.desktop, &["--place", "accounts"]).await?;
        window.see("//section[@id='gitlab']").await?;
        Ok((stint, window))
    }

    /// Waits until a page was opened, and tells the last one.
    pub async fn opened(&self) -> Result<String> {
        wait::until("a page is opened", async || peer::opened(&self.desktop).pop()).await
    }

    /// Makes sure that no account, no secret and no line of history is left.
    pub async fn is_untouched(&self, client: &Client) -> Result<()> {
        let stored = keyring::stored(&self.keyring).await?;
        ensure!(stored.is_empty(), "the keyring holds {stored:?}");
        let accounts = accounts(client).await?;
        ensure!(accounts.is_empty(), "there are accounts: {accounts:?}");
        let changes = client.call(ListAccountChanges { limit: None }).await?;
        ensure!(changes.is_empty(), "the history says {changes:?}");
        Ok(())
    }
}

/// All accounts, as the engine tells them.
async fn accounts(client: &Client) -> Result<Vec<AccountView>> {
    let page = client.call(GetAccounts {}).await?;
    Ok(page.services.into_iter().flat_map(|service| service.accounts).collect())
}

/// Waits until there is one account, and it is like that.
pub(crate) async fn account(client: &Client, what: &str, is_so: impl Fn(&AccountView) -> bool) -> Result<AccountView> {
    wait::until(what, async || match <[AccountView; 1]>::try_from(accounts(client).await.ok()?) {
        Ok([account]) => Some(account).filter(&is_so),
        Err(_) => None,
    })
    .await
}

/// Something within the card of a service.
pub(crate) fn card(service: &str, what: &str) -> String {
    format!("//section[@id='{service}']{what}")
}

/// A button by what it says.
pub(crate) fn button(service: &str, says: &str) -> String {
    card(service, &format!("//button[normalize-space()='{says}']"))
}

/// Signs in at GitLab in the browser, until the page says that it is done.
async fn connect_gitlab(window: &Window) -> Result<()> {
    begin_gitlab(window).await?;
    window.see(&card("gitlab", "//*[contains(., 'GitLab is connected as mona.')]")).await?;
    window.click(&button("gitlab", "Close")).await
}

/// Opens the form of GitLab and sends it.
async fn begin_gitlab(window: &Window) -> Result<()> {
    window.click(&card("gitlab", "//button[@aria-label='Connect GitLab']")).await?;
    window.click(&button("gitlab", "Sign in with the browser")).await
}
