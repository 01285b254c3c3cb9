//! The log, on standard error: what happens to the program, never what the person does with it.

use std::{io, process::ExitCode};

use tracing_subscriber::{Layer, filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt};

/// Begins to log as the filter says; one that cannot be read logs warnings.
pub(crate) fn begin(filter: &str) {
    let targets: Targets = filter.parse().unwrap_or_else(|_| Targets::new().with_default(tracing::Level::WARN));
    let lines = fmt::layer().with_writer(io::stderr).with_ansi(false).with_filter(targets);
    if tracing_subscriber::registry().with(lines).try_init().is_err() {
        tracing::debug!("somebody logs already");
    }
}

/// Says why the program ends, to whoever started it.
#[expect(clippy::print_stderr, reason = "the last word of a program that cannot run")]
pub(crate) fn give_up(words: &str, code: u8) -> ExitCode {
    eprintln!("stint: {words}");
    ExitCode::from(code)
}
