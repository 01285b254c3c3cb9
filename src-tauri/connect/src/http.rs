//! The only way to a service: one origin, https, no redirects, no proxy, bounded time and size.

mod reply;
mod resolver;
#[cfg(test)]
mod tests;

use std::{error, time::Duration};

use reqwest::{Client, Method, Request, RequestBuilder, Url, redirect::Policy};

pub use self::reply::Reply;
use self::resolver::{Forbidden, Lookup, Resolver};
use crate::{
    endpoint::Endpoint,
    error::{Error, Result},
    guard,
};

/// How long to wait and how much to take in.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For the whole of a call, from the look-up to the last byte.
    pub patience: Duration,
    /// In bytes.
    pub longest_body: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { patience: Duration::from_secs(10), longest_body: 8 << 20 }
    }
}

/// The way to one origin.
#[derive(Clone, Debug)]
pub struct Http {
    client: Client,
    endpoint: Endpoint,
    limits: Limits,
}

impl Http {
    /// Opens the way to an origin; nothing is sent yet.
    pub fn open(endpoint: Endpoint, limits: Limits) -> Result<Self> {
        Self::with_lookup(endpoint, limits, resolver::of_the_system())
    }

    #[expect(clippy::disallowed_methods, reason = "the one place where a client is made")]
    fn with_lookup(endpoint: Endpoint, limits: Limits, lookup: Lookup) -> Result<Self> {
        let client = Client::builder()
            .https_only(endpoint.origin().scheme() == "https")
            .redirect(Policy::none())
            .no_proxy()
            .referer(false)
            .timeout(limits.patience)
            .user_agent(concat!("stint/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(Resolver::new(endpoint.reach(), lookup))
            .build()
            .map_err(|error| Error::Unreachable(Box::new(error)))?;
        Ok(Self { client, endpoint, limits })
    }

    /// A request to read a path, or a whole URL of this origin that the service gave, such as that of the next page.
    ///
    /// Refuses a URL of another origin, so that no credentials go there.
    pub fn get(&self, path: &str) -> Result<RequestBuilder> {
        self.request(Method::GET, path)
    }

    /// A request to write to a path of this origin.
    pub fn post(&self, path: &str) -> Result<RequestBuilder> {
        self.request(Method::POST, path)
    }

    /// A request to remove what lies at a path of this origin.
    pub fn delete(&self, path: &str) -> Result<RequestBuilder> {
        self.request(Method::DELETE, path)
    }

    /// The URL of a path of this origin.
    pub fn url(&self, path: &str) -> Result<Url> {
        self.endpoint.url(path).ok_or_else(|| Error::Refused { why: "it pointed to another server".to_owned() })
    }

    fn request(&self, method: Method, path: &str) -> Result<RequestBuilder> {
        Ok(RequestBuilder::from_parts(self.client.clone(), Request::new(method, self.url(path)?)))
    }

    /// Sends a request and takes the answer in, whatever its status.
    pub async fn send(&self, request: RequestBuilder) -> Result<Reply> {
        let mut response = request.send().await.map_err(from_reqwest)?;
        if response.remote_addr().is_some_and(|peer| !guard::permits(self.endpoint.reach(), peer.ip())) {
            return Err(forbidden());
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(from_reqwest)? {
            if body.len() + chunk.len() > self.limits.longest_body {
                return Err(Error::NotUnderstood { what: format!("more than {} bytes", self.limits.longest_body) });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Reply::new(response.status(), response.headers().clone(), body))
    }
}

fn forbidden() -> Error {
    Error::Refused { why: "its name leads to an address on a private network".to_owned() }
}

/// Without the URL, for a query may hold what nobody shall read.
fn from_reqwest(error: reqwest::Error) -> Error {
    let error = error.without_url();
    if causes(&error).any(<dyn error::Error>::is::<Forbidden>) {
        return forbidden();
    }
    if error.is_builder() {
        return Error::Refused { why: "the request could not be formed; are the credentials complete?".to_owned() };
    }
    Error::Unreachable(Box::new(error))
}

fn causes<'a>(error: &'a (dyn error::Error + 'static)) -> impl Iterator<Item = &'a (dyn error::Error + 'static)> {
    std::iter::successors(Some(error), |error| error.source())
}
