//! Whether the desktop brings `stint://` links here. Registering happens in Rust only, and no page sees a link.

use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Manager as _, async_runtime};
use tauri_plugin_deep_link::DeepLinkExt as _;

/// The scheme of the links.
const SCHEME: &str = "stint";

/// Whether the desktop brings `stint://` links to Stint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct LinkHandler {
    /// It does.
    pub is_registered: bool,
}

/// Whether the desktop brings `stint://` links to Stint, after registering it where need be.
#[tauri::command]
#[specta::specta]
pub async fn get_link_handler(app: AppHandle) -> LinkHandler {
    // The desktop is asked through other programs.
    let is_registered = async_runtime::spawn_blocking(move || is_current(&app) && is_chosen(&app) || register(&app));
    LinkHandler { is_registered: is_registered.await.unwrap_or(false) }
}

/// Registers, apart from everything else, where this program never did or has moved since.
pub fn register_at_first(app: &AppHandle) {
    let app = app.clone();
    drop(async_runtime::spawn_blocking(move || is_current(&app) || register(&app)));
}

fn register(app: &AppHandle) -> bool {
    app.deep_link().register(SCHEME).is_ok() && is_chosen(app)
}

/// Whether the desktop has chosen this program; a Mac does so by the bundle alone.
fn is_chosen(app: &AppHandle) -> bool {
    app.deep_link().is_registered(SCHEME).unwrap_or(cfg!(target_os = "macos"))
}

/// Whether the desktop file that registering writes is there and starts this very program.
fn is_current(app: &AppHandle) -> bool {
    if !cfg!(target_os = "linux") {
        return is_chosen(app);
    }
    let (Ok(program), Ok(data)) = (std::env::current_exe(), app.path().data_dir()) else { return false };
    let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let file = data.join("applications").join(format!("{name}-handler.desktop"));
    std::fs::read_to_string(file).is_ok_and(|text| starts(&text, &program.to_string_lossy()))
}

fn starts(desktop_file: &str, program: &str) -> bool {
    desktop_file.lines().any(|line| line == format!("Exec=\"{program}\" %u"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desktop_file_is_current_when_it_starts_this_program() {
        let text = "[Desktop Entry]\nType=Application\nExec=\"/usr/bin/stint-window\" %u\nNoDisplay=true\n";
        assert!(starts(text, "/usr/bin/stint-window"));
        assert!(!starts(text, "/usr/local/bin/stint-window") && !starts(text, "/usr/bin/stint"));
    }
}
