//! The program: reads arguments and environment once, then hands over to Tauri until the last window closes.

use std::{ffi::OsString, fs::File, io::Write as _, process::ExitCode};

use stint_api::{command::OpenWindow, folders::Folders};
use tauri::{App, AppHandle, Context, Manager as _, RunEvent, Wry, async_runtime};

use crate::{
    alone::{self, Claim},
    arguments::{self, Asked},
    commands,
    engine::Engine,
    launch, lean, link,
    own::{self, Pasted, Presses},
    window,
};

/// No desktop to show a window on.
const NO_DESKTOP: u8 = 3;

/// Runs the window program; `context` makes Tauri's context, once it is known that a window can be shown.
pub fn run(context: impl FnOnce() -> Context<Wry>) -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    match arguments::read(&args) {
        Asked::Say(words) => say(&words),
        Asked::Complain(words) => complain_and_end(&words, 2),
        Asked::Show(wanted) => prepare(&args, wanted, context),
        Asked::Follow(link) => launch::follow(&link),
    }
}

fn prepare(args: &[OsString], wanted: OpenWindow, context: impl FnOnce() -> Context<Wry>) -> ExitCode {
    let env: &dyn Fn(&str) -> Option<OsString> = &environment;
    if !has_desktop(env) {
        return complain_and_end(
            "There is no desktop to show a window on: neither DISPLAY nor WAYLAND_DISPLAY is set.\nThe command line works without one: stint status.",
            NO_DESKTOP,
        );
    }
    #[cfg(target_os = "linux")]
    {
        launch::over_sparingly(env, args);
        lean::do_without_driver(env);
    }
    match Folders::find(env) {
        Ok(folders) => show(folders, wanted, context),
        Err(words) => complain_and_end(&words, 1),
    }
}

fn show(folders: Folders, wanted: OpenWindow, context: impl FnOnce() -> Context<Wry>) -> ExitCode {
    match alone::claim(&folders) {
        Claim::Taken => hand_over(&folders, wanted),
        Claim::Alone(claim) => open(folders, wanted, context(), claim),
    }
}

fn hand_over(folders: &Folders, wanted: OpenWindow) -> ExitCode {
    match async_runtime::block_on(alone::hand_over(folders, wanted)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => complain_and_end(&words, 1),
    }
}

fn open(folders: Folders, wanted: OpenWindow, context: Context<Wry>, mut claim: Option<File>) -> ExitCode {
    // The engine hears of this window before GTK is ready, so that it does not start another.
    let early = async_runtime::spawn(link::watch(folders.socket()));
    let app = tauri::Builder::default()
        .manage(Engine::sought(folders))
        .manage(Pasted::default())
        .manage(Presses::default())
        .plugin(tauri_plugin_deep_link::init())
        .plugin(window::remembered())
        .invoke_handler(commands::answer)
        .setup(move |app| begin(app, &wanted, early).map_err(Into::into))
        .build(context);
    let leave = move |app: &AppHandle, event| {
        if matches!(event, RunEvent::ExitRequested { .. }) {
            app.state::<Engine>().leave();
            drop(claim.take());
        }
    };
    match app {
        Ok(app) => u8::try_from(app.run_return(leave)).unwrap_or(1).into(),
        Err(error) => complain_and_end(&format!("The window could not be started: {error}."), 1),
    }
}

fn begin(app: &App, wanted: &OpenWindow, early: link::Early) -> tauri::Result<()> {
    drop(async_runtime::spawn(link::keep(app.handle().clone(), early)));
    own::register_at_first(app.handle());
    window::show(app.handle(), wanted)
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
