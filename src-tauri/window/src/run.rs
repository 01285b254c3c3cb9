//! The program: reads arguments and environment once, then hands over to Tauri until the last window closes.

use std::{ffi::OsString, io::Write as _, process::ExitCode};

use stint_api::{command::Place, folders::Folders};
use tauri::{App, Context, Wry};

use crate::{
    arguments::{self, Asked},
    bindings,
    engine::Engine,
    launch, link, window,
};

/// No desktop to show a window on.
const NO_DESKTOP: u8 = 3;

/// Runs the window program; `context` makes Tauri's context, once it is known that a window can be shown.
pub fn run(context: impl FnOnce() -> Context<Wry>) -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    match arguments::read(&args) {
        Asked::Say(words) => say(&words),
        Asked::Complain(words) => complain_and_end(&words, 2),
        Asked::Show(place) => prepare(&args, place, context),
    }
}

fn prepare(args: &[OsString], place: Place, context: impl FnOnce() -> Context<Wry>) -> ExitCode {
    let env: &dyn Fn(&str) -> Option<OsString> = &environment;
    if !has_desktop(env) {
        return complain_and_end(
            "There is no desktop to show a window on: neither DISPLAY nor WAYLAND_DISPLAY is set.\nThe command line works without one: stint status.",
            NO_DESKTOP,
        );
    }
    #[cfg(target_os = "linux")]
    launch::over_without_shared_buffers(env, args);
    match Folders::find(env) {
        Ok(folders) => show(folders, place, context()),
        Err(words) => complain_and_end(&words, 1),
    }
}

fn show(folders: Folders, place: Place, context: Context<Wry>) -> ExitCode {
    let bindings = bindings::builder();
    let handler = bindings.invoke_handler();
    let app = tauri::Builder::default()
        .manage(Engine::sought(folders))
        .invoke_handler(handler)
        .setup(move |app| begin(app, &bindings, place).map_err(Into::into))
        .build(context);
    match app {
        Ok(app) => u8::try_from(app.run_return(|_, _| {})).unwrap_or(1).into(),
        Err(error) => complain_and_end(&format!("The window could not be started: {error}."), 1),
    }
}

fn begin(app: &App, bindings: &tauri_specta::Builder<Wry>, place: Place) -> tauri::Result<()> {
    bindings.mount_events(app);
    drop(tauri::async_runtime::spawn(link::keep(app.handle().clone())));
    window::show(app.handle(), place)
}

#[expect(clippy::disallowed_methods, reason = "the edge of the program: the only place that reads the environment")]
fn environment(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// GTK ends the program without a word of use where there is none, so it is asked first.
fn has_desktop(env: &dyn Fn(&str) -> Option<OsString>) -> bool {
    let is_set = |name| env(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Tells whoever started the program from a terminal; where nobody reads, nothing is lost.
pub fn complain(words: &str) {
    drop(writeln!(std::io::stderr(), "{words}"));
}

fn complain_and_end(words: &str, code: u8) -> ExitCode {
    complain(words);
    code.into()
}

fn say(words: &str) -> ExitCode {
    drop(writeln!(std::io::stdout(), "{words}"));
    ExitCode::SUCCESS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn an_empty_display_is_none() {
        assert!(!has_desktop(&|_| None));
        assert!(!has_desktop(&|_| Some("".into())));
        assert!(has_desktop(&|name| (name == "WAYLAND_DISPLAY").then(|| "wayland-0".into())));
    }
}
