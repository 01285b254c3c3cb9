//! The page of accounts by keyboard alone, and what axe-core finds on it in both themes.

use anyhow::{Result, ensure};
use fantoccini::key::Key;
use stint_api::view::ThemeName;
use stint_tests::{
    Window,
    fakes::github::{self, GitHub, Person as Decision},
    peer::Person,
};

use super::{
    Desk, accounts, button, card,
    tokens::{TOKEN, copy, press_enter},
};
use crate::{
    access::{judge, set_theme},
    keyboard::{press, tab_to},
};

#[tokio::test]
async fn accounts_have_no_violation_in_both_themes() -> Result<()> {
    let desk = Desk::with(Person::Leaves).await?;
    let github = GitHub::start().await;
    desk.configure(&[("github", &github.origin(), github::CLIENT_ID)])?;
    let (stint, window) = desk.open().await?;
    let client = stint.client();
    let both = async || {
        for (theme, name) in [(ThemeName::Light, "light"), (ThemeName::Dark, "dark")] {
            set_theme(&client, theme).await?;
            window.see(&format!("//html[@data-theme='{name}']")).await?;
            judge(&window).await?;
        }
        anyhow::Ok(())
    };
    both().await?;
    window.click(&card("github", "//button[@aria-label='Connect GitHub']")).await?;
    window.click(&button("github", "Other ways to sign in")).await?;
    both().await?;
    window.click(&button("github", "Sign in with a code")).await?;
    window.see(&card("github", "//code[@aria-label='Code']")).await?;
    both().await?;
    github.state().person = Decision::Agrees;
    window.click(&button("github", "Close")).await?;
    window.see(&card("github", "//article")).await?;
    both().await?;
    window.click(&card("github", "//button[starts-with(@aria-label, 'Revoke mona')]")).await?;
    window.see("//dialog[@open]").await?;
    both().await
}

#[tokio::test]
async fn an_account_is_connected_and_revoked_by_keyboard_alone() -> Result<()> {
    let desk = Desk::with(Person::Leaves).await?;
    let github = GitHub::start().await;
    github.make_token(TOKEN, "notifications");
    desk.configure(&[("github", &github.origin(), "")])?;
    let (stint, window) = desk.open().await?;
    let _copied = copy(&desk, TOKEN).await?;
    tab_to(&window, "Connect GitHub").await?;
    press(&window, Key::Enter).await?;
    window.see(&card("github", "//form")).await?;
    press_enter(&desk)?;
    window.see(&card("github", "//button[contains(., '40 characters pasted')]")).await?;
    tab_to(&window, "Check and connect").await?;
    press(&window, Key::Enter).await?;
    window.see(&card("github", "//*[contains(., 'GitHub is connected as mona.')]")).await?;
    leave(&window).await?;
    tab_to(&window, "Revoke mona at").await?;
    press(&window, Key::Enter).await?;
    window.see("//dialog[@open]").await?;
    tab_to(&window, "Revoke").await?;
    press(&window, Key::Enter).await?;
    window.see(&card("github", "//button[@aria-label='Connect GitHub']")).await?;
    ensure!(accounts(&stint.client()).await?.is_empty(), "there is an account left");
    ensure!(github.state().revoked == 1, "GitHub was not told");
    Ok(())
}

/// Escape puts away what has ended.
async fn leave(window: &Window) -> Result<()> {
    press(window, Key::Escape).await?;
    window.see(&card("github", "//button[starts-with(@aria-label, 'Rotate mona')]")).await?;
    Ok(())
}
