//! A notification server that shows nothing: it hands what it is told to the test, and clicks for it.

use std::collections::HashMap;

use anyhow::{Context, Result};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};
use zbus::{Connection, zvariant::OwnedValue};

use crate::{desktop::Desktop, wait::PATIENCE};

/// The server, for as long as this is kept.
pub struct Notifications {
    bus: Connection,
    told: UnboundedReceiver<Told>,
}

/// What a program asked to be shown.
#[derive(Debug)]
pub struct Told {
    id: u32,
    /// Its first line.
    pub title: String,
    /// The rest.
    pub body: String,
    /// Keys and labels of its buttons, in turn.
    pub actions: Vec<String>,
}

impl Told {
    /// What its buttons say; what a click on the notification itself is called is none.
    #[must_use]
    pub fn labels(&self) -> Vec<&str> {
        let buttons = self.actions.chunks(2).filter(|pair| pair[0] != "default");
        buttons.filter_map(|pair| pair.get(1)).map(String::as_str).collect()
    }
}

impl Notifications {
    /// Serves the desktop's bus.
    pub async fn serve(desktop: &Desktop) -> Result<Self> {
        let (tell, told) = unbounded_channel();
        let bus = desktop.connect().await?;
        bus.object_server().at(PATH, Server { tell, last: 0 }).await?;
        bus.request_name("org.freedesktop.Notifications").await?;
        Ok(Self { bus, told })
    }

    /// Waits for the next notification.
    pub async fn next(&mut self) -> Result<Told> {
        timeout(PATIENCE, self.told.recv()).await.context("nothing was told")?.context("the bus is gone")
    }

    /// Whether nothing was told that was not heard yet.
    pub fn is_quiet(&self) -> bool {
        self.told.is_empty()
    }

    /// Clicks the button with this label.
    pub async fn click(&self, told: &Told, label: &str) -> Result<()> {
        let pairs: Vec<&[String]> = told.actions.chunks(2).collect();
        let pair = pairs.iter().find(|pair| pair.last().is_some_and(|found| found == label));
        let key = pair.with_context(|| format!("no “{label}” in {:?}", told.actions))?[0].clone();
        let clicked = (told.id, key);
        self.bus.emit_signal(None::<&str>, PATH, "org.freedesktop.Notifications", "ActionInvoked", &clicked).await?;
        Ok(())
    }
}

const PATH: &str = "/org/freedesktop/Notifications";

struct Server {
    tell: UnboundedSender<Told>,
    last: u32,
}

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Server {
    fn get_capabilities(&self) -> Vec<String> {
        ["actions", "body"].map(str::to_owned).to_vec()
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        ["tests", "tests", "1", "1.2"].map(str::to_owned).into()
    }

    fn close_notification(&self, _id: u32) {}

    #[expect(clippy::too_many_arguments, reason = "the protocol has eight")]
    fn notify(
        &mut self,
        _app: String,
        replaces: u32,
        _icon: String,
        title: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _lasts: i32,
    ) -> u32 {
        self.last += 1;
        let id = if replaces == 0 { self.last } else { replaces };
        self.tell.send(Told { id, title, body, actions }).ok();
        id
    }
}
