//! Notifications on macOS and Windows: shown, without buttons and without hearing of a click.

use notify_rust::Notification;
use stint_engine::Notice;

use super::words;

/// A notification on the screen, of which nothing more is heard.
pub(super) struct Toast;

/// Shows a notice; the error is for the log.
pub(super) async fn show(notice: &Notice, _icon: Option<&str>, _replaces: Option<u32>) -> Result<Toast, String> {
    let mut notification = Notification::new();
    notification.appname("Stint").summary(&words::title(notice)).body(&words::body(notice));
    let shown = tokio::task::spawn_blocking(move || notification.show().map(drop)).await;
    shown.map_err(|error| error.to_string())?.map_err(|error| error.to_string())?;
    Ok(Toast)
}

impl Toast {
    /// There are no numbers here.
    pub(super) const fn id(&self) -> u32 {
        0
    }

    /// Nothing is heard of a click.
    pub(super) async fn answer(&self) -> Option<String> {
        std::future::ready(None).await
    }

    /// It goes by itself.
    pub(super) async fn close(self) {
        std::future::ready(()).await;
    }
}
