//! One question to the API of Gitea, and what its answer means.

use serde::de::DeserializeOwned;
use stint_core::secret::ExposeSecret;

use crate::{
    error::{Error, Result},
    http::Reply,
    services::work,
    session::Session,
};

/// Asks; a repository that moved is followed once, on the same origin, whose answer names no host.
pub(super) async fn get(session: &Session, path: &str) -> Result<Reply> {
    let api = session.sites.at("api")?;
    let reply = api.send(api.get(path)?.bearer_auth(session.secret.expose_secret())).await?;
    let web = session.sites.at("web")?;
    let Some(Ok(request)) = work::redirect(&reply).map(|to| web.get(&to)) else {
        return reply.accepted(session.now);
    };
    web.send(request.bearer_auth(session.secret.expose_secret())).await?.accepted(session.now)
}

/// Asks for one thing; none where it is not there, or not for the person.
pub(super) async fn one<T: DeserializeOwned>(session: &Session, path: &str) -> Result<Option<T>> {
    match get(session, path).await {
        Ok(reply) => reply.json().map(Some),
        Err(Error::Refused { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The path of a repository, owner and name encoded.
pub(super) fn repository(place: &str) -> String {
    let (owner, name) = place.split_once('/').unwrap_or((place, ""));
    format!("/repos/{}/{}", work::segment(owner), work::segment(name))
}
