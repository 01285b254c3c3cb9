//! Reaches the engine: connects, or starts it and knocks until it opens.

use std::{future::Future, io, path::Path, pin::Pin, process::Stdio, time::Duration};

use stint_api::{ApiError, Code, Hello, Result, client::Client};
use tokio::{
    process::{Child, Command},
    time,
};

/// Starts the engine; what comes back resolves only if the start failed, and says how.
pub(crate) type Start<'a> = &'a dyn Fn() -> io::Result<Ending>;
/// How a start failed.
pub(crate) type Ending = Pin<Box<dyn Future<Output = String>>>;

/// How long a fresh engine may take until it answers.
const PATIENCE: Duration = Duration::from_secs(5);
const FIRST_PAUSE: Duration = Duration::from_millis(4);
const LONGEST_PAUSE: Duration = Duration::from_millis(250);

/// Connects; where nobody listens and `start` is given, starts the engine first.
pub(crate) async fn connect(path: &Path, hello: &Hello, start: Option<Start<'_>>) -> Result<Client> {
    let absent = match Client::connect_as(path, hello.clone()).await {
        Err(error) if error.code == Code::NotRunning => error,
        settled => return settled,
    };
    let Some(start) = start else { return Err(absent) };
    let failed = start().map_err(|error| not_started(&error.to_string()))?;
    tokio::select! {
        knocked = time::timeout(PATIENCE, knock(path, hello)) => knocked.unwrap_or_else(|_| Err(late(path))),
        why = failed => Err(not_started(&why)),
    }
}

async fn knock(path: &Path, hello: &Hello) -> Result<Client> {
    let mut pause = FIRST_PAUSE;
    loop {
        time::sleep(pause).await;
        match Client::connect_as(path, hello.clone()).await {
            Err(error) if error.code == Code::NotRunning => pause = (pause * 2).min(LONGEST_PAUSE),
            settled => return settled,
        }
    }
}

/// Starts `program` as the tray, apart from this terminal.
pub(crate) fn start(program: &Path) -> io::Result<Ending> {
    let mut command = Command::new(program);
    // The tray process makes a session of its own when it sees this argument.
    command.arg("--background").current_dir("/");
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    Ok(Box::pin(failed(child)))
}

async fn failed(mut child: Child) -> String {
    match child.wait().await {
        // It found another one that is just starting: that one will open.
        Ok(status) if status.success() => std::future::pending().await,
        Ok(status) => format!("it ended with {status}"),
        Err(error) => error.to_string(),
    }
}

fn not_started(why: &str) -> ApiError {
    ApiError::new(Code::NotRunning, format!("Stint was not running and could not be started: {why}."))
        .hint("Run `stint` in a terminal to see why, or look at `stint doctor`.")
}

fn late(path: &Path) -> ApiError {
    let words = format!("Stint was started, but did not answer at {} within 5 seconds.", path.display());
    ApiError::new(Code::NotRunning, words).hint("Try again in a moment, or look at `stint doctor`.")
}
