//! Handing a secret over: it goes through a pipe whose reading end is passed along, so that no socket ever carries it.
//!
//! What comes back is a ticket; a request names it, and the engine takes the secret for it once.

mod passing;
mod serve;
mod tickets;

use std::{io, path::Path, time::Duration};

use serde::{Deserialize, Serialize};
use tokio::{
    io::AsyncWriteExt,
    net::unix::pipe::{self, Sender},
    time,
};

use crate::{
    ApiError, Code, Result,
    frame::{FrameError, FrameReader},
    socket::{self, Stream},
};

pub use self::{
    serve::serve,
    tickets::{Clock, Tickets},
};
pub use crate::socket::{Listener, bind};

/// The longest secret, in bytes; what a pipe holds.
pub const LONGEST: usize = 64 << 10;

/// How long handing over may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// The one byte that goes along with the pipe: how handing over is done.
const MANNER: u8 = b'1';
/// The longest answer, in bytes.
const ANSWER: usize = 4 << 10;

/// What the server says, in one frame.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Answer {
    /// It is kept under this ticket.
    Ticket(String),
    /// It was not taken.
    Error(ApiError),
}

/// Hands `secret` to the engine that listens on `socket` and brings the ticket to name in a request within a minute.
///
/// # Errors
/// `Refused` for nothing, more than 64 KiB or what is not text; `NotRunning` where nobody takes it.
pub async fn hand_over(socket: &Path, secret: &[u8]) -> Result<String> {
    check_length(secret.len())?;
    let given = async {
        let stream = socket::connect(socket).await?;
        let (writing, reading) = pipe::pipe()?;
        passing::pass(&stream, MANNER, reading.into_nonblocking_fd()?).await?;
        let (written, answered) = tokio::join!(pour(writing, secret), listen(stream));
        // The reason for which the pipe broke is in the answer.
        answered.map_err(|error| written.err().unwrap_or(error))
    };
    let answer = time::timeout(PATIENCE, given).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
    match answer.map_err(|error| not_taken(&error))? {
        Answer::Ticket(ticket) => Ok(ticket),
        Answer::Error(error) => Err(error),
    }
}

/// Writes everything and lets go of the pipe, which is the end that the reader waits for.
async fn pour(mut pipe: Sender, secret: &[u8]) -> io::Result<()> {
    pipe.write_all(secret).await
}

async fn listen(stream: Stream) -> io::Result<Answer> {
    match FrameReader::new(stream, ANSWER).next().await {
        Ok(Some(frame)) => Ok(serde_json::from_slice(&frame)?),
        Ok(None) => Err(io::ErrorKind::UnexpectedEof.into()),
        Err(FrameError::Io(error)) => Err(error),
        Err(error) => Err(io::Error::other(error)),
    }
}

/// Refuses what cannot be a secret, on both sides in the same words.
fn check_length(length: usize) -> Result<()> {
    match length {
        0 => Err(ApiError::new(Code::Refused, "There is nothing to hand over.")),
        1..=LONGEST => Ok(()),
        _ => Err(ApiError::new(Code::Refused, "That is too long: a secret may have 64 KiB.")),
    }
}

fn not_taken(error: &io::Error) -> ApiError {
    let is_absent = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused);
    let words = if is_absent {
        "Stint is not running.".to_owned()
    } else {
        format!("The secret could not be handed to Stint: {error}. It was not kept anywhere.")
    };
    ApiError::new(Code::NotRunning, words).hint("Start it with `stint`, or look at `stint doctor`.")
}
