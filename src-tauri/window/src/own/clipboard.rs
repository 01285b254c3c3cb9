//! The clipboard, read and written here so that no page holds what is on it.

use std::{
    hash::{BuildHasher, RandomState},
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};
use stint_api::{ApiError, Code, handover, question::GetAccounts};
use tauri::{AppHandle, Manager as _, State, WebviewWindow};
use zeroize::Zeroizing;

use super::{Presses, desktop};
use crate::{engine::Engine, window::SETTINGS};

/// What was pasted and handed over; the text itself never comes near the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PastedView {
    /// Names it once, within a minute.
    pub ticket: String,
    /// How many characters it has.
    pub length: u32,
}

/// By what the text that was pasted last is known again: a number under a key that dies with this program.
#[derive(Debug, Default)]
pub struct Pasted {
    key: RandomState,
    mark: Mutex<Option<u64>>,
}

impl Pasted {
    fn remember(&self, text: &str) {
        self.mark.lock().unwrap_or_else(PoisonError::into_inner).replace(self.key.hash_one(text));
    }

    /// Whether it is what was pasted last; asked once.
    fn was(&self, text: &str) -> bool {
        self.mark.lock().unwrap_or_else(PoisonError::into_inner).take() == Some(self.key.hash_one(text))
    }
}

/// Hands over what the clipboard holds, as a secret, and answers the ticket that names it; only where the person pressed something just now.
#[tauri::command]
#[specta::specta]
pub async fn paste_token(
    window: WebviewWindow,
    presses: State<'_, Presses>,
    engine: State<'_, Engine>,
    pasted: State<'_, Pasted>,
) -> Result<PastedView, ApiError> {
    if window.label() != SETTINGS || !presses.take(desktop::uptime()) {
        let refused = ApiError::new(Code::Refused, "Nothing was pasted: nobody pressed a key or a button.");
        return Err(refused.hint("Press “Paste from the clipboard” in the settings."));
    }
    let held = desktop::clipboard_text(window.app_handle()).await?;
    let text = only_line(held.as_deref().map(String::as_str))?;
    let ticket = handover::hand_over(&engine.folders().hand_socket(), text.as_bytes()).await?;
    pasted.remember(text);
    Ok(PastedView { ticket, length: u32::try_from(text.chars().count()).unwrap_or(u32::MAX) })
}

/// Empties the clipboard where it still holds what was pasted last; answers whether it did.
#[tauri::command]
#[specta::specta]
pub async fn clear_pasted(app: AppHandle, pasted: State<'_, Pasted>) -> Result<bool, ApiError> {
    let held = desktop::clipboard_text(&app).await?;
    let is_held = held.is_some_and(|text| pasted.was(text.trim()));
    if is_held {
        desktop::set_clipboard_text(&app, String::new())?;
    }
    Ok(is_held)
}

/// Copies the code of a sign-in.
#[tauri::command]
#[specta::specta]
pub async fn copy_user_code(app: AppHandle, engine: State<'_, Engine>, attempt: String) -> Result<(), ApiError> {
    let attempts = engine.call(GetAccounts {}).await?.attempts;
    let code = attempts.into_iter().find(|known| known.id == attempt).map(|known| known.user_code);
    let code = code.filter(|code| !code.is_empty());
    let code = code.ok_or_else(|| ApiError::new(Code::NotFound, "There is no code to copy any more."))?;
    desktop::set_clipboard_text(&app, code)
}

/// The one line that a token is, without the space around it.
fn only_line(held: Option<&str>) -> Result<&str, ApiError> {
    let refused = |words: &str| ApiError::new(Code::Refused, words).hint("Copy the token, then paste it here.");
    let text = held.ok_or_else(|| refused("The clipboard holds no text."))?.trim();
    if text.is_empty() {
        return Err(refused("The clipboard holds nothing but space."));
    }
    if text.contains(['\n', '\r', '\0']) {
        return Err(refused("The clipboard holds more than one line, and a token is one."));
    }
    Ok(text)
}

/// What the desktop hands out as text; wiped when dropped.
pub type Held = Option<Zeroizing<String>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_pasted_without_the_space_around_it() {
        assert_eq!(only_line(Some(" ghp_canary\r\n")).unwrap(), "ghp_canary");
    }

    #[test]
    fn what_is_no_token_is_refused_without_being_repeated() {
        for (held, words) in [
            (None, "The clipboard holds no text."),
            (Some(" \n"), "The clipboard holds nothing but space."),
            (Some("canary\ncanary"), "The clipboard holds more than one line, and a token is one."),
        ] {
            let error = only_line(held).unwrap_err();
            assert_eq!((error.code, error.message.as_str()), (Code::Refused, words));
        }
    }

    #[test]
    fn what_was_pasted_is_known_again_once_and_never_printed() {
        let pasted = Pasted::default();
        assert!(!pasted.was("canary"));
        pasted.remember("canary");
        assert!(!format!("{pasted:?}").contains("canary"));
        assert!(pasted.was("canary") && !pasted.was("canary"));
        pasted.remember("canary");
        assert!(!pasted.was("something else"));
    }
}
