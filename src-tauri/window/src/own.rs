//! The commands that the window answers itself; a page names things, never paths or addresses.

mod clipboard;
#[cfg(target_os = "linux")]
mod desktop;
#[cfg(not(target_os = "linux"))]
#[path = "own/elsewhere.rs"]
mod desktop;
mod links;
mod passphrase;
mod presses;

use std::path::Path;

use serde::{Deserialize, Serialize};
use stint_api::{ApiError, Code, question::ListJobs, view::JobId};
use tauri::{State, WebviewWindow};

use crate::{engine::Engine, events::Connection, window};

pub use self::{clipboard::*, desktop::watch_presses, links::*, passphrase::*, presses::Presses};

/// A folder that a person may want to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum FolderName {
    /// Where the data file lies.
    Data,
    /// Where its backups lie.
    Backups,
    /// Where the configuration file lies.
    Config,
    /// Where exports are written.
    Downloads,
}

/// How the connection to the engine stands; ask after subscribing to `Connection`.
#[tauri::command]
#[specta::specta]
pub fn get_connection(engine: State<'_, Engine>) -> Connection {
    engine.connection()
}

/// Shows the window, on paper of the page's theme: the page is drawn.
#[tauri::command]
#[specta::specta]
pub fn ready(window: WebviewWindow, is_dark: bool) -> Result<(), ApiError> {
    window::reveal(&window, is_dark).map_err(|error| ApiError::new(Code::Internal, error.to_string()))
}

/// Draws the page larger or smaller, from half to three times its size.
#[tauri::command]
#[specta::specta]
pub fn set_zoom(window: WebviewWindow, percent: u32) -> Result<(), ApiError> {
    let factor = f64::from(percent.clamp(50, 300)) / 100.0;
    window.set_zoom(factor).map_err(|error| ApiError::new(Code::Internal, error.to_string()))
}

/// Opens a folder in the file browser.
#[tauri::command]
#[specta::specta]
pub fn show_folder(engine: State<'_, Engine>, folder: FolderName) -> Result<(), ApiError> {
    let folders = engine.folders();
    open_folder(&match folder {
        FolderName::Data => folders.data.clone(),
        FolderName::Backups => folders.backups(),
        FolderName::Config => folders.config.clone(),
        FolderName::Downloads => folders.downloads.clone(),
    })
}

/// Opens the folder of the file that a job wrote.
#[tauri::command]
#[specta::specta]
pub async fn show_job_file(engine: State<'_, Engine>, job: JobId) -> Result<(), ApiError> {
    let jobs = engine.call(ListJobs {}).await?;
    let file = jobs.into_iter().find(|known| known.id == job).and_then(|known| known.file);
    let file = file.ok_or_else(|| ApiError::new(Code::NotFound, "No file of that job is known any more."))?;
    open_folder(Path::new(&file).parent().unwrap_or(Path::new("/")))
}

fn open_folder(folder: &Path) -> Result<(), ApiError> {
    if !folder.is_dir() {
        return Err(ApiError::new(Code::NotFound, format!("There is no folder {} yet.", folder.display())));
    }
    open::that_detached(folder).map_err(|error| not_opened(&folder.to_string_lossy(), &error))
}

fn not_opened(what: &str, error: &std::io::Error) -> ApiError {
    ApiError::new(Code::Refused, format!("{what} could not be opened: {error}."))
        .hint("Is a file browser installed, and xdg-open?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_there_is_said_so() {
        let error = open_folder(Path::new("/no/such/folder")).unwrap_err();
        assert_eq!(error.message, "There is no folder /no/such/folder yet.");
    }
}
