//! The one interface of all services: what it is called, whose credentials these are, and capabilities found by asking.

use std::time::Duration;

use async_trait::async_trait;
use stint_core::incoming::{Batch, Cursor, WorkItem};

use crate::{error::Result, session::Session};

/// One outside service the person can connect.
#[async_trait]
pub trait Connector: Send + Sync {
    /// What it is called, how to sign in, how often to ask.
    fn descriptor(&self) -> &'static Descriptor;

    /// Finds out whose credentials these are.
    async fn identify(&self, session: &Session) -> Result<Identity>;

    /// Work waiting for the person: issues, pull requests, reviews.
    fn work(&self) -> Option<&dyn WorkSource> {
        None
    }
}

/// Where work comes from.
#[async_trait]
pub trait WorkSource: Send + Sync {
    /// Fetches what changed since `cursor`; `None` asks for everything.
    async fn fetch(&self, session: &Session, cursor: Option<&Cursor>) -> Result<Batch<WorkItem>>;
}

/// What is known of a service before anybody signs in; the sign-in form is drawn from it.
#[derive(Debug)]
pub struct Descriptor {
    /// Names it in the database and in the configuration, never changed.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// File name of its icon.
    pub icon: &'static str,
    /// Where it lies: scheme, host and port, such as `https://api.example.org`.
    pub origin: &'static str,
    /// Whether people run it on servers of their own.
    pub is_self_hosted: bool,
    /// The ways to sign in, best first.
    pub sign_in: &'static [SignIn],
    /// How long to wait between two fetches.
    pub poll_every: Duration,
}

/// A way to sign in.
#[derive(Debug)]
pub enum SignIn {
    /// The person makes a token at the service and pastes it.
    Token {
        /// The page where it is made.
        made_at: &'static str,
        /// What it must be allowed to do.
        scopes: &'static [&'static str],
    },
}

/// Whose credentials they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// What the service calls the person, unique and unchanging.
    pub remote_id: String,
    /// What other people call them.
    pub name: String,
}
