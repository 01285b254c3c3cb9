//! The vault over a real gnome-keyring on a bus of its own: open, locked, asked for, killed, missing, frozen.

mod program;

use std::{collections::HashMap, time::Duration};

use anyhow::{Context, Result, ensure};
use program::Program;
use rustix::process::Signal;
use serde_json::{Value, json};
use stint_tests::{Desktop, keyring, wait};

const LONG: u64 = 20_000;

/// As long as tokens get, with what might be lost on the way.
fn long_token() -> String {
    format!("first\nsecond\r\n\t\"§ {}", "x".repeat(3000))
}

fn write(item: &str, secret: &str) -> Value {
    json!({ "do": "write", "item": item, "secret": secret })
}

fn read(item: &str) -> Value {
    json!({ "do": "read", "item": item })
}

#[tokio::test]
async fn an_open_keyring_keeps_three_kilobytes_with_line_breaks_and_forgets_when_told() -> Result<()> {
    let mut desktop = Desktop::without_display()?;
    desktop.start_keyring()?;
    let _bus = keyring::is_up(&desktop).await?;
    let (token, mut one) = (long_token(), Program::start(&desktop, "one", LONG)?);
    ensure!(one.ask(json!({ "do": "probe" }))? == json!({ "state": "Ready" }), "it is not ready");
    ensure!(one.ask(read("account:1"))? == json!({ "found": null }), "something is there already");
    ensure!(one.ask(write("account:1", &token))? == json!({ "done": null }), "not written");
    // Another program over the same data folder finds it, one over another folder does not.
    ensure!(Program::start(&desktop, "one", LONG)?.ask(read("account:1"))? == json!({ "found": token }), "not found");
    ensure!(Program::start(&desktop, "other", LONG)?.ask(read("account:1"))? == json!({ "found": null }), "shared");
    ensure!(one.ask(write("account:1", "short"))? == json!({ "done": null }), "not written again");
    ensure!(one.ask(read("account:1"))? == json!({ "found": "short" }), "the old one is still there");
    for _ in 0..2 {
        ensure!(one.ask(json!({ "do": "remove", "item": "account:1" }))? == json!({ "done": null }), "not removed");
    }
    ensure!(one.ask(read("account:1"))? == json!({ "found": null }), "still there");
    Ok(())
}

#[tokio::test]
async fn what_others_see_of_an_item_is_its_name_and_no_secret() -> Result<()> {
    let mut desktop = Desktop::without_display()?;
    desktop.start_keyring()?;
    let bus = keyring::is_up(&desktop).await?;
    Program::start(&desktop, "one", LONG)?.ask(write("account:1", "ghp_hidden"))?;
    let items = keyring::items(&bus).await?;
    ensure!(items.len() == 1, "{items:?}");
    let item = zbus::Proxy::new(&bus, keyring::SECRETS, &items[0], "org.freedesktop.Secret.Item").await?;
    let label: String = item.get_property("Label").await?;
    let attributes: HashMap<String, String> = item.get_property("Attributes").await?;
    ensure!(label == "Stint · account:1", "{label}");
    ensure!(!format!("{attributes:?}").contains("ghp_"), "{attributes:?}");
    Ok(())
}

#[tokio::test]
async fn a_locked_keyring_is_told_apart_and_asks_nobody_by_itself() -> Result<()> {
    let mut desktop = Desktop::without_display()?;
    desktop.start_keyring()?;
    let bus = keyring::is_up(&desktop).await?;
    let mut program = Program::start(&desktop, "one", LONG)?;
    program.ask(write("account:1", "x"))?;
    keyring::lock(&bus).await?;
    for wish in [read("account:1"), write("account:1", "y"), json!({ "do": "remove", "item": "account:1" })] {
        let answer = program.ask(wish)?;
        ensure!(answer["error"] == "Locked" && answer["hint"].is_string(), "{answer}");
    }
    ensure!(program.ask(json!({ "do": "probe" }))? == json!({ "state": "Locked" }), "not seen as locked");
    // Nobody can show a window here, and the keyring says so at once.
    let answer = program.ask(json!({ "do": "unlock" }))?;
    ensure!(answer["error"] == "Locked", "{answer}");
    Ok(())
}

