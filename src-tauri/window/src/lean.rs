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

/// Leaves this process without a graphics driver, where its environment says so: the web process draws, this one only shows.
///
/// The loader of drivers reads its list once, which is made to happen here, before there is a second thread; then the
/// variable goes, for the web process ends without a driver.
#[cfg(target_os = "linux")]
pub fn do_without_driver(env: &dyn Fn(&str) -> Option<std::ffi::OsString>) {
    let (name, none) = stint_api::sparing::NO_DRIVER;
    if env(name).is_some_and(|list| list == none) {
        // Whether there is an answer does not matter.
        khronos_egl::Instance::new(khronos_egl::Static).query_string(None, khronos_egl::EXTENSIONS).ok();
        gtk::glib::unsetenv(name);
    }
}

/// Elsewhere the system's web view decides.
#[cfg(not(target_os = "linux"))]
pub fn slim(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
