//! A page of text and a few coloured bars needs no graphics card, no sound, no film and no page to go back to.

use tauri::WebviewWindow;

/// Switches off what the page does not use: less to hold, and less to attack.
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
