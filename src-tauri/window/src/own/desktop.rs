//! Clipboard and dialogs of the desktop through GTK, which lives on the main thread.

use std::{cell::Cell, rc::Rc, time::Duration};

use gtk::{
    Clipboard, Dialog, DialogFlags, Entry, InputPurpose, Label, ResponseType,
    gdk::SELECTION_CLIPBOARD,
    glib::{Propagation, monotonic_time},
    prelude::*,
};
use stint_api::{ApiError, Code};
use tauri::{AppHandle, Manager as _, WebviewWindow};
use tokio::{sync::oneshot, time};
use zeroize::Zeroizing;

use super::{Presses, clipboard::Held, passphrase::is_whole};

/// How long another program may take to hand out what it copied.
const PATIENCE: Duration = Duration::from_secs(3);

/// The text on the clipboard; none where there is none or it is no text.
pub async fn clipboard_text(app: &AppHandle) -> Result<Held, ApiError> {
    let (tell, told) = oneshot::channel();
    let ask = move || {
        Clipboard::get(&SELECTION_CLIPBOARD).request_text(move |_, text| {
            drop(tell.send(text.map(|text| Zeroizing::new(text.to_owned()))));
        });
    };
    app.run_on_main_thread(ask).map_err(|error| unable(&error))?;
    let told = time::timeout(PATIENCE, told).await.ok().and_then(Result::ok);
    told.ok_or_else(|| {
        ApiError::new(Code::Refused, "The program that holds the clipboard does not answer.")
            .hint("Copy the token once more, then paste it here.")
    })
}

/// Puts text on the clipboard.
pub fn set_clipboard_text(app: &AppHandle, text: String) -> Result<(), ApiError> {
    let set = move || Clipboard::get(&SELECTION_CLIPBOARD).set_text(&text);
    app.run_on_main_thread(set).map_err(|error| unable(&error))
}

/// Tells of each key and button that the desktop delivers to the page of `window`, and when the window is left.
pub fn watch_presses(window: &WebviewWindow) -> tauri::Result<()> {
    let app = window.app_handle().clone();
    window.with_webview(move |webview| {
        let page = webview.inner();
        let seen = move |app: &AppHandle| {
            app.state::<Presses>().seen(uptime());
            Propagation::Proceed
        };
        let again = || app.clone();
        let heard = again();
        page.connect_key_press_event(move |_, _| seen(&heard));
        let heard = again();
        page.connect_key_release_event(move |_, _| seen(&heard));
        let heard = again();
        page.connect_button_press_event(move |_, _| seen(&heard));
        let heard = again();
        page.connect_button_release_event(move |_, _| seen(&heard));
        let heard = again();
        page.connect_touch_event(move |_, _| seen(&heard));
        page.connect_focus_out_event(move |_, _| {
            app.state::<Presses>().gone();
            Propagation::Proceed
        });
    })
}

/// The time on a clock that only goes forward.
pub fn uptime() -> Duration {
    Duration::from_micros(u64::try_from(monotonic_time()).unwrap_or_default())
}

/// What the person types into a dialog above `window`; none where it was left.
pub async fn passphrase(window: &WebviewWindow, is_new: bool) -> Result<Held, ApiError> {
    let (tell, told) = oneshot::channel();
    let above = window.clone();
    let open = move || ask(&above, is_new, tell);
    window.run_on_main_thread(open).map_err(|error| unable(&error))?;
    told.await.map_err(|error| unable(&error))
}

fn ask(window: &WebviewWindow, is_new: bool, tell: oneshot::Sender<Held>) {
    let (words, label) = if is_new {
        (
            "Choose a passphrase for the encrypted file.\nWithout it, nobody can read what the file holds.",
            "Set passphrase",
        )
    } else {
        ("Type the passphrase of the encrypted file.", "Unlock")
    };
    let parent = window.gtk_window().ok();
    let buttons = [("Cancel", ResponseType::Cancel), (label, ResponseType::Ok)];
    let flags = DialogFlags::MODAL | DialogFlags::DESTROY_WITH_PARENT;
    let dialog = Dialog::with_buttons(Some("Passphrase"), parent.as_ref(), flags, &buttons);
    dialog.set_resizable(false);
    dialog.set_default_response(ResponseType::Ok);
    let entries: Rc<[Entry]> =
        if is_new { [field("Passphrase"), field("Once more")].into() } else { [field("Passphrase")].into() };
    let content = dialog.content_area();
    content.set_border_width(12);
    content.set_spacing(8);
    content.add(&Label::new(Some(words)));
    entries.iter().for_each(|entry| content.add(entry));
    watch(&dialog, &entries);
    answer(&dialog, entries, tell);
    dialog.show_all();
}

fn field(name: &str) -> Entry {
    let entry = Entry::new();
    entry.set_visibility(false);
    entry.set_input_purpose(InputPurpose::Password);
    entry.set_activates_default(true);
    entry.set_placeholder_text(Some(name));
    if let Some(spoken) = entry.accessible() {
        spoken.set_name(name);
    }
    entry.set_width_chars(36);
    entry
}

fn typed(entry: &Entry) -> Zeroizing<String> {
    Zeroizing::new(entry.buffer().text())
}

/// Lets the person go on only with what can be taken.
fn watch(dialog: &Dialog, entries: &Rc<[Entry]>) {
    dialog.set_response_sensitive(ResponseType::Ok, false);
    for entry in entries.iter() {
        let (dialog, entries) = (dialog.downgrade(), Rc::clone(entries));
        entry.connect_changed(move |_| {
            let again = entries.get(1).map(typed);
            let is_whole =
                entries.first().is_some_and(|first| is_whole(&typed(first), again.as_deref().map(String::as_str)));
            if let Some(dialog) = dialog.upgrade() {
                dialog.set_response_sensitive(ResponseType::Ok, is_whole);
            }
        });
    }
}

/// Tells what was typed, wipes the fields and closes the dialog.
fn answer(dialog: &Dialog, entries: Rc<[Entry]>, tell: oneshot::Sender<Held>) {
    let tell = Cell::new(Some(tell));
    dialog.connect_response(move |dialog, response| {
        // Closing is a response, too.
        let Some(tell) = tell.take() else { return };
        let held = (response == ResponseType::Ok).then(|| entries.first().map(typed)).flatten();
        entries.iter().for_each(|entry| entry.set_text(""));
        drop(tell.send(held));
        dialog.close();
    });
}

fn unable(error: &dyn std::error::Error) -> ApiError {
    ApiError::new(Code::Internal, format!("The desktop could not be asked: {error}."))
}
