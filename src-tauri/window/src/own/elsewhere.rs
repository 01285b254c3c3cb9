//! Where there is no GTK, secrets are given on the command line.

use std::time::Duration;

use stint_api::{ApiError, Code};
use tauri::{AppHandle, WebviewWindow};

use super::clipboard::Held;

/// The text on the clipboard; not read here.
pub async fn clipboard_text(_: &AppHandle) -> Result<Held, ApiError> {
    Err(not_here("stint accounts connect --help"))
}

/// Tells of keys and buttons; where nothing is pasted nobody asks.
pub fn watch_presses(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// The time on a clock that only goes forward; where nothing is pasted nobody asks.
pub fn uptime() -> Duration {
    Duration::ZERO
}

/// Puts text on the clipboard; not done here.
pub fn set_clipboard_text(_: &AppHandle, _: String) -> Result<(), ApiError> {
    Err(not_here("stint accounts connect --help"))
}

/// What the person types into a dialog; not asked here.
pub async fn passphrase(_: &WebviewWindow, _: bool) -> Result<Held, ApiError> {
    Err(not_here("stint vault --help"))
}

fn not_here(instead: &str) -> ApiError {
    ApiError::new(Code::Refused, "The window does not take secrets on this system yet.")
        .hint(format!("The command line does: see `{instead}`."))
}
