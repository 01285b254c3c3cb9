//! What became of credentials, told by the answer to the request to forget them.

use jiff::Timestamp;
use stint_core::credentials::Credentials;

use crate::{
    connector::{OAuth, Revoked},
    error::{Error, Result},
    http::Reply,
    oauth::{self, App},
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

/// Revokes a grant as RFC 7009 says; where a secret of the person's own app would be asked for, this cannot be done here.
pub(super) async fn of_grant(session: &Session, oauth: &'static OAuth, credentials: &Credentials) -> Result<Revoked> {
    let app = App { client_id: credentials.client_id.clone().unwrap_or_default(), client_secret: None };
    oauth::revoke(&session.sites, oauth, &app, credentials, session.now).await
}
