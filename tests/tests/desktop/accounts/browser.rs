//! Signing in with the browser: a person who agrees, one who declines, and one who never comes back.

use std::net::TcpStream;

use anyhow::{Context, Result, ensure};
use stint_api::view::AccountState;
use stint_tests::{
    keyring,
    peer::{self, Person},
    wait,
};
use url::Url;

use super::{Desk, account, begin_gitlab, button, card};

#[tokio::test]
async fn who_agrees_in_the_browser_is_connected_and_sees_as_whom_and_for_what() -> Result<()> {
    let desk = Desk::with(Person::Leaves).await?;
    let peer = desk.gitlab(7200)?;
    let (stint, window) = desk.open().await?;
    begin_gitlab(&window).await?;
    window.see(&card("gitlab", "//*[contains(., 'Waiting for your browser')]")).await?;
    peer::agree(&desk.desktop, &desk.opened().await?)?;
    window.see(&card("gitlab", "//*[contains(., 'GitLab is connected as mona.')]")).await?;
    window.click(&button("gitlab", "Close")).await?;
    let row = "//article[starts-with(@aria-label, 'GitLab: mona at 127.0.0.1')]";
    for words in ["Connected", "read issues, merge requests and to-dos", "read_user read_api", "renewed"] {
        window.see(&card("gitlab", &format!("{row}//*[contains(., '{words}')]"))).await?;
    }
    window.see("//ul//*[contains(., 'Connected') and contains(., 'by you, in the browser')]").await?;
    let account = account(&stint.client(), "it is connected", |it| it.state == AccountState::Connected).await?;
    ensure!(account.granted == ["read_user", "read_api"] && account.is_renewed, "{account:?}");
    let stored = keyring::stored(&desk.keyring).await?;
    ensure!(stored == [format!("Stint · account:{}", account.id)], "the keyring holds {stored:?}");
    ensure!(peer.counts(&desk.desktop)?.granted == 1, "it was signed in more than once");
    Ok(())
}

#[tokio::test]
async fn who_declines_in_the_browser_is_told_so_and_nothing_is_stored() -> Result<()> {
    let desk = Desk::with(Person::Declines).await?;
    let peer = desk.gitlab(7200)?;
    let (stint, window) = desk.open().await?;
    begin_gitlab(&window).await?;
    window.see(&card("gitlab", "//*[contains(., 'declined')]")).await?;
    window.see(&card("gitlab", "//*[contains(., 'othing was stored')]")).await?;
    window.click(&button("gitlab", "Close")).await?;
    window.see(&card("gitlab", "//button[@aria-label='Connect GitLab']")).await?;
    ensure!(peer.counts(&desk.desktop)?.granted == 0, "something was granted");
    desk.is_untouched(&stint.client()).await
}

#[tokio::test]
async fn a_browser_that_never_comes_back_is_given_up_and_its_port_closed() -> Result<()> {
    let desk = Desk::with(Person::Leaves).await?;
    let _peer = desk.gitlab(7200)?;
    let (stint, window) = desk.open().await?;
    begin_gitlab(&window).await?;
    window.see(&card("gitlab", "//*[contains(., 'Waiting for your browser')]")).await?;
    let port = port_of(&desk.opened().await?)?;
    ensure!(TcpStream::connect(("127.0.0.1", port)).is_ok(), "nobody listens for the browser");
    window.click(&button("gitlab", "Cancel")).await?;
    window.see(&card("gitlab", "//button[@aria-label='Connect GitLab']")).await?;
    let is_closed = async || TcpStream::connect(("127.0.0.1", port)).is_err().then_some(());
    wait::until("the port closes", is_closed).await?;
    desk.is_untouched(&stint.client()).await
}

/// Where the browser is to come back to.
fn port_of(page: &str) -> Result<u16> {
    let page = Url::parse(page)?;
    let (_, back) = page.query_pairs().find(|(name, _)| name == "redirect_uri").context("it comes back")?;
    Url::parse(&back)?.port().context("it comes back to a port")
}
