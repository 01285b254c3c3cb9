//! Starts in bad surroundings: the program runs, says what is wrong, and leaves files alone.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use rusqlite::Connection;
use stint_api::{
    Code,
    client::Client,
    command::{SaveSettings, StartTimer, StopTimer},
    question::{GetSettings, GetTimer},
    view::{ProblemView, SettingsView, ThemeName},
};
use stint_tests::{Desktop, Stint, ledger, stint, watcher};

#[tokio::test]
async fn a_damaged_file_is_set_aside_and_reported() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    let file = desktop.database()?;
    fs::create_dir_all(file.parent().context("the file has a folder")?)?;
    let damaged = b"this was a database once ".repeat(400);
    fs::write(&file, &damaged)?;
    let stint = Stint::start(&desktop).await?;
    let problem = problem(&stint.client(), "recovered").await?;
    ensure!(problem.message.contains("damaged") && !problem.blocks_writing, "{problem:?}");
    start(&stint.client(), "after the damage").await?;
    let folder = fs::read_dir(file.parent().context("the file has a folder")?)?;
    let kept = folder.filter_map(|entry| fs::read(entry.ok()?.path()).ok()).any(|bytes| bytes == damaged);
    ensure!(kept, "the damaged file is not kept as it was");
    Ok(())
}

#[tokio::test]
async fn a_file_cut_short_is_set_aside_and_reported() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    let file = desktop.database()?;
    let stint = Stint::start(&desktop).await?;
    start(&stint.client(), "before the damage").await?;
    quit(stint).await?;
    let bytes = fs::read(&file)?;
    fs::write(&file, &bytes[..bytes.len() / 2 + 100])?;
    let stint = Stint::start(&desktop).await?;
    problem(&stint.client(), "recovered").await?;
    start(&stint.client(), "after the damage").await?;
    quit(stint).await?;
    ledger::check(&file)
}

#[tokio::test]
async fn a_newer_file_is_not_touched() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    quit(Stint::start(&desktop).await?).await?;
    let file = desktop.database()?;
    Connection::open(&file)?.pragma_update(None, "user_version", 9999)?;
    let before = fs::read(&file)?;
    let stint = Stint::start(&desktop).await?;
    let problem = storage_problem(&stint.client()).await?;
    ensure!(problem.message.contains("newer") && problem.blocks_writing, "{problem:?}");
    refused_for_storage(&stint.client()).await?;
    quit(stint).await?;
    ensure!(fs::read(&file)? == before, "the newer file was written to");
    Ok(())
}

#[tokio::test]
async fn a_locked_file_is_waited_for_and_then_reported() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    let stint = Stint::start(&desktop).await?;
    start(&stint.client(), "before the lock").await?;
    let other = Connection::open(desktop.database()?)?;
    other.execute_batch("BEGIN IMMEDIATE")?;
    refused_for_storage(&stint.client()).await?;
    other.execute_batch("ROLLBACK")?;
    start(&stint.client(), "after the lock").await?;
    Ok(())
}

#[tokio::test]
async fn a_file_locked_from_the_start_is_reported() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    quit(Stint::start(&desktop).await?).await?;
    let other = Connection::open(desktop.database()?)?;
    other.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")?;
    let stint = Stint::start(&desktop).await?;
    storage_problem(&stint.client()).await?;
    refused_for_storage(&stint.client()).await?;
    ensure!(fs::metadata(desktop.database()?)?.len() > 0, "the locked file is gone");
    Ok(())
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_reported() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    let stint = Stint::start(&desktop).await?;
    start(&stint.client(), "before").await?;
    quit(stint).await?;
    let folder = desktop.folders()?.data;
    set_mode(&folder, 0o500)?;
    set_mode(&desktop.database()?, 0o400)?;
    let stint = Stint::start_under(&desktop, unprivileged(&folder)?).await?;
    let problem = storage_problem(&stint.client()).await?;
    ensure!(problem.blocks_writing && problem.hint.is_some(), "{problem:?}");
    refused_for_storage(&stint.client()).await?;
    drop(stint);
    set_mode(&folder, 0o700)?;
    ensure!(ledger::descriptions(&desktop.database()?)? == ["before"], "what was there is not there any more");
    Ok(())
}

#[tokio::test]
async fn a_wrong_setting_is_named_by_line_and_key_and_left_alone() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    let file = configure(&desktop, "# mine\ntheme = \"dark\"\nday_goal_minutes = \"plenty\"\n")?;
    let stint = Stint::start(&desktop).await?;
    let page = stint.client().call(GetSettings {}).await?;
    let is_named = page.problems.iter().any(|line| line.contains("line 3") && line.contains("day_goal_minutes"));
    ensure!(is_named, "{:?}", page.problems);
    ensure!(page.settings.theme == ThemeName::Dark, "the right setting is in force");
    let problems = stint.client().call(GetTimer {}).await?.problems;
    ensure!(problems.iter().any(|problem| problem.kind == "config"), "the person is not told: {problems:?}");
    stint.client().call(SaveSettings { settings: SettingsView { gap_threshold_minutes: 12, ..page.settings } }).await?;
    let text = fs::read_to_string(&file)?;
    ensure!(text.contains("day_goal_minutes = \"plenty\"") && text.contains("# mine"), "{text}");
    Ok(())
}

