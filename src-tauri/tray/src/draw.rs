//! Draws the tray: one small back end a platform behind one comparable value.

use std::sync::Arc;

use stint_api::Request;
use stint_engine::TrayMenu;
use tokio::sync::{Notify, mpsc::UnboundedSender, watch};

use crate::launch::ActivationToken;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod native;

#[cfg(target_os = "linux")]
pub(crate) use linux::{draw, start};
#[cfg(not(target_os = "linux"))]
pub(crate) use native::{draw, start};

/// What a back end draws from and where its clicks go.
#[derive(Debug)]
pub(crate) struct Canvas {
    /// The latest menu; `None` until the engine drew the first one.
    pub menu: watch::Receiver<Option<TrayMenu>>,
    /// What was clicked.
    pub clicks: UnboundedSender<Request>,
    /// What lets the next window come to the front.
    pub token: ActivationToken,
    /// Told when a panel comes that was not there.
    pub arrived: Arc<Notify>,
    /// The desktop's own name.
    pub desktop: Option<String>,
}

impl Canvas {
    /// The next menu that differs from the last one; `None` at the end.
    async fn next(&mut self) -> Option<TrayMenu> {
        loop {
            self.menu.changed().await.ok()?;
            let menu = self.menu.borrow_and_update().clone();
            if menu.is_some() {
                return menu;
            }
        }
    }
}
