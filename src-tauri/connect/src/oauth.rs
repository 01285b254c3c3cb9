//! Conducts sign-ins at OAuth servers, renewals and revocations.
//!
//! PKCE and state come from the `oauth2` crate. Its exchange is not used: GitHub answers errors with 200, Slack nests its tokens, and it would bring a
//! client of its own beside the guarded one.

mod attempt;
pub mod browser;
mod callback;
pub mod device;
mod error;
mod head;
pub mod link;
mod listener;
mod metadata;
mod page;
mod renewal;
mod revocation;
#[cfg(test)]
mod tests;
mod tokens;
mod way_back;

use stint_core::secret::Secret;

pub use self::{
    callback::{Code, Judged},
    error::SignInError,
    renewal::refresh,
    revocation::revoke,
    way_back::way_back,
};
use crate::connector::OAuth;

/// The OAuth app that asks: built in, or the person's own.
#[derive(Clone, Debug)]
pub struct App {
    /// Names it at the service; no secret.
    pub client_id: String,
    /// The secret of the person's own app, where it has one.
    pub client_secret: Option<Secret>,
}

impl App {
    /// What is sent along to show which app asks; a secret goes to the token end points only, never into a browser (RFC 6749 §2.3.1).
    fn proof<'a>(&'a self, oauth: &'static OAuth) -> impl Iterator<Item = (&'a str, &'a str)> {
        use stint_core::secret::ExposeSecret;
        let is_built_in = oauth.client_id == Some(self.client_id.as_str());
        let built_in = if is_built_in { oauth.client_secret } else { None };
        let secret = self.client_secret.as_ref().map(ExposeSecret::expose_secret).or(built_in);
        [("client_id", self.client_id.as_str())].into_iter().chain(secret.map(|secret| ("client_secret", secret)))
    }
}
