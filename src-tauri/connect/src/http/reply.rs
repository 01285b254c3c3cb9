//! What a service answered: its status, its head, its body.

use jiff::Timestamp;
use reqwest::{
    StatusCode, Url,
    header::{CONTENT_TYPE, HeaderMap, LINK, LOCATION},
};
use serde::de::DeserializeOwned;
use stint_core::governor::Told;

use super::{links, told};
use crate::error::{Error, Result};

/// What it means when a page for people comes where an answer for programs should.
const PORTAL: &str = "a sign-in page of the network answered, or another page that is not the service";

/// An answer of a service.
pub struct Reply {
    status: StatusCode,
    url: Url,
    head: HeaderMap,
    body: Vec<u8>,
}

impl Reply {
    pub(super) fn new(status: StatusCode, url: Url, head: HeaderMap, body: Vec<u8>) -> Self {
        Self { status, url, head, body }
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

    /// The URL of the next page, as the head links it (RFC 8288): `Link: <https://…?page=2>; rel="next"`.
    ///
    /// Where it leads is judged when it is [asked for](super::Http::get).
    #[must_use]
    pub fn next_page(&self) -> Option<&str> {
        links::next_in(self.header(LINK.as_str())?)
    }

    /// The body as it came.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// What the service said of its limit, if it did.
    #[must_use]
    pub fn told(&self, now: Timestamp) -> Option<Told> {
        told::told(&self.head, now)
    }

    /// When to come back: as `Retry-After` says, or when the count begins anew where nothing is left of it.
    #[must_use]
    pub fn retry_at(&self, now: Timestamp) -> Option<Timestamp> {
        let used_up = || self.told(now).filter(|told| told.left == 0).map(|told| told.resets_at);
        told::retry_at(&self.head, now).or_else(used_up)
    }

    /// The reply itself where the service did what it was asked, otherwise what that means; "in a minute" counts from `now`.
    pub fn accepted(self, now: Timestamp) -> Result<Self> {
        match self.status() {
            200..=299 | 304 => Ok(self),
            401 => Err(Error::SignInAgain),
            429 => Err(Error::ComeBackLater { at: self.retry_at(now) }),
            // Network Authentication Required (RFC 6585 §6).
            511 => Err(portal()),
            503 if self.retry_at(now).is_some() => Err(Error::ComeBackLater { at: self.retry_at(now) }),
            500..=599 => Err(Error::Unreachable(format!("it answered {}", self.status).into())),
            300..=399 if self.points_off_host() => Err(portal()),
            300..=399 => Err(Error::Refused { why: format!("it answered {} and pointed elsewhere", self.status) }),
            _ => Err(Error::Refused { why: format!("it answered {}", self.status) }),
        }
    }

    /// The body as JSON of a known shape; what does not fit is told by its place, not by its content.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        if self.is_page() {
            return Err(portal());
        }
        serde_json::from_slice(&self.body).map_err(|error| {
            let what = match error.classify() {
                serde_json::error::Category::Data => "JSON of another shape",
                serde_json::error::Category::Eof => "JSON that breaks off",
                serde_json::error::Category::Io | serde_json::error::Category::Syntax => "no JSON",
            };
            Error::NotUnderstood { what: format!("{what}, line {} column {}", error.line(), error.column()) }
        })
    }

    /// Whether it is a page for people.
    #[must_use]
    pub fn is_page(&self) -> bool {
        let kind = self.header(CONTENT_TYPE.as_str()).unwrap_or_default();
        kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("text/html"))
    }

    /// Networks with a sign-in page send everybody there first.
    fn points_off_host(&self) -> bool {
        let target = self.header(LOCATION.as_str()).and_then(|target| self.url.join(target).ok());
        target.is_some_and(|target| target.host_str() != self.url.host_str())
    }
}

fn portal() -> Error {
    Error::Unreachable(PORTAL.into())
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn reply(status: u16, field: (&'static str, &'static str), body: &str) -> Reply {
        let head = [(field.0.parse().unwrap(), HeaderValue::from_static(field.1))].into_iter().collect();
        let url = Url::parse("https://git.example.org/api").unwrap();
        Reply::new(StatusCode::from_u16(status).unwrap(), url, head, body.as_bytes().to_vec())
    }

    fn why(error: &Error) -> String {
        std::error::Error::source(error).map(ToString::to_string).unwrap_or_default()
    }

    #[test]
    fn what_does_not_fit_is_told_without_its_content() {
        #[derive(serde::Deserialize, Debug)]
        struct Wanted {
            #[expect(dead_code, reason = "only its type matters")]
            n: u8,
        }
        let error = reply(200, ("x-any", ""), r#"{"n": "hunter2"}"#).json::<Wanted>().unwrap_err();
        assert_eq!(error.to_string(), "its answer was not understood: JSON of another shape, line 1 column 15");
    }

    #[test]
    fn a_sign_in_page_of_the_network_is_not_the_service() {
        for kind in ["text/html", "Text/HTML; charset=utf-8", "text/html;x"] {
            let error = reply(200, ("content-type", kind), "{}").json::<serde_json::Value>().unwrap_err();
            assert!(why(&error).starts_with("a sign-in page of the network answered"), "{kind}: {error:?}");
        }
        for kind in ["application/json", "text/plain", "application/vnd.github+json; charset=utf-8"] {
            assert!(reply(200, ("content-type", kind), "{}").json::<serde_json::Value>().is_ok(), "{kind}");
        }
        let now = Timestamp::UNIX_EPOCH;
        for target in ["http://portal.example.net/login", "//10.0.0.1/", "https://git.example.org.evil.example/"] {
            let error = reply(302, ("location", target), "").accepted(now).err().unwrap();
            assert!(why(&error).starts_with("a sign-in page of the network answered"), "{target}: {error:?}");
        }
        for target in ["/login", "https://git.example.org/login", "http://git.example.org:8080/", "::", ""] {
            let error = reply(302, ("location", target), "").accepted(now).err().unwrap();
            assert!(matches!(error, Error::Refused { .. }), "{target}: {error:?}");
        }
        assert!(why(&reply(511, ("x-any", ""), "").accepted(now).err().unwrap()).starts_with("a sign-in page"));
    }

    #[test]
    fn a_used_up_count_says_when_to_come_back() {
        let mut reply = reply(403, ("x-ratelimit-limit", "60"), "");
        for (name, value) in [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "30")] {
            reply.head.insert(name, HeaderValue::from_static(value));
        }
        assert_eq!(reply.retry_at(Timestamp::UNIX_EPOCH), Timestamp::from_second(30).ok());
        reply.head.insert("x-ratelimit-remaining", HeaderValue::from_static("1"));
        assert_eq!(reply.retry_at(Timestamp::UNIX_EPOCH), None);
    }
}
