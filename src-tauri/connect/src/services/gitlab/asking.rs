//! One question to GitLab's API, and what its answer means.

use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use serde::de::DeserializeOwned;
use stint_core::secret::ExposeSecret;

use crate::{
    error::{Error, Result},
    http::Reply,
    services::work,
    session::Session,
};

/// The longest a limit may send us away.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(1);

/// Asks; with a tag, whether there is anything new. A project that moved is followed once, on the same origin.
///
/// <https://docs.gitlab.com/api/rest/#redirects>
pub(super) async fn get(session: &Session, path: &str, etag: Option<&str>) -> Result<Reply> {
    let api = session.sites.at("api")?;
    let mut request = api.get(path)?.bearer_auth(session.secret.expose_secret());
    if let Some(etag) = etag {
        request = request.header("If-None-Match", etag);
    }
    let reply = api.send(request).await?;
    let web = session.sites.at("web")?;
    let Some(Ok(request)) = work::redirect(&reply).map(|to| web.get(&to)) else {
        return accepted(reply, session.now);
    };
    accepted(web.send(request.bearer_auth(session.secret.expose_secret())).await?, session.now)
}

/// Asks for one thing; none where it is not there, or not for the person.
pub(super) async fn one<T: DeserializeOwned>(session: &Session, path: &str) -> Result<Option<T>> {
    match get(session, path, None).await {
        Ok(reply) => reply.json().map(Some),
        Err(Error::Refused { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The path of a project, its slashes encoded, for only as one segment it is the name of a project.
pub(super) fn project(place: &str) -> String {
    format!("/projects/{}", work::segment(place))
}

/// A limit may say when it ends in a field of its own (<https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers>).
pub(super) fn accepted(reply: Reply, now: Timestamp) -> Result<Reply> {
    let reset = reply.header("ratelimit-resettime").and_then(|date| rfc2822::parse(date).ok());
    match reply.accepted(now) {
        Err(Error::ComeBackLater { at: None }) => {
            let latest = now.checked_add(LONGEST_WAIT).unwrap_or(Timestamp::MAX);
            Err(Error::ComeBackLater { at: reset.map(|reset| reset.timestamp().clamp(now, latest)) })
        }
        other => other,
    }
}
