//! The engine's side: takes secrets in, a few at a time, and gives tickets out.

use std::{io, os::fd::OwnedFd, str, time::Duration};

use secrecy::SecretString;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::unix::pipe::Receiver,
    task::JoinSet,
    time,
};
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

use super::{ANSWER, Answer, LONGEST, Listener, MANNER, PATIENCE, Tickets, check_length, passing};
use crate::{ApiError, Code, Result, frame, socket::Stream};

/// The most that are taken in at a time; more wait in the socket.
const MOST: usize = 8;
/// How long to wait after the system could not give us a connection.
const BREATH: Duration = Duration::from_secs(1);
/// When to look for secrets that nobody took: just after they are too old.
const SWEEP: Duration = Duration::from_secs(61);

/// Takes secrets in until `cancel`; a client that misbehaves loses its own connection and nothing else.
///
/// Wants a tokio runtime with I/O and time; sets no timer while nothing waits.
pub async fn serve(listener: Listener, tickets: Tickets, cancel: CancellationToken) {
    let mut guests = JoinSet::new();
    let mut has_waiting = false;
    loop {
        tokio::select! {
            () = cancel.cancelled() => return,
            Some(_) = guests.join_next() => has_waiting = true,
            () = time::sleep(SWEEP), if has_waiting => has_waiting = tickets.sweep(),
            accepted = listener.accept(), if guests.len() < MOST => match accepted {
                Ok(stream) => {
                    guests.spawn(time::timeout(PATIENCE, attend(stream, tickets.clone())));
                }
                Err(error) => {
                    tracing::warn!(%error, "nothing can be handed over at the moment");
                    time::sleep(BREATH).await;
                }
            },
        }
    }
}

/// Takes one secret in and says what became of it.
async fn attend(mut stream: Stream, tickets: Tickets) {
    let answer = match take_in(&stream, &tickets).await {
        Ok(ticket) => Answer::Ticket(ticket),
        Err(error) => {
            tracing::info!(%error, "what was handed over was not taken");
            Answer::Error(error)
        }
    };
    let written = match frame::encode(&answer, ANSWER) {
        Ok(frame) => stream.write_all(&frame).await,
        Err(error) => Err(io::Error::other(error)),
    };
    if let Err(error) = written {
        tracing::debug!(%error, "a client did not hear what became of its secret");
    }
}

async fn take_in(stream: &Stream, tickets: &Tickets) -> Result<String> {
    let pipe = match passing::receive(stream).await {
        Ok((Some(MANNER), Some(file))) => pipe_of(file),
        Ok(_) => None,
        Err(error) => return Err(not_understood(&error.to_string())),
    };
    let pipe = pipe.ok_or_else(|| not_understood("no pipe came along"))?;
    tickets.put(read(pipe).await?)
}

/// Only the reading end of a pipe is read from: never a file, a terminal or a device.
fn pipe_of(file: OwnedFd) -> Option<Receiver> {
    Receiver::from_owned_fd(file).ok()
}

async fn read(mut pipe: Receiver) -> Result<SecretString> {
    // Of its full size from the start: a buffer that grows leaves copies behind.
    let mut buffer = Zeroizing::new(vec![0; LONGEST + 1]);
    let mut length = 0;
    while length < buffer.len() {
        match pipe.read(&mut buffer[length..]).await {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) => return Err(not_understood(&error.to_string())),
        }
    }
    check_length(length)?;
    let text = str::from_utf8(&buffer[..length])
        .map_err(|_| ApiError::new(Code::Refused, "That is not text. Nothing was kept."))?;
    Ok(SecretString::from(text))
}

fn not_understood(why: &str) -> ApiError {
    ApiError::new(Code::Refused, format!("Stint did not understand what was handed over: {why}."))
        .hint("Nothing was kept. The connection is closed; connect again.")
}
