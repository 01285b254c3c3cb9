//! A day's work by keyboard alone, the focus seen at every step.

use anyhow::{Context, Result, ensure};
use fantoccini::{
    actions::{InputSource, KeyAction, KeyActions},
    key::Key,
};
use stint_api::{
    client::Client,
    question::{GetDay, GetSettings},
};
use stint_tests::{Desktop, Stint, Window, wait};

use crate::afternoon;

const TIMER: &str = "//section[@aria-label='Timer']";

#[tokio::test]
async fn a_timer_is_started_corrected_and_stopped_by_keyboard_alone() -> Result<()> {
    let desktop = Desktop::whole().await?;
    let _stint = Stint::start(&desktop).await?;
    let window = Window::open(&desktop, &[]).await?;
    window.see("//input[@aria-label='Start something']").await?;
    chord(&window, Key::Control, 'k').await?;
    words(&window, "Write the report").await?;
    press(&window, Key::Enter).await?;
    window.see(&format!("{TIMER}//button[contains(., 'Write the report')]")).await?;
    tab_to(&window, "Write the report").await?;
    press(&window, Key::Enter).await?;
    window.see("//form").await?;
    chord(&window, Key::Control, 'a').await?;
    words(&window, "Write the long report").await?;
    press(&window, Key::Enter).await?;
    window.see(&format!("{TIMER}//button[contains(., 'Write the long report')]")).await?;
    tab_to(&window, "Stop").await?;
    press(&window, Key::Enter).await?;
    window.see(&format!("{TIMER}//*[text()='Nothing runs']")).await?;
    chord(&window, Key::Control, 'z').await?;
    window.see(&format!("{TIMER}//button[contains(., 'Write the long report')]")).await?;
    chord(&window, Key::Control, '2').await?;
    window.see("//nav//button[@aria-current='page'][text()='Tasks']").await?;
    Ok(())
}

#[tokio::test]
async fn the_page_is_drawn_larger_and_back_by_keyboard_and_the_settings_keep_it() -> Result<()> {
    let desktop = Desktop::whole().await?;
    let stint = Stint::start(&desktop).await?;
    let client = stint.client();
    let window = Window::open(&desktop, &[]).await?;
    window.see("//input[@aria-label='Start something']").await?;
    let width = async || window.ask::<u32>("arguments[0](innerWidth)", Vec::new()).await.ok();
    let before = width().await.context("the page has a width")?;
    for _ in 0..3 {
        chord(&window, Key::Control, '+').await?;
    }
    wait::until("a page half as large again has two thirds of the width", async || {
        width().await.filter(|width| width.abs_diff(before * 2 / 3) <= 2)
    })
    .await?;
    let kept = async |percent: u16| {
        let settings = client.call(GetSettings {}).await.ok()?.settings;
        (settings.zoom_percent == percent).then_some(())
    };
    wait::until("the settings keep it", async || kept(150).await).await?;
    chord(&window, Key::Control, '0').await?;
    wait::until("the settings keep that, too", async || kept(100).await).await?;
    wait::until("it is as it was", async || width().await.filter(|width| *width == before)).await?;
    Ok(())
}

#[tokio::test]
async fn an_edge_is_moved_and_a_gap_filled_by_keyboard_alone() -> Result<()> {
    let (desktop, stint) = afternoon(Desktop::whole().await?).await?;
    let window = Window::open(&desktop, &[]).await?;
    window.see("//*[@aria-label='Timeline']").await?;
    let client = stint.client();
    let before = end_of_first(&client).await?;
    tab_to(&window, "Fix the login redirect loop, ").await?;
    press(&window, Key::Home).await?;
    let actions = KeyActions::new("keys".to_owned())
        .then(KeyAction::Down { value: Key::Shift.into() })
        .then(KeyAction::Down { value: Key::Left.into() })
        .then(KeyAction::Up { value: Key::Left.into() })
        .then(KeyAction::Up { value: Key::Shift.into() });
    window.page.perform_actions(actions).await?;
    wait::until("the first entry ends earlier", async || end_of_first(&client).await.ok().filter(|end| *end < before))
        .await?;
    window.see("//*[@aria-label='Timeline']//button[starts-with(@aria-label, 'Fill 5 min')]").await?;
    press(&window, Key::Right).await?;
    ensure!(focus(&window).await?.name.starts_with("Fill"), "the new gap follows: {:?}", focus(&window).await?);
    press(&window, Key::Enter).await?;
    window.see("//form").await?;
    words(&window, "Tea").await?;
    press(&window, Key::Enter).await?;
    wait::until("the gap is filled", async || {
        let day = client.call(GetDay::default()).await.ok()?;
        day.entries.iter().any(|entry| entry.title == "Tea").then_some(())
    })
    .await
}

/// What has the focus: its name, and whether it shows that it has it.
#[derive(Debug, serde::Deserialize)]
struct Focus {
    name: String,
    is_visible: bool,
}

async fn focus(window: &Window) -> Result<Focus> {
    let script = "
        const done = arguments[arguments.length - 1];
        const focused = document.activeElement;
        const around = [focused, focused.parentElement].filter((one) => one !== null);
        const drawn = around.some((one) => {
            const style = getComputedStyle(one);
            return (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none';
        });
        done({ name: focused.getAttribute('aria-label') ?? focused.textContent.trim(), is_visible: drawn });";
    window.ask(script, Vec::new()).await
}

/// Presses Tab until something with this name has the focus; every stop on the way must be seen.
pub(crate) async fn tab_to(window: &Window, name: &str) -> Result<()> {
    let mut stops = Vec::new();
    for _ in 0..40 {
        press(window, Key::Tab).await?;
        let found = focus(window).await?;
        ensure!(found.is_visible, "the focus on “{}” cannot be seen", found.name);
        if found.name.starts_with(name) {
            return Ok(());
        }
        stops.push(found.name);
    }
    None.with_context(|| format!("Tab never reached “{name}”, only {stops:?}"))
}

pub(crate) async fn press(window: &Window, key: Key) -> Result<()> {
    strike(window, key.into()).await
}

async fn words(window: &Window, text: &str) -> Result<()> {
    for letter in text.chars() {
        strike(window, letter).await?;
    }
    Ok(())
}

pub(crate) async fn strike(window: &Window, value: char) -> Result<()> {
    let actions = KeyActions::new("keys".to_owned()).then(KeyAction::Down { value }).then(KeyAction::Up { value });
    Ok(window.page.perform_actions(actions).await?)
}

pub(crate) async fn chord(window: &Window, with: Key, value: char) -> Result<()> {
    let actions = KeyActions::new("keys".to_owned())
        .then(KeyAction::Down { value: with.into() })
        .then(KeyAction::Down { value })
        .then(KeyAction::Up { value })
        .then(KeyAction::Up { value: with.into() });
    Ok(window.page.perform_actions(actions).await?)
}

async fn end_of_first(client: &Client) -> Result<String> {
    let day = client.call(GetDay::default()).await?;
    day.entries.first().and_then(|entry| entry.ended_at.clone()).context("the day has a first entry")
}
