//! The repository's own commands: `cargo xtask run`, `test`, `lint`, `bench`, `pictures`, `dist`.

mod apt;
mod bench;
mod dist;
mod lint;
mod node;
mod peers;
mod pictures;
mod process;
mod run;
mod setup;
mod stamp;
mod test;
mod ui;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask <command>

  run        set up what is missing, build, and start Stint
  test       set up what is missing, build, and run every test
  lint       formatting, clippy and documentation, without tests
  bench      measure the release build and write docs/benchmarks.md
  pictures   take the pictures in docs/pictures
  dist       make the deb and the rpm

What follows `run` is handed to stint, what follows `test` to the test runner.";

fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "this is the edge of a program of its own")]
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            process::complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else {
        process::say(HELP);
        return Ok(());
    };
    match command.as_str() {
        "run" => run::run(rest),
        "test" => test::run(rest),
        "lint" => lint::run(),
        "bench" => bench::run(),
        "pictures" => pictures::run(),
        "dist" => dist::run(),
        "help" | "--help" | "-h" => {
            process::say(HELP);
            Ok(())
        }
        other => bail!("there is no command `{other}`\n\n{HELP}"),
    }
}
