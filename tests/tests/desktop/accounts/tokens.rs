//! Signing in with a token that the person copies at the service.

use anyhow::{Result, ensure};
use stint_api::view::AccountState;
use stint_tests::{
    Window,
    clipboard::{self, Copied},
    fakes::github::GitHub,
    keyring,
    peer::Person,
    wait,
};

use super::{Desk, account, button, card};

pub(super) const TOKEN: &str = "ghp_0123456789abcdefghijklmnopqrstuvwxyz";

#[tokio::test]
async fn a_pasted_token_is_checked_first_and_a_wrong_one_stores_nothing() -> Result<()> {
    let desk = Desk::with(Person::Leaves).await?;
    let github = GitHub::start().await;
    desk.configure(&[("github", &github.origin(), "")])?;
    let (stint, window) = desk.open().await?;
    window.click(&card("github", "//button[@aria-label='Connect GitHub']")).await?;
    let wrong = copy(&desk, "ghp_nobody").await?;
    paste(&desk, &window, "ghp_nobody".len()).await?;
    window.see(&card("github", "//*[contains(., 'othing was stored')]")).await?;
    desk.is_untouched(&stint.client()).await?;
    drop(wrong);
    window.click(&button("github", "Try again")).await?;
    github.make_token(TOKEN, "notifications, repo");
    let _right = copy(&desk, TOKEN).await?;
    paste(&desk, &window, TOKEN.len()).await?;
    window.see(&card("github", "//*[contains(., 'GitHub is connected as mona.')]")).await?;
    let account = account(&stint.client(), "it is connected", |it| it.state == AccountState::Connected).await?;
    ensure!(account.granted == ["notifications", "repo"], "{account:?}");
    ensure!(keyring::stored(&desk.keyring).await?.len() == 1, "it is not in the keyring");
    let page: String = window.ask("arguments[0](document.documentElement.outerHTML)", Vec::new()).await?;
    ensure!(!page.contains(TOKEN), "the page holds the token");
    window.click(&button("github", "Empty the clipboard")).await?;
    wait::until("the clipboard is emptied", async || {
        clipboard::paste(&desk.desktop).ok().filter(|found| !found.contains(TOKEN))
    })
    .await?;
    Ok(())
}

#[tokio::test]
async fn the_page_where_a_token_is_made_opens_with_the_scopes_filled_in() -> Result<()> {
    let desk = Desk::with(Person::Leaves).await?;
    let github = GitHub::start().await;
    desk.configure(&[("github", &github.origin(), "")])?;
    let (_stint, window) = desk.open().await?;
    window.click(&card("github", "//button[@aria-label='Connect GitHub']")).await?;
    window
        .click(&card("github", "//button[starts-with(normalize-space(), 'Create the personal access token')]"))
        .await?;
    let page = desk.opened().await?;
    let expected = format!("{}/settings/tokens/new?description=Stint&scopes=notifications", github.origin());
    ensure!(page == expected, "opened {page}");
    Ok(())
}

/// Copies a token, as the person does at the service.
pub(super) async fn copy(desk: &Desk, token: &str) -> Result<Copied> {
    let copied = clipboard::copy(&desk.desktop, token)?;
    wait::until("the token lies on the clipboard", async || {
        clipboard::paste(&desk.desktop).ok().filter(|found| found == token)
    })
    .await?;
    Ok(copied)
}

/// Pastes what lies on the clipboard into the form, and sends it.
pub(super) async fn paste(desk: &Desk, window: &Window, length: usize) -> Result<()> {
    let button_to_paste = window.see(&card("github", "//button[contains(., 'Paste from the clipboard')]")).await?;
    window.page.execute("arguments[0].focus()", vec![serde_json::to_value(&button_to_paste)?]).await?;
    press_enter(desk)?;
    window.see(&card("github", &format!("//button[contains(., '{length} characters pasted')]"))).await?;
    window.click(&button("github", "Check and connect")).await
}

/// A key of the desktop's, where one that a script presses is not enough.
pub(super) fn press_enter(desk: &Desk) -> Result<()> {
    let status = desk.desktop.command("xdotool").args(["key", "Return"]).status()?;
    ensure!(status.success(), "xdotool could not press a key");
    Ok(())
}
