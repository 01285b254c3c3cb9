//! The command line: every command is a client of the local socket.

mod args;
mod command;
mod desk;
mod edge;
mod exit;
mod failure;
mod job;
mod reach;
mod secret;
mod show;
#[cfg(test)]
mod tests;
mod when;

use std::{
    ffi::OsString,
    io::{self, Write},
    pin::Pin,
    process::ExitCode,
};

use clap::Parser;
use stint_api::{ApiError, Code};

use crate::{
    args::{Cli, Command},
    desk::{Desk, Ends},
    edge::Surroundings,
    exit::Exit,
    failure::Failure,
};

/// Whether the arguments, the program's own name left out, name a command; without any the program is the tray.
#[must_use]
pub fn is_command(args: &[OsString]) -> bool {
    !args.is_empty()
}

/// Runs one command, its arguments given without the program's own name; the exit codes stand in `--help`.
#[must_use]
pub fn run(args: Vec<OsString>) -> ExitCode {
    let (mut input, mut out, mut err) = (io::stdin(), io::BufWriter::new(io::stdout().lock()), io::stderr().lock());
    let surroundings = Surroundings::read();
    let exit = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            let ends = Ends { input: &mut input, out: &mut out, err: &mut err, interrupt: &interrupt };
            runtime.block_on(perform(args, &surroundings, ends))
        }
        Err(error) => {
            let words = format!("Stint could not begin: {error}.");
            Failure::Api(ApiError::new(Code::Internal, words)).tell(&mut err, surroundings.err_paint)
        }
    };
    ExitCode::from(exit.code())
}

/// Resolves when the person presses Ctrl+C; where nobody can tell, never.
fn interrupt() -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

/// Parses and runs, reading from and writing to the given ends, until all is written.
async fn perform<'a>(args: Vec<OsString>, around: &'a Surroundings, ends: Ends<'a>) -> Exit {
    let cli = match Cli::try_parse_from(std::iter::once(OsString::from("stint")).chain(args)) {
        Ok(cli) => cli,
        Err(error) => return explain(&error, around, ends.out, ends.err),
    };
    let mut desk = Desk::new(around, !cli.no_start, ends);
    let done = dispatch(cli.command, &mut desk).await;
    let written = desk.out.flush().map_err(Failure::from);
    match done.and(written) {
        Ok(()) => Exit::Done,
        Err(failure) => failure.tell(desk.err, around.err_paint),
    }
}

async fn dispatch(command: Command, desk: &mut Desk<'_>) -> Result<(), Failure> {
    match command {
        Command::Start(args) => args.run(desk).await,
        Command::Switch(args) => args.run(desk).await,
        Command::Stop(args) => args.run(desk).await,
        Command::Toggle(args) => args.run(desk).await,
        Command::Continue(args) => args.run(desk).await,
        Command::Discard(args) => args.run(desk).await,
        Command::Status(args) => args.run(desk).await,
        Command::Today(args) => args.run(desk).await,
        Command::Log(args) => args.run(desk).await,
        Command::Undo(args) => args.run(desk).await,
        Command::Redo(args) => args.run(desk).await,
        Command::Gap(args) => args.run(desk).await,
        Command::Sync(args) => args.run(desk).await,
        Command::Tasks(args) => args.run(desk).await,
        Command::Follow(args) => args.run(desk).await,
        Command::Feed(args) => args.run(desk).await,
        Command::Focus(args) => args.run(desk).await,
        Command::Projects(args) => args.run(desk).await,
        Command::Accounts(args) => args.run(desk).await,
        Command::Vault(args) => args.run(desk).await,
        Command::Export(args) => args.run(desk).await,
        Command::Window(args) => args.run(desk).await,
        Command::Doctor(args) => args.run(desk).await,
        Command::OpenUrl(args) => args.run(desk).await,
        Command::Quit(args) => args.run(desk).await,
        Command::Completions(args) => args.run(desk),
    }
}

/// Help and version go to the reader, mistakes to the error end.
fn explain(error: &clap::Error, around: &Surroundings, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let (to, paint): (&mut dyn Write, _) =
        if error.use_stderr() { (err, around.err_paint) } else { (out, around.out_paint) };
    let text = error.render();
    let text = if paint.is_on { text.ansi().to_string() } else { text.to_string() };
    match to.write_all(text.as_bytes()).and_then(|()| to.flush()) {
        Ok(()) if error.use_stderr() => Exit::Usage,
        Ok(()) => Exit::Done,
        Err(error) => Failure::from(error).tell(err, around.err_paint),
    }
}
