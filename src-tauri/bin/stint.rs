//! `stint`: the tray process where it is started alone, the command line where it is given a command.

use std::process::ExitCode;

fn main() -> ExitCode {
    stint_tray::keep_private();
    let arguments = stint_tray::arguments();
    if stint_tray::is_meant(&arguments) { stint_tray::run() } else { stint_cli::run(arguments) }
}
