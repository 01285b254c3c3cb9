//! The two windows: what they are like, and what they may not do.

use std::time::Duration;

use stint_api::command::{OpenWindow, Place};
use tauri::{
    AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Wry, plugin::TauriPlugin,
    webview::NewWindowResponse, window::Color,
};
use tauri_plugin_window_state::StateFlags;

use crate::{
    events::{Navigate, News as _},
    lean, own, revive,
};

/// How long a page may take to draw before its window is shown anyhow.
const PATIENCE: Duration = Duration::from_millis(1500);

/// The label of the settings window, where accounts are connected.
pub const SETTINGS: &str = "settings";

const PAPER: Color = Color(0xfb, 0xfb, 0xfa, 0xff);
const DARK_PAPER: Color = Color(0x17, 0x18, 0x1a, 0xff);

/// What a window is like, in logical pixels.
#[derive(Debug, PartialEq)]
struct Shape {
    label: &'static str,
    title: &'static str,
    size: (f64, f64),
    least: (f64, f64),
}

const MAIN: Shape = Shape { label: "main", title: "Stint", size: (420.0, 680.0), least: (360.0, 480.0) };
const SETTINGS_SHAPE: Shape =
    Shape { label: SETTINGS, title: "Stint Settings", size: (760.0, 560.0), least: (560.0, 420.0) };

/// Keeps how large a window was and where, for the next time.
pub fn remembered() -> TauriPlugin<Wry> {
    let kept = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    tauri_plugin_window_state::Builder::new().with_state_flags(kept).with_filename("windows.json").build()
}

/// Brings the window of a place to the front, making it where it is not open.
pub fn show(app: &AppHandle, wanted: &OpenWindow) -> tauri::Result<()> {
    let (shape, target) = (shape_of(wanted.place), Navigate::to(wanted));
    match app.get_webview_window(shape.label) {
        Some(window) => bring(&window, &target),
        None => open(app, shape, &target),
    }
}

fn bring(window: &WebviewWindow, target: &Navigate) -> tauri::Result<()> {
    if target.place != Place::Main {
        target.tell(window.app_handle(), window.label())?;
    }
    window.unminimize()?;
    window.show()?;
    window.set_focus()
}

fn open(app: &AppHandle, shape: &Shape, target: &Navigate) -> tauri::Result<()> {
    let dev_server = app.config().build.dev_url.clone().filter(|_| tauri::is_dev());
    let address = WebviewUrl::App(target.address().into());
    let builder = WebviewWindowBuilder::new(app, shape.label, address)
        .title(shape.title)
        .inner_size(shape.size.0, shape.size.1)
        .min_inner_size(shape.least.0, shape.least.1)
        .visible(false)
        .background_color(PAPER)
        .disable_drag_drop_handler()
        .devtools(cfg!(debug_assertions))
        .on_navigation(move |url| is_own(url, dev_server.as_ref()))
        .on_new_window(|_, _| NewWindowResponse::Deny);
    let window = builder.build()?;
    lean::slim(&window)?;
    revive::watch(&window)?;
    if shape.label == SETTINGS {
        own::watch_presses(&window)?;
    }
    drop(tauri::async_runtime::spawn(async move {
        tokio::time::sleep(PATIENCE).await;
        if matches!(window.is_visible(), Ok(false)) {
            drop(window.show());
        }
    }));
    Ok(())
}

/// Shows a window whose page is drawn.
pub fn reveal(window: &WebviewWindow, is_dark: bool) -> tauri::Result<()> {
    window.set_background_color(Some(if is_dark { DARK_PAPER } else { PAPER }))?;
    window.show()
}

const fn shape_of(place: Place) -> &'static Shape {
    match place {
        Place::Main | Place::Today | Place::Tasks | Place::Feed => &MAIN,
        Place::Settings | Place::Accounts | Place::Notifications | Place::Data => &SETTINGS_SHAPE,
    }
}

/// Whether an address is the app's own page: compared whole, so that a host that merely looks like it is refused.
fn is_own(url: &Url, dev_server: Option<&Url>) -> bool {
    let is_bundled = match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // Windows serves the bundle from here.
        "http" | "https" => cfg!(windows) && url.host_str() == Some("tauri.localhost"),
        _ => false,
    };
    is_bundled && url.port().is_none() || dev_server.is_some_and(|server| server.origin() == url.origin())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_cannot_leave_the_app() {
        let own = |text: &str| is_own(&Url::parse(text).unwrap(), None);
        assert!(own("tauri://localhost/index.html?place=tasks"));
        for foreign in [
            "https://example.org/",
            "http://tauri.localhost.evil.example/",
            "tauri://evil.example/",
            "tauri://localhost.evil.example/",
            "tauri://localhost:81/",
            "http://localhost:5173/",
            "file:///etc/passwd",
            "data:text/html,x",
            "about:blank",
            "javascript:alert(1)",
        ] {
            assert!(!own(foreign), "{foreign}");
        }
    }

    #[test]
    fn the_development_server_is_the_app_only_by_its_whole_origin() {
        let server = Url::parse("http://localhost:5173").unwrap();
        let own = |text: &str| is_own(&Url::parse(text).unwrap(), Some(&server));
        assert!(own("http://localhost:5173/?place=main"));
        assert!(!own("http://localhost:5174/") && !own("https://localhost:5173/"));
    }

    #[test]
    fn places_share_two_windows() {
        let main = [Place::Main, Place::Today, Place::Tasks, Place::Feed];
        let settings = [Place::Settings, Place::Accounts, Place::Notifications, Place::Data];
        assert!(main.into_iter().all(|place| shape_of(place).label == "main"));
        assert!(settings.into_iter().all(|place| shape_of(place).label == SETTINGS));
    }
}
