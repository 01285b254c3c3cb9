//! The command line, asked as a person or a script would.

use std::process::Output;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use stint_tests::{Desktop, Stint, stint, watcher};

#[tokio::test]
async fn a_day_goes_by_on_the_command_line() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    let _stint = Stint::start(&desktop).await?;
    ensure!(run(&desktop, &["start", "Fix", "the", "login", "#deep"])?.contains("Fix the login"), "start says what");
    ensure!(run(&desktop, &["status"])?.contains("Fix the login"), "status says what runs");
    ensure!(run(&desktop, &["switch", "Review"])?.contains("Review"), "switch says what");
    ensure!(run(&desktop, &["stop"])?.contains("Review"), "stop says what");
    ensure!(run(&desktop, &["toggle"])?.contains("Review"), "toggle starts the latest again");
    ensure!(run(&desktop, &["toggle"])?.contains("Review"), "toggle stops");
    ensure!(run(&desktop, &["today"])?.contains("Fix the login"), "today lists the day");
    ensure!(run(&desktop, &["log"])?.contains("Fix the login"), "log lists the past");
    run(&desktop, &["undo"])?;
    ensure!(run(&desktop, &["status"])?.contains("Review"), "undo lets the timer run on");
    Ok(())
}

#[tokio::test]
async fn json_is_json() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    let _stint = Stint::start(&desktop).await?;
    run(&desktop, &["start", "Fix the login"])?;
    for command in ["status", "today", "log", "doctor"] {
        let text = run(&desktop, &[command, "--json"])?;
        serde_json::from_str::<Value>(&text).with_context(|| format!("{command} --json printed {text}"))?;
    }
    ensure!(run(&desktop, &["status", "--json"])?.contains("Fix the login"), "the running timer is in it");
    Ok(())
}

#[tokio::test]
async fn what_is_refused_ends_with_a_code_and_words() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    let _stint = Stint::start(&desktop).await?;
    for (arguments, code) in
        [(&["stop"][..], 1), (&["start", "--project", "nowhere", "x"], 2), (&["no-such-command"], 2)]
    {
        ends_with_words(&desktop, arguments, code)?;
    }
    Ok(())
}

#[tokio::test]
async fn a_command_starts_the_engine_where_none_runs() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    ensure!(run(&desktop, &["start", "Fix the login"])?.contains("Fix the login"), "start says what");
    ensure!(run(&desktop, &["status"])?.contains("Fix the login"), "the engine runs on");
    ensure!(desktop.processes_of("stint").len() == 1, "one engine runs");
    Ok(())
}

#[tokio::test]
async fn help_and_completions_need_no_engine() -> Result<()> {
    let desktop = Desktop::without_display()?;
    ensure!(run(&desktop, &["--help"])?.contains("toggle"), "help lists the commands");
    for shell in ["bash", "zsh", "fish"] {
        ensure!(run(&desktop, &["completions", shell])?.contains("toggle"), "{shell} completes commands");
    }
    ends_with_words(&desktop, &["--no-start", "status"], 3)?;
    ensure!(desktop.processes_of("stint").is_empty(), "an engine was started for it");
    Ok(())
}

#[tokio::test]
async fn doctor_names_files_and_desktop() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    let _stint = Stint::start(&desktop).await?;
    let text = run(&desktop, &["doctor"])?;
    for expected in ["stint.db", "config.toml", "ray", "otification"] {
        ensure!(text.contains(expected), "doctor does not say {expected}:\n{text}");
    }
    Ok(())
}

#[tokio::test]
async fn a_description_of_a_megabyte_is_refused_and_nothing_is_lost() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    let stint = Stint::start(&desktop).await?;
    let long = "word ".repeat(200_000);
    let text = stint_api::command::StartTimer { description: Some(long), ..Default::default() };
    let error = stint.client().call(text).await.err().context("a megabyte was granted")?;
    ensure!(error.code == stint_api::Code::Refused && error.hint.is_some(), "{error:?}");
    ensure!(run(&desktop, &["start", "Short"])?.contains("Short"), "the connection is of use still");
    Ok(())
}

fn run(desktop: &Desktop, arguments: &[&str]) -> Result<String> {
    let output = output(desktop, arguments)?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "`stint {}` ended with {}: {said}", arguments.join(" "), output.status);
    Ok(String::from_utf8(output.stdout)?)
}

fn ends_with_words(desktop: &Desktop, arguments: &[&str], code: i32) -> Result<()> {
    let output = output(desktop, arguments)?;
    ensure!(output.status.code() == Some(code), "{arguments:?} ended with {}", output.status);
    ensure!(!output.stderr.is_empty(), "{arguments:?} failed without a word");
    Ok(())
}

fn output(desktop: &Desktop, arguments: &[&str]) -> Result<Output> {
    Ok(stint::command_line(desktop)?.args(arguments).output()?)
}
