//! The client: any number of calls side by side over one connection.

mod replies;

use std::{io, path::Path, sync::Arc, time::Duration};

use serde_json::Value;
use tokio::{
    sync::{
        Mutex,
        mpsc::{self, UnboundedReceiver, UnboundedSender},
    },
    time,
};

use crate::{
    ApiError, Call, Code, Event, Request, Result,
    frame::{self, FROM_CLIENT, FROM_SERVER, FrameError, FrameReader},
    hello::{Greeting, Hello},
    socket::{self, Reader, Writer},
    wire::{Asked, Told},
};
use replies::Replies;

/// How long a server may take to greet.
const GREETING: Duration = Duration::from_secs(5);

/// A connection to the engine; clones share it, and it closes with the last of them.
#[derive(Clone, Debug)]
pub struct Client {
    frames: UnboundedSender<Vec<u8>>,
    replies: Arc<Replies>,
    events: Arc<Mutex<Option<EventStream>>>,
}

/// What the engine tells a watching client, in order.
#[derive(Debug)]
pub struct EventStream(UnboundedReceiver<Event>);

impl EventStream {
    /// The next event, or `None` once the connection is gone.
    pub async fn next(&mut self) -> Option<Event> {
        self.0.recv().await
    }
}

impl Client {
    /// Connects a program that only asks; `Code::NotRunning` where nobody listens.
    pub async fn connect(path: &Path, program: &str) -> Result<Self> {
        Self::connect_as(path, Hello::of(program)).await
    }

    /// Connects as `hello` says: watching, or as the window.
    pub async fn connect_as(path: &Path, hello: Hello) -> Result<Self> {
        let stream = socket::connect(path).await.map_err(|error| unreachable_at(path, &error))?;
        let (reader, mut writer) = stream.into_split();
        let mut reader = FrameReader::new(reader, FROM_SERVER);
        // A server that turns us away may have closed before it read this: what it wrote counts.
        let greeted = async {
            let said = frame::write(&mut writer, &encode(&hello)?).await;
            match reader.next().await {
                Ok(Some(frame)) => read_greeting(&frame),
                Ok(None) => Err(ended(said.err())),
                Err(error) => Err(ended(Some(error))),
            }
        };
        time::timeout(GREETING, greeted).await.unwrap_or_else(|_| Err(silent()))?;
        let (frames, outgoing) = mpsc::unbounded_channel();
        let (tell, events) = mpsc::unbounded_channel();
        let replies = Arc::new(Replies::default());
        let heard = hello.wants_events.then_some(tell);
        drop(tokio::spawn(listen(reader, Arc::clone(&replies), heard)));
        drop(tokio::spawn(speak(writer, outgoing)));
        let events = hello.wants_events.then_some(EventStream(events));
        Ok(Self { frames, replies, events: Arc::new(Mutex::new(events)) })
    }

    /// Sends a request and waits for its reply.
    pub async fn call<C: Call>(&self, call: C) -> Result<C::Reply> {
        let reply = self.send(Request::of(&call)).await?;
        serde_json::from_value(reply).map_err(|error| {
            ApiError::new(Code::Internal, format!("The reply to {} was not understood: {error}.", C::NAME))
        })
    }

    /// Sends a request whose type is not known here.
    pub async fn send(&self, request: Request) -> Result<Value> {
        let (id, reply) = self.replies.expect()?;
        let waiting = self.replies.waiting(id);
        let frame = encode(&Asked { id, request })?;
        if self.frames.send(frame).is_err() {
            return Err(ended(None::<io::Error>));
        }
        let reply = reply.await.unwrap_or_else(|_| Err(ended(None::<io::Error>)));
        drop(waiting);
        reply
    }

    /// What the engine tells; only for a client that connected watching, and only once.
    pub async fn events(&self) -> Result<EventStream> {
        let words = "Events were not asked for when this client connected, or were taken already.";
        self.events.lock().await.take().ok_or_else(|| ApiError::new(Code::Internal, words))
    }
}

/// Takes in what the server says until it ends.
async fn listen(mut frames: FrameReader<Reader>, replies: Arc<Replies>, events: Option<UnboundedSender<Event>>) {
    let why = loop {
        let told = match frames.next().await {
            Ok(Some(frame)) => serde_json::from_slice(&frame),
            Ok(None) => break ended(None::<io::Error>),
            Err(error) => break ended(Some(error)),
        };
        match told {
            Ok(Told::Granted { id, ok }) => replies.settle(id, Ok(ok)),
            Ok(Told::Failed { id, error }) => replies.settle(id, Err(error)),
            // Nobody listens any more: an event lost costs nothing.
            Ok(Told::Event(event)) => drop(events.as_ref().map(|events| events.send(event))),
            Ok(Told::Closed { error }) => break error,
            Err(error) => break ended(Some(error)),
        }
    };
    replies.close(&why);
}

/// Writes what calls send, apart from the listening, so that two full sockets never wait for each other.
async fn speak(mut writer: Writer, mut frames: UnboundedReceiver<Vec<u8>>) {
    while let Some(frame) = frames.recv().await {
        if let Err(error) = frame::write(&mut writer, &frame).await {
            // `listen` hears of the same end, and knows more about it.
            tracing::debug!(%error, "a request could not be sent");
            return;
        }
    }
}

fn read_greeting(frame: &[u8]) -> Result<()> {
    match serde_json::from_slice(frame) {
        Ok(Greeting::Welcome { .. }) => Ok(()),
        Ok(Greeting::Error(error)) => Err(error),
        Err(error) => Err(ended(Some(error))),
    }
}

fn encode(value: &impl serde::Serialize) -> Result<Vec<u8>> {
    frame::encode(value, FROM_CLIENT).map_err(|error| match error {
        FrameError::TooLong { .. } => {
            ApiError::new(Code::Refused, format!("That is too long: {error}.")).hint("Shorten it. Nothing was changed.")
        }
        FrameError::Half | FrameError::Io(_) => ApiError::new(Code::Internal, error.to_string()),
    })
}

fn unreachable_at(path: &Path, error: &io::Error) -> ApiError {
    let is_absent = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused);
    let words = if is_absent {
        "Stint is not running.".to_owned()
    } else {
        format!("Stint cannot be reached at {}: {error}.", path.display())
    };
    ApiError::new(Code::NotRunning, words).hint("Start it with `stint`, or look at `stint doctor`.")
}

fn silent() -> ApiError {
    ApiError::new(Code::NotRunning, "Stint runs, but does not answer.")
        .hint("Wait a moment and try again. If it stays so, end the program and start it again; the timer goes on.")
}

fn ended(error: Option<impl std::fmt::Display>) -> ApiError {
    let why = error.map(|error| format!(": {error}")).unwrap_or_default();
    ApiError::new(Code::NotRunning, format!("The connection to Stint ended{why}."))
        .hint("Start it again with `stint`. What was acknowledged is kept.")
}
