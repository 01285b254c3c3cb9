//! Tells a server to forget credentials (RFC 7009).

use jiff::Timestamp;
use serde::Deserialize;
use stint_core::{
    credentials::Credentials,
    secret::{ExposeSecret, Secret},
};

use super::{App, tokens};
use crate::{
    connector::{OAuth, Revoked},
    error::{Error, Result},
    http::Reply,
    sites::Sites,
};

#[derive(Deserialize)]
struct Wire {
    error: String,
}

/// Has the refresh token forgotten, and with it what it could buy; then the access token.
///
/// [`Revoked::NotOffered`] where there is no end point, or it does not listen to this app.
pub async fn revoke(
    sites: &Sites,
    oauth: &'static OAuth,
    app: &App,
    credentials: &Credentials,
    now: Timestamp,
) -> Result<Revoked> {
    let mut outcome = Revoked::NotOffered;
    let tokens = [("refresh_token", credentials.refresh.as_ref()), ("access_token", Some(&credentials.access))];
    for (kind, token) in tokens.into_iter().filter_map(|(kind, token)| Some((kind, token?))) {
        outcome = forget(sites, oauth, app, (kind, token), now).await?;
    }
    Ok(outcome)
}

async fn forget(
    sites: &Sites,
    oauth: &'static OAuth,
    app: &App,
    (kind, token): (&str, &Secret),
    now: Timestamp,
) -> Result<Revoked> {
    let Some(end) = oauth.revoke else { return Ok(Revoked::NotOffered) };
    let form = [("token", token.expose_secret()), ("token_type_hint", kind)];
    let reply = tokens::post(sites, end, oauth, app, &form).await?;
    match reply.status() {
        _ if is_gone(&reply) => Ok(Revoked::Forgotten),
        // A page of the network in between has forgotten nothing.
        200..=299 if reply.is_page() => Err(Error::Unreachable("a page answered that is not the service".into())),
        // 401 and 403 speak of the app, not of the token (RFC 7009 §2.2.1): one with a secret may be asked to prove itself.
        401 | 403 | 404 => Ok(Revoked::NotOffered),
        _ => reply.accepted(now).map(|_| Revoked::Forgotten),
    }
}

/// A token that is not known any more needs no revoking; the standard says 200, Google says otherwise.
fn is_gone(reply: &Reply) -> bool {
    reply.json::<Wire>().is_ok_and(|wire| wire.error == "invalid_token" || wire.error == "unsupported_token_type")
}
