//! What axe-core finds in each view, in both themes.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use stint_api::{
    client::Client,
    command::SaveSettings,
    question::GetSettings,
    view::{SettingsView, ThemeName},
};
use stint_tests::{Desktop, Window, programs::root};

use crate::afternoon;

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then(
        (found) => done(found.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.html).join(' | ')}`)),
        (error) => done([String(error)]),
    );";

#[tokio::test]
async fn today_has_no_violation_in_the_light_theme() -> Result<()> {
    in_theme(ThemeName::Light, &[], "//*[@aria-label='Timeline']").await
}

#[tokio::test]
async fn today_has_no_violation_in_the_dark_theme() -> Result<()> {
    in_theme(ThemeName::Dark, &[], "//*[@aria-label='Timeline']").await
}

#[tokio::test]
async fn tasks_have_no_violation_in_both_themes() -> Result<()> {
    for theme in [ThemeName::Light, ThemeName::Dark] {
        in_theme(theme, &["--place", "tasks"], "//*[contains(text(), 'Rotate the signing keys')]").await?;
    }
    Ok(())
}

#[tokio::test]
async fn settings_have_no_violation_in_both_themes() -> Result<()> {
    for theme in [ThemeName::Light, ThemeName::Dark] {
        in_theme(theme, &["--place", "settings"], "//*[contains(text(), 'Theme')]").await?;
    }
    Ok(())
}

#[tokio::test]
async fn open_forms_have_no_violation() -> Result<()> {
    let (desktop, _stint) = afternoon(Desktop::whole().await?).await?;
    let window = Window::open(&desktop, &[]).await?;
    window.click("//ol//button[starts-with(@aria-label, 'Edit')]").await?;
    window.see("//form").await?;
    judge(&window).await?;
    window.click("//input[@aria-label='Start something']").await?;
    window.see("//*[@role='option']").await?;
    judge(&window).await
}

async fn in_theme(theme: ThemeName, arguments: &[&str], sign: &str) -> Result<()> {
    let (desktop, stint) = afternoon(Desktop::whole().await?).await?;
    set_theme(&stint.client(), theme).await?;
    let window = Window::open(&desktop, arguments).await?;
    window.see(sign).await?;
    judge(&window).await
}

pub(crate) async fn set_theme(client: &Client, theme: ThemeName) -> Result<()> {
    let page = client.call(GetSettings {}).await?;
    client.call(SaveSettings { settings: SettingsView { theme, ..page.settings } }).await?;
    Ok(())
}

pub(crate) async fn judge(window: &Window) -> Result<()> {
    let axe =
        fs::read_to_string(root().join("ui/node_modules/axe-core/axe.min.js")).context("axe-core is not installed")?;
    window.page.execute(&axe, Vec::new()).await?;
    let found: Vec<Value> = window.ask(RUN, Vec::new()).await?;
    ensure!(found.is_empty(), "axe finds:\n{}", found.iter().map(|one| format!("{one}\n")).collect::<String>());
    Ok(())
}
