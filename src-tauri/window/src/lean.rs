//! A page of text and a few coloured bars needs no graphics card: without one the web view loads no driver for it.

use tauri::WebviewWindow;

/// Has the page painted without acceleration and keeps no pages to go back to; less memory, and sooner on the screen.
#[cfg(target_os = "linux")]
pub fn slim(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};

    window.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            settings.set_enable_page_cache(false);
            settings.set_enable_webgl(false);
            settings.set_enable_webaudio(false);
            settings.set_enable_media(false);
        }
    })
}

/// Elsewhere the system's web view decides.
#[cfg(not(target_os = "linux"))]
pub fn slim(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
