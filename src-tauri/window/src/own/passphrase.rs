//! The passphrase of a file vault, typed into a dialog of the desktop so that no page holds it.

use serde::{Deserialize, Serialize};
use stint_api::{ApiError, handover};
use tauri::{State, WebviewWindow};

use super::desktop;
use crate::engine::Engine;

/// A passphrase that was typed and handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PassphraseView {
    /// Names it once, within a minute.
    pub ticket: String,
}

/// Asks for a passphrase in a dialog of the desktop, twice for a new one; none where the person left it.
#[tauri::command]
#[specta::specta]
pub async fn ask_passphrase(
    window: WebviewWindow,
    engine: State<'_, Engine>,
    is_new: bool,
) -> Result<Option<PassphraseView>, ApiError> {
    let Some(typed) = desktop::passphrase(&window, is_new).await? else { return Ok(None) };
    let ticket = handover::hand_over(&engine.folders().hand_socket(), typed.as_bytes()).await?;
    Ok(Some(PassphraseView { ticket }))
}

/// Whether what was typed can be taken: something, and twice the same where it is asked for twice.
pub fn is_whole(first: &str, again: Option<&str>) -> bool {
    !first.is_empty() && again.is_none_or(|again| again == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_passphrase_is_typed_twice_alike() {
        assert!(is_whole("canary", None) && is_whole("canary", Some("canary")));
        assert!(!is_whole("", None) && !is_whole("", Some("")));
        assert!(!is_whole("canary", Some("")) && !is_whole("canary", Some("Canary")));
    }
}
