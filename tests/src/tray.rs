//! The tray as a panel sees it: its item and its menu, over the session bus.

use std::{collections::HashMap, time::Duration};

use anyhow::{Context, Result};
use futures_util::{FutureExt, StreamExt};
use tokio::time::timeout;
use zbus::{
    Connection, Proxy,
    fdo::DBusProxy,
    proxy::{CacheProperties, SignalStream},
    zvariant::{OwnedValue, Structure, Value},
};

use crate::{desktop::Desktop, wait};

/// A connection of a program that shows nothing may never answer.
const SILENCE: Duration = Duration::from_millis(500);

/// A line as it crosses the bus: id, properties, lines below.
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

/// A tooltip as it crosses the bus: icon, its pixels, title, words.
type Tooltip = (String, Vec<(i32, i32, Vec<u8>)>, String, String);

/// The tray item of one process.
pub struct Tray {
    item: Proxy<'static>,
    menu: Proxy<'static>,
}

/// A line of the menu.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    id: i32,
    /// What it says, without the mark of its shortcut; empty for a separator.
    pub label: String,
    /// Whether a click does something.
    pub is_enabled: bool,
    /// What it opens.
    pub lines: Vec<Line>,
}

impl Tray {
    /// Waits until the process shows an item on the desktop's bus.
    pub async fn of(desktop: &Desktop, process: u32) -> Result<Self> {
        let bus = desktop.connect().await?;
        wait::until("stint shows a tray item", async || find(&bus, process).await).await
    }

    /// The menu as it is now, all of it below one nameless line.
    pub async fn menu(&self) -> Result<Line> {
        let (_, root): (u32, Layout) = self.menu.call("GetLayout", &(0_i32, -1_i32, Vec::<String>::new())).await?;
        line(root.0, &Value::from(into_values(root.1)), root.2.iter().map(|value| &**value))
    }

    /// Waits until the menu is as asked for.
    pub async fn menu_with(&self, what: &str, is_so: impl Fn(&Line) -> bool) -> Result<Line> {
        wait::until(what, async || self.menu().await.ok().filter(&is_so)).await
    }

    /// Chooses the line reached by these labels, as soon as it is there; a menu drawn anew meanwhile is read again.
    pub async fn choose(&self, labels: &[&str]) -> Result<()> {
        wait::until(&format!("“{}” can be chosen in the menu", labels.join(" ▸ ")), async || {
            let menu = self.menu().await.ok()?;
            self.click(menu.find(labels)?).await.ok()
        })
        .await
    }

    /// Clicks a line.
    pub async fn click(&self, line: &Line) -> Result<()> {
        self.menu.call::<_, _, ()>("Event", &(line.id, "clicked", Value::from(0_i32), 0_u32)).await?;
        Ok(())
    }

    /// What hovering shows below the program's name.
    pub async fn tooltip(&self) -> Result<String> {
        let (_, _, _, words): Tooltip = self.item.get_property("ToolTip").await?;
        Ok(words)
    }

    /// Everything that the item says of itself from now on.
    pub async fn changes(&self) -> Result<Changes> {
        Ok(Changes { item: self.item.receive_all_signals().await?, menu: self.menu.receive_all_signals().await? })
    }

    /// The icon as it is drawn now: its name and its pixels.
    pub async fn icon(&self) -> Result<(String, Vec<(i32, i32, Vec<u8>)>)> {
        let name = self.item.get_property("IconName").await?;
        Ok((name, self.item.get_property("IconPixmap").await?))
    }
}

/// Signals of the item and its menu.
pub struct Changes {
    item: SignalStream<'static>,
    menu: SignalStream<'static>,
}

impl Changes {
    /// Waits for the next one.
    pub async fn next(&mut self) -> Result<()> {
        let next = async {
            tokio::select! {
                signal = self.item.next() => signal,
                signal = self.menu.next() => signal,
            }
        };
        timeout(wait::PATIENCE, next).await.context("the tray said nothing")?.context("the bus is gone")?;
        Ok(())
    }

    /// Forgets those that came meanwhile.
    pub fn drain(&mut self) {
        while self.item.next().now_or_never().flatten().is_some() {}
        while self.menu.next().now_or_never().flatten().is_some() {}
    }
}

impl Line {
    /// The line reached by these labels, each the beginning of one.
    pub fn find(&self, labels: &[&str]) -> Option<&Self> {
        match labels.split_first() {
            None => Some(self),
            Some((first, rest)) => self.lines.iter().find(|line| line.label.starts_with(first))?.find(rest),
        }
    }

    /// Everything it says, one line a row, what it opens indented.
    pub fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{}\n{}", line.label, line.text().replace('\n', "\n  "))).collect()
    }
}

async fn find(bus: &Connection, process: u32) -> Option<Tray> {
    let names = DBusProxy::new(bus).await.ok()?;
    for name in names.list_names().await.ok()? {
        let owner = names.get_connection_unix_process_id(name.as_ref()).await;
        if owner.is_ok_and(|owner| owner == process)
            && let Ok(Ok(tray)) = timeout(SILENCE, at(bus, name.to_string())).await
        {
            return Some(tray);
        }
    }
    None
}

async fn at(bus: &Connection, name: String) -> Result<Tray> {
    let item = proxy(bus, name.clone(), "/StatusNotifierItem".to_owned(), "org.kde.StatusNotifierItem").await?;
    let path: OwnedValue = item.get_property("Menu").await?;
    let path = zbus::zvariant::ObjectPath::try_from(path)?.to_string();
    Ok(Tray { item, menu: proxy(bus, name, path, "com.canonical.dbusmenu").await? })
}

async fn proxy(bus: &Connection, name: String, path: String, interface: &'static str) -> Result<Proxy<'static>> {
    let builder = zbus::proxy::Builder::new(bus).destination(name)?.path(path)?.interface(interface)?;
    Ok(builder.cache_properties(CacheProperties::No).build().await?)
}

fn into_values(map: HashMap<String, OwnedValue>) -> HashMap<String, Value<'static>> {
    map.into_iter().map(|(name, value)| (name, Value::from(value))).collect()
}

fn line<'a>(id: i32, properties: &Value<'_>, below: impl Iterator<Item = &'a Value<'a>>) -> Result<Line> {
    let properties: HashMap<String, Value<'_>> = properties.try_clone()?.try_into()?;
    let label = properties.get("label").and_then(|value| value.downcast_ref::<&str>().ok()).unwrap_or_default();
    let is_enabled = properties.get("enabled").and_then(|value| value.downcast_ref::<bool>().ok()).unwrap_or(true);
    let lines = below.map(parse).collect::<Result<_>>()?;
    Ok(Line { id, label: plain(label), is_enabled, lines })
}

fn parse(value: &Value<'_>) -> Result<Line> {
    let value = if let Value::Value(inner) = value { inner } else { value };
    let structure: &Structure<'_> = value.downcast_ref().context("a line of the menu is a structure")?;
    let [Value::I32(id), properties, Value::Array(below)] = structure.fields() else {
        anyhow::bail!("a line of the menu is an id, properties and lines, not {structure:?}");
    };
    line(*id, properties, below.iter())
}

/// Single underscores mark a shortcut, double ones stand for one.
fn plain(label: &str) -> String {
    label.replace("__", "\u{0}").replace('_', "").replace('\u{0}', "_")
}
