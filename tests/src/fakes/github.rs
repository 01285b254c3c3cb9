//! GitHub Enterprise, with a memory: sign-ins, issues, notifications and GraphQL, and whatever goes wrong on demand.

mod answers;
mod budget;
mod doings;
mod faults;
mod graphql;
mod lists;
mod model;
mod notifications;
mod pulls;
mod repository_shapes;
mod rest;
mod shapes;
mod sign_in;
mod sso;
mod state;
mod threads;

use std::{
    future::Future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

pub use self::{
    budget::{Resource, Spent},
    faults::Fault,
    graphql::schema,
    model::{
        Comment, Event, EventKind, Fate, Item, ItemId, Pull, Repository, RepositoryId, Review, Subject, Thread, User,
        UserId,
    },
    sign_in::{CLIENT_ID, Person, USER_CODE},
    state::{State, Token},
};
use super::{
    clock::Clock,
    server::Server,
    spoken::{Answer, Asked},
};

const GRAPHQL: &str = "/api/graphql";

/// A running GitHub of one's own; it ends when it is dropped.
pub struct GitHub {
    server: Server,
    state: Arc<Mutex<State>>,
}

impl GitHub {
    /// Starts one that knows mona and nobody else, whose clock stands until a test moves it.
    pub fn start() -> impl Future<Output = Self> + Send {
        std::future::ready(Self::with_clock(Clock::default()))
    }

    /// Starts one that goes by the clock of this machine, as programs do that it speaks to.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the programs read the same clock")]
    pub fn of_today() -> Self {
        Self::with_clock(Clock::read(jiff::Timestamp::now))
    }

    /// Starts one that goes by this clock.
    ///
    /// # Panics
    /// Where this machine has no port left.
    #[must_use]
    pub fn with_clock(clock: Clock) -> Self {
        let state = Arc::new(Mutex::new(State::new(clock)));
        let shared = Arc::clone(&state);
        let answering = Arc::new(move |asked: &Asked| answer(&mut lock(&shared), asked));
        let server = Server::start(0, answering).unwrap_or_else(|why| panic!("no server: {why}"));
        Self { server, state }
    }

    /// Where it lies; REST is below `/api/v3`, GraphQL at `/api/graphql`.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.server.address())
    }

    /// What it knows, to be read and changed.
    pub fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Makes a token of mona's by hand.
    pub fn make_token(&self, token: &str, scopes: &'static str) {
        self.state().make_token(token, "mona", scopes);
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The right answer, or what goes wrong instead.
fn answer(state: &mut State, asked: &Asked) -> Answer {
    let fault = state.fault(asked);
    let answer = match fault.as_ref().and_then(|fault| fault.instead(state)) {
        Some(answer) => {
            let is_graphql = asked.url.path() == GRAPHQL;
            state.charge(None, if is_graphql { Resource::GraphQl } else { Resource::Core }, 0);
            answer
        }
        None => right(state, asked),
    };
    let answer = fault.iter().fold(answer, |answer, fault| fault.spoil(answer));
    let date = state.now().saturating_add(state.skew).unwrap_or_default();
    answer.with("Date", rest::http_date(date)).with("Server", "GitHub.com")
}

fn right(state: &mut State, asked: &Asked) -> Answer {
    match (asked.method.as_str(), asked.url.path()) {
        ("POST", "/login/device/code") => state.code(asked),
        ("POST", "/login/oauth/access_token") => state.token(asked),
        ("POST", "/api/v3/credentials/revoke") => state.revoke(asked),
        ("POST", GRAPHQL) => graphql::answer(state, asked),
        (_, path) => match path.strip_prefix("/api/v3/") {
            Some(path) => rest::answer(state, asked, path),
            None => answers::not_found(),
        },
    }
}
