//! The token end point: what is asked of it, and what its answers mean.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer};
use stint_core::{
    credentials::Credentials,
    secret::{Secret, secret},
};

use super::{App, SignInError};
use crate::{
    connector::{End, OAuth},
    error::{Error, Result},
    http::Reply,
    sites::Sites,
};

/// What a server says while the person has not decided yet (RFC 8628 §3.5).
pub(super) const PENDING: &str = "authorization_pending";

/// What it says when it is asked too often.
pub(super) const SLOW_DOWN: &str = "slow_down";

/// The longest answer that is read, in bytes.
pub(super) const LONGEST_ANSWER: usize = 64 << 10;

/// The longest life that is believed.
const LONGEST_LIFE: SignedDuration = SignedDuration::from_hours(24 * 366 * 10);

/// An answer, whatever its status (RFC 6749 §5.1 and §5.2).
#[derive(Deserialize)]
pub(super) struct Answer {
    /// Comes first: GitHub sends errors with 200.
    #[serde(default)]
    error: Option<String>,
    /// Slack's own way to say whether it is an error.
    #[serde(default)]
    ok: Option<bool>,
    #[serde(flatten)]
    granted: Granted,
    /// Where Slack puts what belongs to a person.
    #[serde(default)]
    authed_user: Option<Granted>,
    /// How long to wait from now on, in seconds (GitHub, after `slow_down`).
    #[serde(default)]
    pub(super) interval: Option<u32>,
}

#[derive(Deserialize)]
struct Granted {
    #[serde(default, deserialize_with = "token")]
    access_token: Option<Secret>,
    #[serde(default, deserialize_with = "token")]
    refresh_token: Option<Secret>,
    #[serde(default, deserialize_with = "seconds")]
    expires_in: Option<SignedDuration>,
    #[serde(default)]
    scope: Option<String>,
}

/// Posts a form to the token end point.
pub(super) async fn ask(
    sites: &Sites,
    oauth: &'static OAuth,
    app: &App,
    form: &[(&str, &str)],
    now: impl Fn() -> Timestamp,
) -> Result<Answer> {
    let reply = post(sites, oauth.token, oauth, app, form).await?;
    read(reply, now())
}

/// Posts a form to an end point, with what shows which app asks.
pub(super) async fn post(
    sites: &Sites,
    end: End,
    oauth: &'static OAuth,
    app: &App,
    form: &[(&str, &str)],
) -> Result<Reply> {
    let site = sites.at(end.0)?;
    let form: Vec<(&str, &str)> = form.iter().copied().chain(app.proof(oauth)).collect();
    let request = site.post(end.1)?.header("Accept", "application/json").form(&form);
    site.send_within(request, LONGEST_ANSWER).await
}

/// Reads an answer: its words first, whatever the status; then what the status means.
fn read(reply: Reply, now: Timestamp) -> Result<Answer> {
    let answer = reply.json::<Answer>();
    let is_known = |code| [PENDING, SLOW_DOWN].contains(&code) || SignInError::of(code).is_some();
    let is_told = answer.as_ref().is_ok_and(|answer| answer.error().is_some_and(is_known));
    if is_told || reply.status() == 200 {
        return answer;
    }
    match reply.accepted(now) {
        Ok(_) => answer,
        // Only words such as `invalid_grant` end a grant, not a status that any proxy may send.
        Err(Error::SignInAgain) => Err(Error::Refused { why: "it answered 401".to_owned() }),
        Err(error) => Err(error),
    }
}

impl Answer {
    /// The code of the error, if it is one.
    pub(super) fn error(&self) -> Option<&str> {
        match &self.error {
            Some(error) if !error.is_empty() => Some(error),
            _ => (self.ok == Some(false)).then_some(""),
        }
    }

    /// The credentials that were granted to `app`; what was `asked` for where the server names no scopes (RFC 6749 §5.1).
    pub(super) fn granted(self, app: &App, asked: &[String], now: Timestamp) -> Result<Credentials, SignInError> {
        if let Some(error) = self.error() {
            return Err(SignInError::told(error));
        }
        let persons = self.authed_user.filter(|granted| granted.access_token.is_some());
        let granted = persons.unwrap_or(self.granted);
        let access = granted.access_token.ok_or_else(|| Error::NotUnderstood { what: "no access token".to_owned() })?;
        Ok(Credentials {
            access,
            refresh: granted.refresh_token,
            user: None,
            path: None,
            client_id: Some(app.client_id.clone()),
            issued_at: now,
            expires_at: granted.expires_in.and_then(|life| now.checked_add(life).ok()),
            scopes: scopes(granted.scope.as_deref(), asked),
        })
    }
}

/// What was granted, separated by commas or spaces; GitHub apps grant no scopes and say so with an empty text.
fn scopes(granted: Option<&str>, asked: &[String]) -> Option<Vec<String>> {
    let granted = match granted {
        Some(granted) => granted.split([',', ' ']).filter(|scope| !scope.is_empty()).map(str::to_owned).collect(),
        None => asked.to_vec(),
    };
    Some(granted).filter(|scopes| !scopes.is_empty())
}

fn token<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Secret>, D::Error> {
    let token: Option<String> = Deserialize::deserialize(from)?;
    Ok(token.filter(|token| !token.is_empty()).map(secret))
}

/// A life in seconds; anything else is as if nothing had been said, and so is an end that was there from the start.
fn seconds<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SignedDuration>, D::Error> {
    let life = serde_json::Value::deserialize(from)?.as_i64().filter(|seconds| *seconds > 0);
    Ok(life.map(|seconds| SignedDuration::from_secs(seconds).min(LONGEST_LIFE)))
}
