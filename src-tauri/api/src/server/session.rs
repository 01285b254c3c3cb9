//! One client's connection: its greeting, its requests side by side, and what it is told.

use std::{io, sync::Arc, time::Duration};

use serde_json::Value;
use tokio::{
    io::AsyncWriteExt,
    sync::broadcast::{self, error::RecvError},
    task::JoinSet,
    time,
};
use tokio_util::sync::CancellationToken;

use super::{Door, seats::Seats};
use crate::{
    ApiError, Code, Event, Result, Topic,
    frame::{self, FROM_CLIENT, FROM_SERVER, FrameError, FrameReader},
    hello::{Greeting, Hello},
    socket::{Reader, Stream, Writer},
    wire::{Asked, Told},
};

/// How long a client may take to say who it is.
const GREETING: Duration = Duration::from_secs(5);
/// How long a client may take to read one frame.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many requests of one client are under way at a time; more wait in its socket.
const MOST_REQUESTS: usize = 32;

/// Serves one client until it goes, misbehaves, or the server ends.
pub(super) async fn run<D: Door>(stream: Stream, seats: Arc<Seats<D>>, cancel: CancellationToken) {
    let (reader, writer) = stream.into_split();
    let mut frames = FrameReader::new(reader, FROM_CLIENT);
    let mut out = Out(writer);
    let hello = match greet(&mut frames, &cancel).await {
        Ok(Some(hello)) => hello,
        Ok(None) => return,
        Err(error) => return out.farewell(&Greeting::Error(error)).await,
    };
    // Subscribed before the welcome, so that nothing is missed after it.
    let events = hello.wants_events.then(|| seats.door.events());
    let _seat = hello.is_window.then(|| seats.take());
    if let Err(error) = out.write(&Greeting::welcome()).await {
        tracing::debug!(%error, program = hello.program, "a client went before its welcome");
        return;
    }
    let session = Session { door: &seats.door, frames, out, events, answers: JoinSet::new() };
    if let Err(error) = session.talk(&cancel).await {
        tracing::info!(%error, program = hello.program, "a client was dropped");
    }
}

/// Who calls; `None` where the caller went again without a word.
async fn greet(frames: &mut FrameReader<Reader>, cancel: &CancellationToken) -> Result<Option<Hello>> {
    let first = tokio::select! {
        () = cancel.cancelled() => return Ok(None),
        first = time::timeout(GREETING, frames.next()) => first,
    };
    let frame = match first {
        Ok(Ok(Some(frame))) => frame,
        Ok(Err(error @ FrameError::TooLong { .. })) => return Err(not_understood(&error)),
        Ok(Ok(None) | Err(FrameError::Half | FrameError::Io(_))) | Err(_) => return Ok(None),
    };
    let hello: Hello = serde_json::from_slice(&frame).map_err(|error| not_understood(&error))?;
    hello.check()?;
    Ok(Some(hello))
}

fn not_understood(error: &dyn std::error::Error) -> ApiError {
    ApiError::new(Code::Refused, format!("Stint did not understand this program: {error}."))
        .hint("Nothing was changed. The connection is closed; connect again.")
}

struct Session<'a, D> {
    door: &'a D,
    frames: FrameReader<Reader>,
    out: Out,
    events: Option<broadcast::Receiver<Event>>,
    answers: JoinSet<(u64, Result<Value>)>,
}

impl<D: Door> Session<'_, D> {
    async fn talk(mut self, cancel: &CancellationToken) -> io::Result<()> {
        loop {
            tokio::select! {
                () = cancel.cancelled() => return self.finish().await,
                Some(answered) = self.answers.join_next() => {
                    let Ok((id, result)) = answered else { continue };
                    self.out.answer(id, result).await?;
                }
                event = next(&mut self.events) => match event {
                    Ok(event) => self.out.write(&Told::Event(event)).await?,
                    Err(RecvError::Lagged(_)) => self.out.everything_changed().await?,
                    Err(RecvError::Closed) => return self.finish().await,
                },
                frame = self.frames.next(), if self.answers.len() < MOST_REQUESTS => match frame {
                    Ok(Some(frame)) => match serde_json::from_slice(&frame) {
                        Ok(asked) => self.ask(asked),
                        Err(error) => return self.close(not_understood(&error)).await,
                    },
                    // It may only have stopped asking, and still read its answers.
                    Ok(None) => return self.finish().await,
                    Err(error) => return self.close(not_understood(&error)).await,
                },
            }
        }
    }

    fn ask(&mut self, Asked { id, request }: Asked) {
        let door = self.door.clone();
        self.answers.spawn(async move { (id, door.send(request).await) });
    }

    /// Lets out what is under way: the answer to `quit`, and the event that says so.
    async fn finish(mut self) -> io::Result<()> {
        while let Some(answered) = self.answers.join_next().await {
            let Ok((id, result)) = answered else { continue };
            self.out.answer(id, result).await?;
        }
        while let Some(Ok(event)) = self.events.as_mut().map(broadcast::Receiver::try_recv) {
            self.out.write(&Told::Event(event)).await?;
        }
        self.out.0.shutdown().await
    }

    /// Says why the connection ends.
    async fn close(mut self, error: ApiError) -> io::Result<()> {
        tracing::info!(%error, "a client sent what is no request");
        self.out.farewell(&Told::Closed { error }).await;
        Ok(())
    }
}

/// The next event; for ever pending where none is wanted.
async fn next(events: &mut Option<broadcast::Receiver<Event>>) -> std::result::Result<Event, RecvError> {
    match events {
        Some(events) => events.recv().await,
        None => std::future::pending().await,
    }
}

/// The way to the client; a client that does not read is given up.
struct Out(Writer);

impl Out {
    async fn write(&mut self, value: &impl serde::Serialize) -> io::Result<()> {
        let frame = frame::encode(value, FROM_SERVER).map_err(io::Error::other)?;
        time::timeout(PATIENCE, frame::write(&mut self.0, &frame)).await?
    }

    async fn answer(&mut self, id: u64, result: Result<Value>) -> io::Result<()> {
        let answer = Told::answer(id, result);
        match frame::encode(&answer, FROM_SERVER) {
            Ok(frame) => time::timeout(PATIENCE, frame::write(&mut self.0, &frame)).await?,
            Err(error) => {
                let words = format!("The answer is too large to be sent: {error}.");
                let error = ApiError::new(Code::Refused, words).hint("Ask for less at a time.");
                self.write(&Told::Failed { id, error }).await
            }
        }
    }

    /// For a client that was told too much at once: let it ask for everything again.
    async fn everything_changed(&mut self) -> io::Result<()> {
        for topic in Topic::ALL {
            self.write(&Told::Event(Event::Changed { topic })).await?;
        }
        Ok(())
    }

    async fn farewell(&mut self, value: &impl serde::Serialize) {
        if let Err(error) = self.write(value).await {
            tracing::debug!(%error, "a client did not hear why it was sent away");
        }
    }
}