#[tokio::test]
async fn the_keyring_asks_in_its_own_window_and_the_vault_goes_on() -> Result<()> {
    let mut desktop = Desktop::bare()?;
    desktop.start("openbox", &["--sm-disable"])?;
    desktop.start_keyring()?;
    let bus = keyring::is_up(&desktop).await?;
    desktop.start(&prompter()?, &[])?;
    let names = zbus::fdo::DBusProxy::new(&bus).await?;
    wait::until("somebody shows the keyring's window", async || {
        names.name_has_owner("org.gnome.keyring.SystemPrompter".try_into().ok()?).await.ok()?.then_some(())
    })
    .await?;
    let mut program = Program::start(&desktop, "one", LONG)?;
    program.ask(write("account:1", "x"))?;
    keyring::lock(&bus).await?;
    program.tell(json!({ "do": "unlock" }))?;
    type_password(&desktop).await?;
    let answer = program.answer()?;
    ensure!(answer == json!({ "done": null }), "{answer}");
    ensure!(program.ask(read("account:1"))? == json!({ "found": "x" }), "not found after unlocking");
    Ok(())
}

#[tokio::test]
async fn a_keyring_killed_in_the_middle_is_absent_until_it_is_started_again() -> Result<()> {
    let mut desktop = Desktop::without_display()?;
    desktop.start_keyring()?;
    let bus = keyring::is_up(&desktop).await?;
    let mut program = Program::start(&desktop, "one", LONG)?;
    program.ask(write("account:1", "x"))?;
    desktop.kill_programs("gnome-keyring-daemon");
    let names = zbus::fdo::DBusProxy::new(&bus).await?;
    wait::until("the keyring is gone", async || {
        (!names.name_has_owner(keyring::SECRETS.try_into().ok()?).await.ok()?).then_some(())
    })
    .await?;
    let answer = program.ask(read("account:1"))?;
    ensure!(answer["error"] == "Absent", "{answer}");
    desktop.start_keyring()?;
    let _bus = keyring::is_up(&desktop).await?;
    ensure!(program.ask(read("account:1"))? == json!({ "found": "x" }), "not found after the restart");
    Ok(())
}

#[tokio::test]
async fn without_a_keyring_or_without_a_bus_there_is_none() -> Result<()> {
    let mut desktop = Desktop::without_display()?;
    for address in [desktop.bus_address(), "unix:path=/nonexistent".to_owned()] {
        desktop.set("DBUS_SESSION_BUS_ADDRESS", address);
        let mut program = Program::start(&desktop, "one", LONG)?;
        let answer = program.ask(write("account:1", "x"))?;
        ensure!(answer["error"] == "Absent", "{answer}");
        ensure!(answer["words"] == "There is no keyring on this desktop.", "{answer}");
        ensure!(program.ask(json!({ "do": "probe" }))? == json!({ "state": "Absent" }), "not seen as absent");
    }
    Ok(())
}

#[tokio::test]
async fn a_keyring_that_takes_calls_and_never_answers_is_waited_for_once_and_used_when_it_wakes() -> Result<()> {
    let mut desktop = Desktop::without_display()?;
    desktop.start_keyring()?;
    let _bus = keyring::is_up(&desktop).await?;
    let mut program = Program::start(&desktop, "one", 1000)?;
    program.ask(write("account:1", "x"))?;
    keyring::signal(&desktop, Signal::STOP)?;
    let started = tokio::time::Instant::now();
    for _ in 0..100 {
        let answer = program.ask(read("account:1"))?;
        ensure!(answer["error"] == "Hanging(Keyring)" && answer["hint"].is_string(), "{answer}");
    }
    ensure!(program.ask(json!({ "do": "probe" }))? == json!({ "state": "Hanging" }), "not seen as hanging");
    ensure!(started.elapsed() < Duration::from_secs(10), "it was waited for again and again");
    keyring::signal(&desktop, Signal::CONT)?;
    // It would be asked again by itself after a while; the person does not wait.
    ensure!(program.ask(json!({ "do": "unlock" }))? == json!({ "done": null }), "it woke and was not used");
    ensure!(program.ask(read("account:1"))? == json!({ "found": "x" }), "not found after it woke");
    Ok(())
}

fn prompter() -> Result<String> {
    let known = ["/usr/libexec/gcr-prompter", "/usr/lib/gcr/gcr-prompter"];
    let found = known.iter().find(|path| std::path::Path::new(path).is_file());
    Ok((*found.context("gcr is not installed")?).to_owned())
}

/// What a person does with the window, by keyboard.
async fn type_password(desktop: &Desktop) -> Result<()> {
    let xdotool = |words: &[&str]| desktop.command("xdotool").args(words).output();
    let window = wait::until("the keyring shows its window", async || {
        let found = xdotool(&["search", "--onlyvisible", "--class", "gcr-prompter"]).ok()?;
        String::from_utf8(found.stdout).ok()?.lines().next_back().map(str::to_owned)
    })
    .await?;
    for words in [&["windowfocus", "--sync", &window][..], &["type", "test"], &["key", "Return"]] {
        ensure!(xdotool(words)?.status.success(), "xdotool {words:?} failed");
    }
    Ok(())
}
