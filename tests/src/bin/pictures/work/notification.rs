//! A notification as a desktop of these days draws it.

use anyhow::{Context, Result};
use std::fs;
use stint_tests::{Desktop, screen::Screen, wait};

use crate::{folder, take as shoot};

const SERVER: &str = "xfce4-notifyd";

/// Starts the server anew, in this theme.
pub async fn serve(desktop: &mut Desktop, theme: &str) -> Result<()> {
    desktop.kill_programs(SERVER);
    wait::until("the earlier one is gone", async || desktop.processes_of(SERVER).is_empty().then_some(())).await?;
    desktop.set("GTK_THEME", if theme == "dark" { "Adwaita:dark" } else { "Adwaita" });
    desktop.start(&program()?, &[])?;
    let bus = desktop.connect().await?;
    let names = zbus::fdo::DBusProxy::new(&bus).await?;
    wait::until("it serves", async || {
        names.name_has_owner("org.freedesktop.Notifications".try_into().ok()?).await.ok()?.then_some(())
    })
    .await
}

/// Takes the notification that is shown.
pub async fn take(desktop: &Desktop, theme: &str) -> Result<()> {
    let screen = Screen::of(desktop)?;
    screen.put_pointer_aside()?;
    screen.paint_background(0x6b_7a_8f)?;
    let window = screen.find(SERVER).await?;
    screen.settled(window).await?;
    let (left, top, width, height) = screen.area(window)?;
    let cut = format!("{}x{}+{}+{}", width + 24, height + 24, left - 12, top - 12);
    let file = folder().join(format!("notification-{theme}.png"));
    shoot(desktop, &["-window", "root", "-crop", &cut, "+repage"], &file.display().to_string())
}

/// It lies in a folder named after the kind of machine.
fn program() -> Result<String> {
    let folders = fs::read_dir("/usr/lib")?.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut candidates = folders.map(|folder| folder.join("xfce4/notifyd").join(SERVER));
    let found = candidates.find(|path| path.is_file()).context("xfce4-notifyd is not installed")?;
    Ok(found.display().to_string())
}
