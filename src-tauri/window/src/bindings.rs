//! The typed bindings that a page is written against.

use specta_typescript::Typescript;

use crate::{
    commands,
    events::{Changed, Connection, Navigate},
};

/// Commands and events with their types.
pub fn builder() -> tauri_specta::Builder<tauri::Wry> {
    tauri_specta::Builder::new()
        .disable_serde_phases()
        .commands(commands::all())
        .events(tauri_specta::collect_events![Changed, Connection, Navigate])
}

/// Writes the bindings to `file` as TypeScript.
///
/// # Errors
/// A type that TypeScript cannot say, or a file that cannot be written.
pub fn write(file: &std::path::Path) -> anyhow::Result<()> {
    let header = "// Made by `cargo run -p stint-window --example bindings`; a test fails when it is stale.\n";
    builder().export(Typescript::default().header(header), file)?;
    Ok(())
}
