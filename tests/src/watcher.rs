//! A tray host that shows nothing: enough for the program to know that there is a tray, without a display.

use anyhow::{Context, Result};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};
use zbus::Connection;

use crate::{desktop::Desktop, wait::PATIENCE};

/// A tray on a desktop's bus, for as long as this is kept.
pub struct Host {
    _bus: Connection,
    items: UnboundedReceiver<String>,
}

impl Host {
    /// Waits until the next item registers.
    pub async fn registered(&mut self) -> Result<String> {
        timeout(PATIENCE, self.items.recv()).await.context("no item was registered")?.context("the bus is gone")
    }
}

/// Offers a tray on the desktop's bus.
pub async fn offer_tray(desktop: &Desktop) -> Result<Host> {
    let (tell, items) = unbounded_channel();
    let bus = desktop.connect().await?;
    bus.object_server().at("/StatusNotifierWatcher", Watcher { tell }).await?;
    bus.request_name("org.kde.StatusNotifierWatcher").await?;
    Ok(Host { _bus: bus, items })
}

struct Watcher {
    tell: UnboundedSender<String>,
}

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: String) {
        self.tell.send(service).ok();
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        Vec::new()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}
