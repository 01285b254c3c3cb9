//! A page whose web process ended, by a crash or for want of memory, is loaded again.

use tauri::WebviewWindow;

/// How often a window's page is loaded again; one that ends at once every time shall not go on for ever.
#[cfg(target_os = "linux")]
const MOST: u32 = 5;

/// Loads the page again whenever its process ends; the timer lives elsewhere, so nothing is lost.
#[cfg(target_os = "linux")]
pub fn watch(window: &WebviewWindow) -> tauri::Result<()> {
    use std::cell::Cell;
    use webkit2gtk::WebViewExt as _;

    window.with_webview(|webview| {
        let ends = Cell::new(0);
        webview.inner().connect_web_process_terminated(move |view, _| {
            ends.set(ends.get() + 1);
            if ends.get() <= MOST {
                view.reload();
            }
        });
    })
}

/// Elsewhere the system's web view does so itself.
#[cfg(not(target_os = "linux"))]
pub fn watch(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
