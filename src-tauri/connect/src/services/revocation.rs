//! What became of credentials, told by the answer to the request to forget them.

use jiff::Timestamp;
use stint_core::{credentials::Credentials, secret::ExposeSecret};

use crate::{
    connector::{End, Revoked},
    error::{Error, Result},
    http::Reply,
    session::Session,
};

/// Accepted means forgotten; so does that the service knows them no more. A page for people is no answer of the service.
pub(super) fn outcome(reply: Reply, now: Timestamp) -> Result<Revoked> {
    let is_page = reply.is_page();
    match reply.accepted(now) {
        Ok(_) if is_page => Err(Error::Unreachable("a page answered that is not the service".into())),
        Ok(_) | Err(Error::SignInAgain) => Ok(Revoked::Forgotten),
        Err(error) => Err(error),
    }
}

/// Revokes a grant by its refresh token, with which the access token goes (RFC 7009 §2.1); by the access token where there is no other.
pub(super) async fn of_grant(session: &Session, end: End, credentials: &Credentials) -> Result<Reply> {
    let (site, path) = (session.sites.at(end.0)?, end.1);
    let token = credentials.refresh.as_ref().unwrap_or(&credentials.access);
    let mut form = vec![("token", token.expose_secret())];
    form.extend(credentials.client_id.as_deref().map(|id| ("client_id", id)));
    site.send(site.post(path)?.form(&form)).await
}
