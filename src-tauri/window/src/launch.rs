//! Starts the engine and prepares this program's own environment.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{ExitCode, Stdio},
};

#[cfg(target_os = "linux")]
use stint_api::sparing;

use crate::run::complain;

/// Starts the engine that lies beside this program, on its own: it outlives the window and the terminal.
pub fn engine() {
    let mut command = tokio::process::Command::new(sibling());
    command.arg("--background").current_dir("/");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    command.process_group(0);
    // Where it cannot be started, connecting goes on failing and the page says so.
    if let Ok(mut child) = command.spawn() {
        drop(tokio::spawn(async move { child.wait().await }));
    }
}

/// Passes a `stint://` link on to the command line, which hands it to the engine: this program gives way to it.
pub fn follow(link: &OsStr) -> ExitCode {
    let mut command = std::process::Command::new(sibling());
    command.arg("open-url").arg(link);
    #[cfg(unix)]
    let failed = std::os::unix::process::CommandExt::exec(&mut command);
    #[cfg(not(unix))]
    let failed = match command.status() {
        Ok(status) => return u8::try_from(status.code().unwrap_or(1)).unwrap_or(1).into(),
        Err(error) => error,
    };
    complain(&format!("The link could not be passed on to Stint: {failed}."));
    ExitCode::FAILURE
}

fn sibling() -> PathBuf {
    let name = format!("stint{}", std::env::consts::EXE_SUFFIX);
    let here = std::env::current_exe().ok().and_then(|program| program.parent().map(Path::to_owned));
    here.map(|folder| folder.join(&name)).filter(|file| file.exists()).unwrap_or_else(|| name.into())
}

/// Starts this program over in the environment in which it holds least memory, as the tray starts it.
///
/// Returns only where that is so already or cannot be done. The variables must stand before GTK starts, and setting
/// them in a running process is unsafe.
#[cfg(target_os = "linux")]
pub fn over_sparingly(env: &dyn Fn(&str) -> Option<std::ffi::OsString>, args: &[std::ffi::OsString]) {
    use std::os::unix::process::CommandExt as _;
    if env(sparing::MARK).is_none()
        && let Ok(program) = std::env::current_exe()
    {
        drop(std::process::Command::new(program).args(args).envs(sparing::lacking(env)).exec());
    }
}