#[tokio::test]
async fn a_configuration_that_is_no_toml_is_named_by_line_and_never_written() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    let broken = "# mine\ntheme = \"dark\"\nday_goal_minutes = = 450\n";
    let file = configure(&desktop, broken)?;
    let stint = Stint::start(&desktop).await?;
    let page = stint.client().call(GetSettings {}).await?;
    ensure!(page.problems.iter().any(|line| line.contains("line 3")), "{:?}", page.problems);
    ensure!(!page.can_save, "a broken file must not be written");
    let refused = stint.client().call(SaveSettings { settings: page.settings }).await;
    ensure!(refused.is_err(), "a broken file was written");
    ensure!(fs::read_to_string(&file)? == broken, "the file was changed");
    Ok(())
}

#[tokio::test]
async fn the_running_timer_runs_on_after_a_kill_from_its_own_start() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    let stint = Stint::start(&desktop).await?;
    start(&stint.client(), "through the night").await?;
    let before = stint.client().call(GetTimer {}).await?.running.context("a timer runs")?;
    stint.kill()?;
    let stint = Stint::start(&desktop).await?;
    let after = stint.client().call(GetTimer {}).await?.running.context("the timer runs no more")?;
    ensure!((after.id, after.started_at) == (before.id, before.started_at), "the timer is another one");
    Ok(())
}

#[tokio::test]
async fn settings_are_kept_and_comments_stay() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    let file = configure(&desktop, "# mine\nday_goal_minutes = 450\n")?;
    let stint = Stint::start(&desktop).await?;
    let page = stint.client().call(GetSettings {}).await?;
    ensure!(page.settings.day_goal_minutes == 450 && page.can_save, "{page:?}");
    stint.client().call(SaveSettings { settings: SettingsView { day_goal_minutes: 300, ..page.settings } }).await?;
    let text = fs::read_to_string(&file)?;
    ensure!(text.contains("# mine") && text.contains("300"), "{text}");
    Ok(())
}

#[tokio::test]
async fn a_second_start_hands_over_and_ends_well() -> Result<()> {
    let desktop = Desktop::without_display()?;
    let _tray = watcher::offer_tray(&desktop).await?;
    let first = Stint::start(&desktop).await?;
    let status = stint::command_line(&desktop)?.status()?;
    ensure!(status.success(), "the second start ended with {status}: {}", stint::said(&desktop));
    ensure!(desktop.processes_of("stint") == [first.id()], "two of them run");
    Ok(())
}

fn configure(desktop: &Desktop, text: &str) -> Result<PathBuf> {
    let file = desktop.folders()?.config_file();
    fs::create_dir_all(file.parent().context("the file has a folder")?)?;
    fs::write(&file, text)?;
    Ok(file)
}

async fn start(client: &Client, description: &str) -> Result<()> {
    client.call(StartTimer { description: Some(description.to_owned()), ..StartTimer::default() }).await?;
    Ok(())
}

async fn quit(stint: Stint) -> Result<()> {
    stint.client().call(stint_api::command::Quit {}).await?;
    let status = stint.ended().await?;
    ensure!(status.success(), "stint ended with {status}");
    Ok(())
}

async fn storage_problem(client: &Client) -> Result<ProblemView> {
    problem(client, "storage").await
}

async fn problem(client: &Client, kind: &str) -> Result<ProblemView> {
    let problems = client.call(GetTimer {}).await?.problems;
    let found = problems.iter().find(|problem| problem.kind == kind).cloned();
    found.with_context(|| format!("no problem of kind {kind} is reported: {problems:?}"))
}

async fn refused_for_storage(client: &Client) -> Result<()> {
    let mail = StartTimer { description: Some("Mail".to_owned()), ..StartTimer::default() };
    for error in [client.call(mail).await.err(), client.call(StopTimer::default()).await.err()] {
        let error = error.context("a command was granted that cannot be kept")?;
        ensure!(error.code == Code::Storage, "{error:?}");
    }
    Ok(())
}

fn set_mode(path: &Path, mode: u32) -> Result<()> {
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(mode))?)
}

/// Root may write everywhere, so root's right to do so is taken from the program.
fn unprivileged(own: &Path) -> Result<&'static [&'static str]> {
    let is_root = fs::metadata(own)?.uid() == 0;
    let without =
        &["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"];
    Ok(if is_root { without } else { &[] })
}
