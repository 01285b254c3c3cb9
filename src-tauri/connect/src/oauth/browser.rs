//! Signing in with the system browser, which comes back to a port of this computer (RFC 8252 §7.3).

use std::{fmt, time::Duration};

use jiff::{SignedDuration, Timestamp};
use oauth2::CsrfToken;
use reqwest::Url;
use stint_core::credentials::Credentials;
use tokio::time::timeout;

use super::{App, Code, SignInError, attempt::Attempt, callback::Expected, listener::Listener, way_back};
use crate::{
    connector::{Descriptor, OAuth},
    sites::Sites,
};

/// How long the person has in the browser.
const PATIENCE: Duration = Duration::from_secs(300);

/// How long a connection has to say what it wants.
const PATIENCE_WITH_A_GUEST: Duration = Duration::from_secs(5);

/// A sign-in that waits for the browser; dropping it closes the port.
pub struct Browser {
    /// The page to open.
    pub url: Url,
    /// Where the browser comes back to: `http://127.0.0.1:49152/gitlab`.
    pub redirect: String,
    /// When it is given up.
    pub expires_at: Timestamp,
    attempt: Attempt,
    expected: Expected,
    listener: Listener,
    path: String,
    patience: Duration,
}

/// Opens a port of this computer and says which page to open; `own` is the origin of a host of the person's own, and `now` begins the five minutes.
pub async fn begin(
    descriptor: &'static Descriptor,
    own: Option<&str>,
    oauth: &'static OAuth,
    sites: &Sites,
    app: &App,
    scopes: &[String],
    now: Timestamp,
) -> Result<Browser, SignInError> {
    let listener = Listener::open(PATIENCE_WITH_A_GUEST)?;
    let registered = way_back(descriptor, own);
    let path = match oauth.takes_any_path {
        true => format!("{registered}/{}", CsrfToken::new_random().secret()),
        false => registered,
    };
    let redirect = format!("http://{}{path}", listener.host());
    let begun = Attempt::begin(descriptor, oauth, sites, app, scopes, redirect.clone()).await?;
    let (attempt, url, expected) = begun;
    let expires_at = expiry(now);
    Ok(Browser { url, redirect, expires_at, attempt, expected, listener, path, patience: PATIENCE })
}

impl Browser {
    /// Waits for the browser; its port is closed when it came.
    pub async fn came(self) -> Result<Came, SignInError> {
        let answer = timeout(self.patience, self.listener.answer(self.path, self.expected)).await;
        let code = answer.map_err(|_| SignInError::TimedOut)??;
        Ok(Came { attempt: self.attempt, code })
    }

    /// Waits for the browser and exchanges the code it brings; the clock says when the answer came.
    pub async fn finish(self, now: impl Fn() -> Timestamp) -> Result<Credentials, SignInError> {
        self.came().await?.finish(now).await
    }

    /// Lets the person and a connection have less time.
    #[cfg(test)]
    pub(super) fn hurried(mut self, patience: Duration, with_a_guest: Duration) -> Self {
        self.patience = patience;
        self.listener.hurry(with_a_guest);
        self
    }
}

/// A sign-in to which the browser came back with a code.
pub struct Came {
    attempt: Attempt,
    code: Code,
}

impl Came {
    /// Exchanges the code; once this was begun the service may have granted, whoever waits for it.
    pub async fn finish(self, now: impl Fn() -> Timestamp) -> Result<Credentials, SignInError> {
        self.attempt.exchange(self.code, now).await
    }
}

/// When a sign-in with a browser that begins now is given up.
pub(super) fn expiry(now: Timestamp) -> Timestamp {
    now.checked_add(SignedDuration::try_from(PATIENCE).unwrap_or_default()).unwrap_or(now)
}

impl fmt::Debug for Came {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Came").finish_non_exhaustive()
    }
}

impl fmt::Debug for Browser {
    /// Without the page, for its address holds the state.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Browser").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}
