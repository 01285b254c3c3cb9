//! Renews credentials (RFC 6749 §6).

use jiff::Timestamp;
use stint_core::{credentials::Credentials, secret::ExposeSecret};

use super::{App, tokens};
use crate::{
    connector::OAuth,
    error::{Error, Result},
    sites::Sites,
};

/// Buys new credentials with the refresh token; the clock says when they came, from where their life counts.
///
/// What they were bought with is used up as soon as this was begun: keep the new ones before they are used, and never ask twice at once.
/// [`Error::SignInAgain`] where the refresh token is worth nothing any more, or belongs to another OAuth app.
pub async fn refresh(
    sites: &Sites,
    oauth: &'static OAuth,
    app: &App,
    credentials: &Credentials,
    now: impl Fn() -> Timestamp,
) -> Result<Credentials> {
    let refresh = credentials.refresh.as_ref().filter(|_| is_issued_to(app, credentials)).ok_or(Error::SignInAgain)?;
    let form = [("grant_type", "refresh_token"), ("refresh_token", refresh.expose_secret())];
    let answer = tokens::ask(sites, oauth, app, &form, &now).await?;
    let fresh = answer.granted(app, &[], now())?;
    let old = credentials.clone();
    Ok(Credentials {
        // Where none came along the old one goes on (RFC 6749 §6), and so do scopes that are not named.
        refresh: fresh.refresh.or(old.refresh),
        scopes: fresh.scopes.or(old.scopes),
        user: old.user,
        path: old.path,
        ..fresh
    })
}

/// A refresh token is shown to no other app than its own.
pub(super) fn is_issued_to(app: &App, credentials: &Credentials) -> bool {
    credentials.client_id.as_ref().is_none_or(|client_id| *client_id == app.client_id)
}
