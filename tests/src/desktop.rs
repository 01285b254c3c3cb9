//! A desktop without a screen: X server, session bus, and what else of a desktop a test asks for.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    ops::{Deref, DerefMut},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{home::Home, wait};

/// The first display number tried; lower ones belong to people.
const FIRST_DISPLAY: u32 = 80;

/// A home with a display and a bus of its own.
pub struct Desktop {
    home: Home,
    parts: Vec<Child>,
}

impl Desktop {
    /// A session bus and a display, nothing on them: no tray host, no notifications, no keyring.
    pub fn bare() -> Result<Self> {
        let mut desktop = Self::without_display()?;
        desktop.start_display()?;
        Ok(desktop)
    }

    /// A session bus that starts nothing by itself, and no display.
    pub fn without_display() -> Result<Self> {
        let mut desktop = Self { home: Home::new()?, parts: Vec::new() };
        desktop.start_bus()?;
        Ok(desktop)
    }

    /// A display, a window manager, a panel with a tray, and notifications.
    pub async fn whole() -> Result<Self> {
        Self::bare()?.furnished().await
    }

    /// The same, in a theme of GTK's such as `Adwaita:dark`.
    pub async fn whole_in(theme: &str) -> Result<Self> {
        let mut desktop = Self::bare()?;
        desktop.set("GTK_THEME", theme);
        desktop.furnished().await
    }

    async fn furnished(mut self) -> Result<Self> {
        self.start("openbox", &["--sm-disable"])?;
        self.start("dunst", &["-conf", "/dev/null"])?;
        self.start_panel().await?;
        Ok(self)
    }

    /// Unlocks a keyring on the bus.
    pub fn start_keyring(&mut self) -> Result<()> {
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--foreground", "--unlock", "--components=secrets"]).stdin(Stdio::piped());
        let mut keyring = quiet(&mut command).spawn().context("could not start gnome-keyring-daemon")?;
        keyring.stdin.take().context("the keyring takes no password")?.write_all(b"test")?;
        self.parts.push(keyring);
        Ok(())
    }

    /// Starts a part of the desktop that lives as long as the desktop does.
    pub fn start(&mut self, program: &str, arguments: &[&str]) -> Result<()> {
        let mut command = self.command(program);
        let part = quiet(command.args(arguments)).spawn().with_context(|| format!("could not start {program}"))?;
        self.parts.push(part);
        Ok(())
    }

    /// The address of the session bus.
    pub fn bus_address(&self) -> String {
        format!("unix:path={}", self.path().join("run/bus").display())
    }

    /// The name of the display; nothing where there is none.
    pub fn display(&self) -> String {
        self.variable("DISPLAY").map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    fn start_bus(&mut self) -> Result<()> {
        let configuration = self.path().join("bus.conf");
        fs::write(&configuration, bus_configuration(&self.bus_address()))?;
        let mut command = self.command("dbus-daemon");
        command.args(["--nofork", "--nopidfile", "--print-address=1", "--config-file"]).arg(configuration);
        let mut bus =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().context("could not start dbus-daemon")?;
        let is_up = first_line(&mut bus)?.is_some();
        self.parts.push(bus);
        let address = self.bus_address();
        self.set("DBUS_SESSION_BUS_ADDRESS", address);
        if !is_up {
            bail!("dbus-daemon ended at once");
        }
        Ok(())
    }

    fn start_display(&mut self) -> Result<()> {
        let first = FIRST_DISPLAY + std::process::id() % 400;
        for number in first..first + 100 {
            let display = format!(":{number}");
            let mut command = self.command("Xvfb");
            command.args([&display, "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"]);
            let mut server =
                command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().context("could not start Xvfb")?;
            // It prints the number once it answers, and nothing where another server has that display.
            if first_line(&mut server)?.is_some() {
                self.parts.push(server);
                self.set("DISPLAY", display);
                return Ok(());
            }
            server.wait().ok();
        }
        bail!("no display from :{first} on is free")
    }

    async fn start_panel(&mut self) -> Result<()> {
        let folder = self.path().join("home/.config/xfce4/xfconf/xfce-perchannel-xml");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("xfce4-panel.xml"), PANEL)?;
        self.start(&xfconfd()?, &[])?;
        self.start("xfce4-panel", &["--disable-wm-check"])?;
        let bus = self.connect().await?;
        wait::until("the panel offers a tray", async || has_tray_host(&bus).await.then_some(())).await
    }

    /// A connection of the test's own to the session bus.
    pub async fn connect(&self) -> Result<zbus::Connection> {
        Ok(zbus::connection::Builder::address(self.bus_address().as_str())?.build().await?)
    }
}

impl Deref for Desktop {
    type Target = Home;

    fn deref(&self) -> &Home {
        &self.home
    }
}

impl DerefMut for Desktop {
    fn deref_mut(&mut self) -> &mut Home {
        &mut self.home
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        for part in self.parts.iter_mut().rev() {
            part.kill().ok();
            part.wait().ok();
        }
    }
}

async fn has_tray_host(bus: &zbus::Connection) -> bool {
    let watcher = zbus::Proxy::new(
        bus,
        "org.kde.StatusNotifierWatcher",
        "/StatusNotifierWatcher",
        "org.kde.StatusNotifierWatcher",
    );
    let Ok(watcher) = watcher.await else { return false };
    watcher.get_property::<bool>("IsStatusNotifierHostRegistered").await.unwrap_or(false)
}

fn first_line(child: &mut Child) -> Result<Option<String>> {
    let stdout = child.stdout.as_mut().context("its output is not read")?;
    let mut line = String::new();
    let length = BufReader::new(stdout).read_line(&mut line)?;
    Ok((length > 0).then_some(line))
}

/// The panel's settings daemon, which lies in a folder named after the kind of machine.
fn xfconfd() -> Result<String> {
    let folders = fs::read_dir("/usr/lib")?.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut candidates = folders.map(|folder| folder.join("xfce4/xfconf/xfconfd"));
    let found = candidates.find(|path| path.is_file()).context("xfconfd is not installed")?;
    Ok(found.display().to_string())
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdout(Stdio::null()).stderr(Stdio::null())
}

/// A bus without service folders: nothing is started because somebody calls it.
fn bus_configuration(address: &str) -> String {
    format!(
        "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">
<busconfig><type>session</type><keep_umask/><listen>{address}</listen><auth>EXTERNAL</auth>
<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>"
    )
}

const PANEL: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="30"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-2" type="string" value="systray"/>
  </property>
</channel>
"#;
