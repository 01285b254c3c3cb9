//! GitLab: personal tokens, grants with renewal, and the work that waits for people there.
//!
//! Its secrets are given to it, so that a test can look for them afterwards. What people do there is done to its
//! [`World`]; what is wrong with it is said in its [`Faults`].

mod api;
mod doings;
mod lists;
mod pages;
mod rate;
mod reviews;
mod routes;
mod shapes;
mod sign_in;
pub mod subject;
mod todos;
pub mod world;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use anyhow::Result;

use self::{rate::Rate, world::World};
use super::{faults::Faults, server::Server, tally::Tally};

/// The client id of the one app it knows.
pub const CLIENT_ID: &str = "stint-test";

/// What a person types on its page.
pub const USER_CODE: &str = "WDJB-MJHT";

/// A running GitLab of one's own.
pub struct GitLab {
    server: Server,
    books: Books,
}

/// All it knows; outlives the server, as a disk does.
#[derive(Clone, Default)]
pub struct Books(Arc<Mutex<State>>);

/// What it knows now.
#[derive(Default)]
pub struct State {
    /// Whoever shows one of these is let in.
    pub tokens: BTreeMap<String, Token>,
    /// What it will hand out.
    pub grants: Grants,
    /// How it is.
    pub weather: Weather,
    /// What people did there.
    pub world: World,
    /// What is wrong with some of its answers.
    pub faults: Faults,
    /// How many requests a minute it takes from anybody.
    pub rate: Rate,
    /// What it was asked.
    pub tally: Tally,
    /// Whether it leaves out how many there are, as it does for more than 10,000.
    pub hides_totals: bool,
    /// Whether it takes tokens back.
    pub keeps_tokens: bool,
    /// Whether the person typed the code of the device.
    pub is_agreed: bool,
    /// How many pairs were granted, renewed ones included.
    pub granted: u32,
    /// How many of these were renewed.
    pub renewed: u32,
    challenge: String,
    refresh: Option<String>,
}

/// A token, and what it may do.
#[derive(Clone, Debug, Default)]
pub struct Token {
    /// Whose it is.
    pub owner: String,
    /// What it may do.
    pub scopes: Vec<&'static str>,
    /// Its last day, `2031-11-18`.
    pub expires_at: Option<&'static str>,
    /// Whether it was granted to an app, not made by hand.
    pub is_granted: bool,
}

/// The secrets it will hand out; a number is appended to each token.
#[derive(Clone, Debug)]
pub struct Grants {
    /// How access tokens begin.
    pub access: String,
    /// How refresh tokens begin.
    pub refresh: String,
    /// What the browser brings back.
    pub code: String,
    /// What the device shows to the server.
    pub device_code: String,
    /// How long access tokens live, in seconds.
    pub life: u32,
}

/// How a server is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weather {
    /// As it should be.
    #[default]
    Fine,
    /// Behind a network that answers everything with a page to sign in.
    Portal,
    /// Down for maintenance.
    Broken,
}

impl Default for Grants {
    fn default() -> Self {
        let [access, refresh, code, device_code] = ["access", "refresh", "code", "device"].map(str::to_owned);
        Self { access, refresh, code, device_code, life: 7200 }
    }
}

impl GitLab {
    /// Starts one that knows nobody.
    pub fn start() -> Result<Self> {
        Self::start_again(0, Books::default())
    }

    /// Starts one at a port, with what it knew before.
    pub fn start_again(port: u16, books: Books) -> Result<Self> {
        let answering = books.clone();
        let server = Server::start(port, Arc::new(move |asked| answering.lock().answer(asked)))?;
        Ok(Self { server, books })
    }

    /// Where it lies.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.server.address())
    }

    /// The host and the port.
    #[must_use]
    pub fn host(&self) -> String {
        self.server.address().to_string()
    }

    /// What it knows, to be read and changed.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.books.lock()
    }

    /// Makes a token of mona's by hand.
    pub fn make_token(&self, token: &str, scopes: &[&'static str]) {
        let made = Token { owner: "mona".to_owned(), scopes: scopes.to_vec(), ..Token::default() };
        self.state().tokens.insert(token.to_owned(), made);
    }

    /// Ends every grant, as a person does at its page.
    pub fn forget_grants(&self) {
        let mut state = self.state();
        state.refresh = None;
        state.tokens.retain(|_, token| !token.is_granted);
    }

    /// How often it was asked.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.server.asked()
    }

    /// Goes down; the port is free, and what it knew is given back.
    pub fn stop(self) -> (u16, Books) {
        let port = self.server.address().port();
        drop(self.server);
        (port, self.books)
    }
}

impl Books {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
