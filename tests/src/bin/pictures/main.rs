//! Takes the pictures of docs/pictures: the tray menu, and the window's views in both themes.
//!
//! An argument names the part that is wanted alone: `day`, `accounts`, `work`.

mod accounts;
mod work;

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, ensure};
use jiff::{Timestamp, tz::TimeZone};
use stint_api::{
    client::Client,
    command::{OpenWindow, Place, SaveSettings},
    question::GetSettings,
    view::{SettingsView, ThemeName},
};
use stint_tests::{Desktop, Stint, Tray, programs::root, sample, screen::Screen};

const VIEWS: &[(Place, &str)] = &[(Place::Today, "today"), (Place::Tasks, "tasks"), (Place::Settings, "settings")];
const THEMES: &[(ThemeName, &str)] = &[(ThemeName::Light, "light"), (ThemeName::Dark, "dark")];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "this is the edge of a program of its own")]
    let (now, part) = (Timestamp::now(), std::env::args().nth(1));
    let zone = sample::afternoon_zone(now);
    let is_asked_for = |name: &str| part.as_deref().is_none_or(|part| part == name);
    fs::create_dir_all(folder())?;
    if is_asked_for("day") {
        day(&zone, now).await?;
    }
    if is_asked_for("accounts") {
        accounts::take(&zone).await?;
    }
    if is_asked_for("work") {
        work::take(&zone).await?;
    }
    Ok(())
}

/// The views of a working day, and the menu.
async fn day(zone: &str, now: Timestamp) -> Result<()> {
    let mut desktop = Desktop::whole().await?;
    desktop.set("TZ", zone);
    let stint = Stint::start(&desktop).await?;
    let client = stint.client();
    sample::day(&client, &TimeZone::get(zone)?, now).await?;
    for (theme, suffix) in THEMES {
        set(&client, *theme).await?;
        for (place, name) in VIEWS {
            view(&desktop, &client, *place, &format!("{name}-{suffix}")).await?;
        }
    }
    for (theme, suffix) in [("Adwaita", "light"), ("Adwaita:dark", "dark")] {
        let mut desktop = Desktop::whole_in(theme).await?;
        desktop.set("TZ", zone);
        let stint = Stint::start(&desktop).await?;
        sample::day(&stint.client(), &TimeZone::get(zone)?, now).await?;
        tray_menu(&desktop, &stint, suffix).await?;
    }
    Ok(())
}

fn folder() -> PathBuf {
    root().join("docs/pictures")
}

async fn set(client: &Client, theme: ThemeName) -> Result<()> {
    let settings = client.call(GetSettings {}).await?.settings;
    client.call(SaveSettings { settings: SettingsView { theme, day_goal_minutes: 450, ..settings } }).await?;
    Ok(())
}

async fn view(desktop: &Desktop, client: &Client, place: Place, name: &str) -> Result<()> {
    view_at(desktop, client, OpenWindow::at(place), name).await
}

async fn view_at(desktop: &Desktop, client: &Client, spot: OpenWindow, name: &str) -> Result<()> {
    let screen = Screen::of(desktop)?;
    screen.put_pointer_aside()?;
    screen.open_at(client, spot).await?;
    let window = screen.still().await?;
    let file = folder().join(format!("{name}.png"));
    take(desktop, &["-window", &window.to_string()], &file.display().to_string())?;
    screen.close(desktop).await
}

/// Opens the menu with a real click on the icon and cuts it out of the screen.
async fn tray_menu(desktop: &Desktop, stint: &Stint, suffix: &str) -> Result<()> {
    Tray::of(desktop, stint.id()).await?;
    let screen = Screen::of(desktop)?;
    screen.paint_background(0x6b_7a_8f)?;
    let panel = screen.find("xfce4-panel").await?;
    let area = screen.area(panel)?;
    let icon = (area.0 + area.2 - 18, area.1 + area.3 / 2);
    for words in
        [vec!["mousemove".to_owned(), icon.0.to_string(), icon.1.to_string()], vec!["click".to_owned(), "3".to_owned()]]
    {
        let status = desktop.command("xdotool").args(&words).status()?;
        ensure!(status.success(), "xdotool {words:?} ended with {status}");
    }
    let menu = screen.find("wrapper").await?;
    let (left, _, width, height) = screen.area(menu)?;
    let cut = format!("{}x{}+{}+{}", width + 24, height + area.3 + 24, left - 12, area.1);
    let file = folder().join(format!("tray-menu-{suffix}.png"));
    take(desktop, &["-window", "root", "-crop", &cut, "+repage"], &file.display().to_string())
}

fn take(desktop: &Desktop, options: &[&str], file: &str) -> Result<()> {
    let mut command: Command = desktop.command("import");
    let status = command.args(options).args(["-strip", file]).status().context("could not start import")?;
    ensure!(status.success(), "no picture was taken: {status}");
    Ok(())
}
