//! What a service answered: its status, its head, its body.

use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use reqwest::{StatusCode, header::HeaderMap, header::RETRY_AFTER};
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// The longest a service may send us away.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(24);

/// An answer of a service.
pub struct Reply {
    status: StatusCode,
    head: HeaderMap,
    body: Vec<u8>,
}

impl Reply {
    pub(super) fn new(status: StatusCode, head: HeaderMap, body: Vec<u8>) -> Self {
        Self { status, head, body }
    }

    /// The status as HTTP counts it, such as 200 or 304.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// A field of the head.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.get(name)?.to_str().ok()
    }

    /// The reply itself where the service did what it was asked, otherwise what that means; "in a minute" counts from `now`.
    pub fn accepted(self, now: Timestamp) -> Result<Self> {
        let at = self.header(RETRY_AFTER.as_str()).and_then(|wait| after(wait, now));
        match self.status() {
            200..=299 | 304 => Ok(self),
            401 => Err(Error::SignInAgain),
            429 => Err(Error::ComeBackLater { at }),
            503 if at.is_some() => Err(Error::ComeBackLater { at }),
            500..=599 => Err(Error::Unreachable(format!("it answered {}", self.status).into())),
            300..=399 => Err(Error::Refused { why: format!("it answered {} and pointed elsewhere", self.status) }),
            _ => Err(Error::Refused { why: format!("it answered {}", self.status) }),
        }
    }

    /// The body as JSON of a known shape; what does not fit is told by its place, not by its content.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let what = match error.classify() {
                serde_json::error::Category::Data => "JSON of another shape",
                serde_json::error::Category::Eof => "JSON that breaks off",
                serde_json::error::Category::Io | serde_json::error::Category::Syntax => "no JSON",
            };
            Error::NotUnderstood { what: format!("{what}, line {} column {}", error.line(), error.column()) }
        })
    }
}

/// When a `Retry-After` ends (RFC 9110 §10.2.3): seconds, or a date.
fn after(wait: &str, now: Timestamp) -> Option<Timestamp> {
    let latest = now.checked_add(LONGEST_WAIT).unwrap_or(Timestamp::MAX);
    let at = match wait.trim().parse::<u32>() {
        Ok(seconds) => now.checked_add(SignedDuration::from_secs(seconds.into())).unwrap_or(latest),
        Err(_) => rfc2822::parse(wait.trim()).ok()?.timestamp(),
    };
    Some(at.clamp(now, latest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_seconds_or_as_a_date_and_never_longer_than_a_day() {
        let now: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        let table = [
            ("120", Some("2026-03-02T09:02:00Z")),
            (" 0 ", Some("2026-03-02T09:00:00Z")),
            ("Mon, 02 Mar 2026 09:05:00 GMT", Some("2026-03-02T09:05:00Z")),
            ("Mon, 02 Mar 2020 09:05:00 GMT", Some("2026-03-02T09:00:00Z")),
            ("4294967295", Some("2026-03-03T09:00:00Z")),
            ("99999999999999999999", None),
            ("soon", None),
            ("-1", None),
        ];
        for (wait, expected) in table {
            assert_eq!(after(wait, now), expected.map(|at| at.parse().unwrap()), "{wait}");
        }
    }

    #[test]
    fn what_does_not_fit_is_told_without_its_content() {
        let reply = Reply::new(StatusCode::OK, HeaderMap::new(), br#"{"n": "hunter2"}"#.to_vec());
        #[derive(serde::Deserialize, Debug)]
        struct Wanted {
            #[expect(dead_code, reason = "only its type matters")]
            n: u8,
        }
        let error = reply.json::<Wanted>().unwrap_err();
        assert_eq!(error.to_string(), "its answer was not understood: JSON of another shape, line 1 column 15");
    }
}
