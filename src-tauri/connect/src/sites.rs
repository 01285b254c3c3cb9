//! The parts of one service, each at its base URL, for one place where the service lies.

use std::collections::BTreeMap;

use jiff::Timestamp;
use reqwest::RequestBuilder;
use stint_core::governor::Told;

use crate::{
    connector::Descriptor,
    endpoint::Endpoint,
    error::{Error, Result},
    http::Http,
};

/// The ways to the parts of a service.
#[derive(Clone, Debug)]
pub struct Sites(BTreeMap<&'static str, Site>);

/// The way to one part: the origin, and the path its ends lie below.
#[derive(Clone, Debug)]
pub struct Site {
    http: Http,
    below: String,
}

impl Sites {
    /// Opens the ways to a service that lies at `origin`; `open` says how an origin is reached.
    ///
    /// Each part lies at its [base URL](Descriptor::base).
    pub fn open(
        descriptor: &'static Descriptor,
        origin: &str,
        mut open: impl FnMut(&str) -> Result<Http>,
    ) -> Result<Self> {
        let mut sites = BTreeMap::new();
        for site in descriptor.sites {
            let Some(base) = descriptor.base(site.name, origin) else { continue };
            let (root, below) = split(&base);
            sites.insert(site.name, Site { http: open(root)?, below: below.to_owned() });
        }
        Ok(Self(sites))
    }

    /// The way to a part.
    pub fn at(&self, name: &str) -> Result<&Site> {
        self.0.get(name).ok_or_else(|| Error::Refused { why: format!("it has no part called {name}") })
    }

    /// What the service said last of its limit over these ways, as far as it still holds; of several parts the one with the least left.
    #[must_use]
    pub fn told(&self, now: Timestamp) -> Option<Told> {
        let told = self.0.values().filter_map(|site| site.http.told());
        told.filter(|told| told.resets_at > now).min_by_key(|told| told.left)
    }

    /// How many requests were made over these ways, answered or not.
    #[must_use]
    pub fn sent(&self) -> u32 {
        self.0.values().map(|site| site.http.sent()).sum()
    }
}

impl Site {
    /// A request to read a path below this part, or a whole URL of its origin that the service gave.
    pub fn get(&self, path: &str) -> Result<RequestBuilder> {
        self.http.get(&self.path(path))
    }

    /// A request to write to a path below this part.
    pub fn post(&self, path: &str) -> Result<RequestBuilder> {
        self.http.post(&self.path(path))
    }

    /// A request to change what lies at a path below this part.
    pub fn patch(&self, path: &str) -> Result<RequestBuilder> {
        self.http.patch(&self.path(path))
    }

    /// A request to remove what lies at a path below this part.
    pub fn delete(&self, path: &str) -> Result<RequestBuilder> {
        self.http.delete(&self.path(path))
    }

    /// The URL of a path below this part, for the browser.
    pub fn url(&self, path: &str) -> Result<reqwest::Url> {
        self.http.url(&self.path(path))
    }

    /// Sends, and takes the answer in, whatever its status.
    pub async fn send(&self, request: RequestBuilder) -> Result<crate::http::Reply> {
        self.http.send(request).await
    }

    /// Sends, and takes in no more than `longest` bytes of a body.
    pub async fn send_within(&self, request: RequestBuilder, longest: usize) -> Result<crate::http::Reply> {
        self.http.send_within(request, longest).await
    }

    fn path(&self, path: &str) -> String {
        if path.starts_with('/') { format!("{}{path}", self.below) } else { path.to_owned() }
    }
}

/// The origin of a base URL, and its path.
fn split(base: &str) -> (&str, &str) {
    let authority = base.find("://").map_or(0, |at| at + 3);
    base[authority..].find('/').map_or((base, ""), |at| base.split_at(authority + at))
}

/// The origin of an endpoint, as accounts and configuration write it: no trailing slash.
#[must_use]
pub fn origin_of(endpoint: &Endpoint) -> String {
    endpoint.origin().as_str().trim_end_matches('/').to_owned()
}
