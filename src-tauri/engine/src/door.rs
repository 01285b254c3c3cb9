//! The one door in: a cheap handle through which the tray, the socket and the shell reach the loop.

use serde_json::Value;
use stint_api::{ApiError, Call, Code, Event, Request, Result, handover::Tickets, view::ProblemView};
use tokio::sync::{broadcast, mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use crate::{
    Presence,
    routes::{self, Routed},
};

/// Where a reply goes.
pub(crate) type Reply = oneshot::Sender<Result<Value>>;

/// What comes through the door.
pub(crate) enum Message {
    Request(Routed, Reply),
    Windows(usize),
    Desktop(ProblemView),
    Presence(Presence),
}

/// How many events a slow client may lag behind before it must ask again for everything.
const EVENTS: usize = 64;

/// A handle on the loop; clones lead to the same one.
#[derive(Clone)]
pub struct Door {
    sender: mpsc::UnboundedSender<Message>,
    pub(crate) events: broadcast::Sender<Event>,
    pub(crate) end: CancellationToken,
    tickets: Tickets,
}

impl Door {
    /// A door and what comes through it.
    pub(crate) fn new(tickets: Tickets) -> (Self, mpsc::UnboundedReceiver<Message>) {
        // Every sender waits for its reply, so the queue is bounded by the number of clients.
        let (sender, receiver) = mpsc::unbounded_channel();
        let door = Self { sender, events: broadcast::Sender::new(EVENTS), end: CancellationToken::new(), tickets };
        (door, receiver)
    }

    /// Asks, and brings the typed reply.
    ///
    /// # Errors
    /// As the engine refuses, or `NotRunning` when the loop has ended.
    pub async fn call<C: Call>(&self, call: C) -> Result<C::Reply> {
        let reply = self.send(Request::of(&call)).await?;
        serde_json::from_value(reply)
            .map_err(|error| ApiError::new(Code::Internal, format!("Unexpected reply: {error}")))
    }

    /// Asks by name, and brings the reply as it travels.
    ///
    /// # Errors
    /// As [`Door::call`].
    pub async fn send(&self, request: Request) -> Result<Value> {
        let routed = routes::route(request)?;
        let (reply, answer) = oneshot::channel();
        self.sender.send(Message::Request(routed, reply)).map_err(|_| ended())?;
        answer.await.unwrap_or_else(|_| Err(ended()))
    }

    /// Everything the engine tells from now on.
    #[must_use]
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// Reports something wrong with the desktop; one of the same kind without a message takes it back.
    pub fn problem(&self, problem: ProblemView) {
        self.post(Message::Desktop(problem));
    }

    /// Reports that the machine slept, woke, lost the network or found it.
    pub fn presence(&self, change: Presence) {
        self.post(Message::Presence(change));
    }

    /// Where secrets are handed over.
    #[must_use]
    pub fn tickets(&self) -> Tickets {
        self.tickets.clone()
    }

    /// Ends the loop; what is under way is finished first.
    pub fn quit(&self) {
        self.end.cancel();
    }

    fn post(&self, message: Message) {
        if self.sender.send(message).is_err() {
            tracing::debug!("the loop has ended");
        }
    }
}

impl stint_api::server::Door for Door {
    fn send(&self, request: Request) -> impl Future<Output = Result<Value>> + Send {
        Self::send(self, request)
    }

    fn events(&self) -> broadcast::Receiver<Event> {
        Self::events(self)
    }

    fn watchers_changed(&self, windows: usize) {
        self.post(Message::Windows(windows));
    }
}

fn ended() -> ApiError {
    ApiError::new(Code::NotRunning, "Stint is ending.").hint("Start it again.")
}
