//! The one interface of all services: what it is called, whose credentials these are, and capabilities found by asking.

mod asked;
mod descriptor;
mod sign_in;

use async_trait::async_trait;
use jiff::Timestamp;
use stint_core::{
    credentials::Credentials,
    secret::Secret,
    work::{LookedUp, WorkBatch},
};

pub use self::{
    asked::{Asked, Depth, Known, Progress},
    descriptor::{Descriptor, Hosts, Manners, Need, Scope, Site},
    sign_in::{End, OAuth, SignIn, TokenForm},
};
use crate::{error::Result, session::Session};

/// One outside service the person can connect.
#[async_trait]
pub trait Connector: Send + Sync {
    /// What it is called, how to sign in, how often to ask.
    fn descriptor(&self) -> &'static Descriptor;

    /// What a pasted token is instead of one of this service, judged by its first letters alone: `This is a GitLab token.`
    fn mistaken(&self, _token: &Secret) -> Option<&'static str> {
        None
    }

    /// The name and the path that an account was signed in with, where its [`Identity::remote_id`] tells them.
    fn recall(&self, _remote_id: &str) -> Option<Recalled> {
        None
    }

    /// Finds out whose credentials these are, and what they may do.
    async fn identify(&self, session: &Session) -> Result<Identity>;

    /// Tells the service to forget the credentials.
    async fn revoke(&self, _session: &Session, _credentials: &Credentials) -> Result<Revoked> {
        Ok(Revoked::NotOffered)
    }

    /// Work waiting for the person: issues, pull requests, reviews.
    fn work(&self) -> Option<&dyn WorkSource> {
        None
    }
}

/// Where work comes from: issues, reviews, pull requests, mentions.
///
/// What it asks the service at which beat is its own affair and lies in its cursor: the engine calls it when the batch before said so.
#[async_trait]
pub trait WorkSource: Send + Sync {
    /// Fetches what is due at `asked.now`, or everything.
    async fn fetch(&self, session: &Session, asked: &Asked<'_>) -> Result<WorkBatch>;

    /// Looks items up one by one (descriptions, checks and reviews included): an answer each, in their order.
    async fn look_up(&self, session: &Session, asked: &Asked<'_>, wanted: &[Known]) -> Result<Vec<LookedUp>>;

    /// Tells the service that the person read about it.
    async fn mark_read(&self, _session: &Session, _thread: &str) -> Result<()> {
        Ok(())
    }

    /// Whether the service can be told so.
    fn can_mark_read(&self) -> bool {
        false
    }
}

/// Whose credentials they are, and what the service says of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// What the service calls the person, unique and unchanging.
    pub remote_id: String,
    /// What other people call them.
    pub name: String,
    /// What was granted; none where the service does not say, and what was said when it was granted stands.
    pub scopes: Option<Vec<String>>,
    /// When the credentials end; none where the service does not say.
    pub expires_at: Option<Timestamp>,
}

/// What goes along with the credentials of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recalled {
    /// The name to sign in with.
    pub user: String,
    /// The path that the credentials are checked on.
    pub path: String,
}

/// What became of credentials that the service was told to forget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revoked {
    /// It forgot them.
    Forgotten,
    /// It offers no way to tell it; the person removes them on its page.
    NotOffered,
}
