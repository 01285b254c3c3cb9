//! The typed bindings that a page is written against, from the types that the engine reads and writes.

use specta_typescript::Typescript;
use stint_api::{ApiError, Call, command::*, question::*};
use tauri::State;

use crate::{
    engine::Engine,
    events::{Changed, Connection, Navigate},
    list::every_command,
    own,
};

macro_rules! sign {
    (engine { $($request:ident $name:ident;)* } own { $($own:ident;)* }) => {
        $(
            #[tauri::command]
            #[specta::specta]
            async fn $name(engine: State<'_, Engine>, request: $request) -> Result<<$request as Call>::Reply, ApiError> {
                engine.call(request).await
            }
        )*

        fn all() -> tauri_specta::Commands<tauri::Wry> {
            tauri_specta::collect_commands![$($name,)* $(own::$own,)*]
        }
    };
}
every_command!(sign);

/// Writes the bindings to `file` as TypeScript.
///
/// # Errors
/// A type that TypeScript cannot say, or a file that cannot be written.
pub fn write(file: &std::path::Path) -> anyhow::Result<()> {
    let header = "// Made by `cargo run -p stint-window --example bindings`; a test fails when it is stale.\n";
    tauri_specta::Builder::<tauri::Wry>::new()
        .disable_serde_phases()
        .commands(all())
        .events(tauri_specta::collect_events![Changed, Connection, Navigate])
        .export(Typescript::default().header(header), file)?;
    Ok(())
}
