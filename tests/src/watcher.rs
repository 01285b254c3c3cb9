//! A tray host that shows nothing: enough for the program to know that there is a tray, without a display.

use anyhow::Result;
use zbus::Connection;

use crate::desktop::Desktop;

struct Watcher;

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, _service: &str) {}

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

/// Offers a tray on the desktop's bus for as long as the connection is kept.
pub async fn offer_tray(desktop: &Desktop) -> Result<Connection> {
    let bus = desktop.connect().await?;
    bus.object_server().at("/StatusNotifierWatcher", Watcher).await?;
    bus.request_name("org.kde.StatusNotifierWatcher").await?;
    Ok(bus)
}
