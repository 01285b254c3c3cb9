//! The server: lets clients in, one task each, and keeps count of the windows.

mod seats;
mod session;

use std::{future::Future, sync::Arc, time::Duration};

use serde_json::Value;
use tokio::{sync::broadcast, task::JoinSet, time};
use tokio_util::sync::CancellationToken;

use crate::{
    ApiError, Code, Event, Request, Result,
    frame::{self, FROM_SERVER},
    hello::Greeting,
    socket::Stream,
};
use seats::Seats;

pub use crate::socket::{Listener, bind};

/// The most clients at a time.
const MOST_CLIENTS: usize = 64;
/// How long to wait after the system could not give us a connection, as when it has no more file descriptors.
const BREATH: Duration = Duration::from_secs(1);
/// How long clients get to take their last answers when the engine ends.
const FAREWELL: Duration = Duration::from_secs(2);

/// What the server needs of the engine.
pub trait Door: Clone + Send + Sync + 'static {
    /// Passes a request on and brings its reply.
    fn send(&self, request: Request) -> impl Future<Output = Result<Value>> + Send;
    /// Everything the engine tells from now on.
    fn events(&self) -> broadcast::Receiver<Event>;
    /// Hears how many windows are connected, each time it changes; must not block.
    fn watchers_changed(&self, windows: usize);
}

/// Serves clients until `cancel`, then lets answers under way go out and closes every connection within two seconds.
///
/// Wants a tokio runtime with I/O and time, of either kind; sets no timer while nothing happens.
pub async fn serve<D: Door>(listener: Listener, door: D, cancel: CancellationToken) {
    let seats = Arc::new(Seats::new(door));
    let mut sessions = JoinSet::new();
    loop {
        tokio::select! {
            () = cancel.cancelled() => break,
            Some(_) = sessions.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok(stream) if left_in(&mut sessions) >= MOST_CLIENTS => turn_away(&stream),
                Ok(stream) => {
                    sessions.spawn(session::run(stream, Arc::clone(&seats), cancel.clone()));
                }
                Err(error) => {
                    tracing::warn!(%error, "no client can be let in at the moment");
                    time::sleep(BREATH).await;
                }
            },
        }
    }
    drop(listener);
    if time::timeout(FAREWELL, async { while sessions.join_next().await.is_some() {} }).await.is_err() {
        tracing::debug!("some clients did not take their last answers");
    }
}

/// How many clients are in, those that just went not counted.
fn left_in(sessions: &mut JoinSet<()>) -> usize {
    while sessions.try_join_next().is_some() {}
    sessions.len()
}

/// Says in one frame why nobody is let in; a fresh socket takes that much at once.
fn turn_away(stream: &Stream) {
    let words = format!("Stint already serves {MOST_CLIENTS} programs at a time, and lets no more in.");
    let error = ApiError::new(Code::Refused, words).hint("Close some of them and try again.");
    let written = frame::encode(&Greeting::Error(error), FROM_SERVER).map(|frame| stream.try_write(&frame));
    tracing::warn!(is_told = matches!(written, Ok(Ok(_))), "a client too many was turned away");
}
