//! The commands of a page: each passes one typed request to the engine.

use stint_api::{ApiError, Call, command::*, question::*};
use tauri::State;

use crate::{engine::Engine, list::every_command, own};

macro_rules! pass_on {
    (engine { $($request:ident $name:ident;)* } own { $($own:ident;)* }) => {
        $(
            #[tauri::command]
            #[specta::specta]
            async fn $name(engine: State<'_, Engine>, request: $request) -> Result<<$request as Call>::Reply, ApiError> {
                engine.call(request).await
            }
        )*

        /// Every command with its types.
        pub fn all() -> tauri_specta::Commands<tauri::Wry> {
            tauri_specta::collect_commands![$($name,)* $(own::$own,)*]
        }

        /// The names of all commands, as the build manifest and the capabilities have them.
        pub const NAMES: &[&str] = &[$(stringify!($name),)* $(stringify!($own),)*];
    };
}
every_command!(pass_on);
