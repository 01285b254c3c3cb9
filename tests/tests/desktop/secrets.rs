//! Secrets that a person gives in the window, and links that the desktop brings: no page ever holds one.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use stint_api::{
    command::SetVault,
    question::GetAccounts,
    view::{VaultKind, VaultState},
};
use stint_tests::{Desktop, Stint, Window, clipboard, programs, screen::Screen, wait};

const TOKEN: &str = "ghp_canary_of_the_clipboard";

/// Calls a command as the page does: `{ ok }` or `{ error }`.
async fn call(window: &Window, command: &str, arguments: Value) -> Result<Value> {
    let script = "
        const done = arguments[arguments.length - 1];
        window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1])
            .then((ok) => done({ ok }), (error) => done({ error }));";
    window.ask(script, vec![json!(command), arguments]).await
}

async fn window_on(desktop: &Desktop) -> Result<Window> {
    let window = Window::open(desktop, &[]).await?;
    window.see("//section[@aria-label='Timer']").await?;
    Ok(window)
}

#[tokio::test]
async fn a_token_is_pasted_past_the_page() -> Result<()> {
    let desktop = Desktop::whole().await?;
    let stint = Stint::start(&desktop).await?;
    let window = Window::open(&desktop, &["--place", "accounts"]).await?;
    window.see("//section[@id='github']").await?;
    has_keyboard(&desktop, "Stint Settings").await?;
    let unasked = call(&window, "paste_token", json!({})).await?;
    ensure!(unasked["error"]["message"] == "Nothing was pasted: nobody pressed a key or a button.", "{unasked}");
    let nothing = paste(&desktop, &window).await?;
    ensure!(nothing["error"]["message"] == "The clipboard holds no text.", "{nothing}");
    let copied = clipboard::copy(&desktop, &format!("  {TOKEN}\n"))?;
    wait::until("the token lies on the clipboard", async || {
        clipboard::paste(&desktop).ok().filter(|it| it.contains(TOKEN))
    })
    .await?;
    let pasted = paste(&desktop, &window).await?;
    ensure!(pasted["ok"]["length"] == TOKEN.len() && !pasted.to_string().contains("canary"), "{pasted}");
    let again = call(&window, "paste_token", json!({})).await?;
    ensure!(again["error"].is_object(), "one press served twice: {again}");
    // The engine has it under that ticket, as a file that it locks shows.
    let ticket = pasted["ok"]["ticket"].as_str().map(str::to_owned);
    stint.client().call(SetVault { kind: VaultKind::File, ticket }).await?;
    wait::until("secrets go to a file", async || {
        let vault = stint.client().call(GetAccounts {}).await.ok()?.vault;
        (vault.kind == VaultKind::File && vault.state == VaultState::Ready).then_some(())
    })
    .await?;
    ensure!(call(&window, "clear_pasted", json!({})).await?["ok"] == true, "the clipboard was not emptied");
    ensure!(!clipboard::paste(&desktop)?.contains(TOKEN), "the clipboard still holds the token");
    ensure!(call(&window, "clear_pasted", json!({})).await?["ok"] == false, "it was emptied twice");
    drop(copied);
    Ok(())
}

#[tokio::test]
async fn a_passphrase_is_typed_past_the_page() -> Result<()> {
    let desktop = Desktop::whole().await?;
    let _stint = Stint::start(&desktop).await?;
    let window = window_on(&desktop).await?;
    let asked = call(&window, "ask_passphrase", json!({ "isNew": true }));
    let (answer, typed) = tokio::join!(asked, async {
        find_dialog(&desktop).await?;
        // Not the same twice: Enter does nothing yet.
        press(&desktop, &["type", "canary"])?;
        press(&desktop, &["key", "Tab"])?;
        press(&desktop, &["type", "canar"])?;
        press(&desktop, &["key", "Return"])?;
        press(&desktop, &["type", "y"])?;
        press(&desktop, &["key", "Return"])
    });
    typed?;
    let answer = answer?;
    ensure!(answer["ok"]["ticket"].is_string() && !answer.to_string().contains("canary"), "{answer}");
    let asked = call(&window, "ask_passphrase", json!({ "isNew": false }));
    let (answer, left) = tokio::join!(asked, async {
        find_dialog(&desktop).await?;
        press(&desktop, &["key", "Escape"])
    });
    left?;
    ensure!(answer? == json!({ "ok": null }), "leaving the dialog is no passphrase");
    Ok(())
}

#[tokio::test]
async fn without_a_code_none_is_copied() -> Result<()> {
    let desktop = Desktop::whole().await?;
    let _stint = Stint::start(&desktop).await?;
    let window = window_on(&desktop).await?;
    let answer = call(&window, "copy_user_code", json!({ "attempt": "none" })).await?;
    ensure!(answer["error"]["message"] == "There is no code to copy any more.", "{answer}");
    Ok(())
}

#[tokio::test]
async fn links_are_registered_from_rust_and_followed_without_a_page() -> Result<()> {
    let desktop = Desktop::whole().await?;
    let _stint = Stint::start(&desktop).await?;
    let window = window_on(&desktop).await?;
    let handler = call(&window, "get_link_handler", json!({})).await?;
    ensure!(handler["ok"]["isRegistered"] == true, "{handler}");
    for command in ["register", "is_registered", "get_current", "unregister"] {
        let answer = call(&window, &format!("plugin:deep-link|{command}"), json!({ "protocol": "stint" })).await?;
        ensure!(answer["error"].is_string(), "a page called {command}: {answer}");
    }
    let mut query = desktop.command("xdg-mime");
    let found = query.args(["query", "default", "x-scheme-handler/stint"]).output()?;
    ensure!(String::from_utf8_lossy(&found.stdout).trim() == "stint-window-handler.desktop");
    // As the desktop starts it; the place opens in the window that is there.
    let mut opening = desktop.command(programs::stint_window()?);
    let opened = opening.arg("stint://settings/accounts#github").output()?;
    ensure!(opened.status.success() && opened.stdout.is_empty() && opened.stderr.is_empty(), "{opened:?}");
    wait::until("the settings open", async || {
        let windows = window.page.windows().await.ok()?;
        (windows.len() == 2).then_some(())
    })
    .await?;
    let mut stray = desktop.command(programs::stint_window()?);
    let dropped = stray.arg("stint://start/canary").output()?;
    ensure!(dropped.status.success() && dropped.stdout.is_empty() && dropped.stderr.is_empty(), "{dropped:?}");
    Ok(())
}

/// Waits until the dialog has the keyboard.
/// Pastes as the page does once the person has pressed a key.
async fn paste(desktop: &Desktop, window: &Window) -> Result<Value> {
    press(desktop, &["key", "shift"])?;
    call(window, "paste_token", json!({})).await
}

async fn find_dialog(desktop: &Desktop) -> Result<()> {
    Screen::of(desktop)?.painted().await?;
    has_keyboard(desktop, "Passphrase").await
}

async fn has_keyboard(desktop: &Desktop, name: &str) -> Result<()> {
    wait::until("the window has the keyboard", async || {
        let found = desktop.command("xdotool").args(["getactivewindow", "getwindowname"]).output().ok()?;
        (String::from_utf8_lossy(&found.stdout).trim() == name).then_some(())
    })
    .await
}

fn press(desktop: &Desktop, keys: &[&str]) -> Result<()> {
    let status = desktop.command("xdotool").args(keys).status()?;
    ensure!(status.success(), "xdotool could not press {keys:?}");
    Ok(())
}
