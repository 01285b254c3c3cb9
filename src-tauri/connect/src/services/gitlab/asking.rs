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
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let encode = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    format!("/projects/{}", place.bytes().map(encode).collect::<String>())
}

/// A value of a query, encoded.
pub(super) fn value(text: &str) -> String {
    reqwest::Url::parse_with_params("q://q", [("", text)])
        .ok()
        .and_then(|url| url.query().map(|query| query.trim_start_matches('=').to_owned()))
        .unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_one_segment_of_a_path_and_a_label_one_value_of_a_query() {
        assert_eq!(project("group/sub/app.js"), "/projects/group%2Fsub%2Fapp.js");
        assert_eq!(project("grüppe/a b?c#d"), "/projects/gr%C3%BCppe%2Fa%20b%3Fc%23d");
        assert_eq!(value("type::bug & more=x#1"), "type%3A%3Abug+%26+more%3Dx%231");
        assert_eq!(value("=a"), "%3Da");
    }
}
