//! The window of Stint.

use std::process::ExitCode;

fn main() -> ExitCode {
    stint_window::run(|| tauri::generate_context!())
}
