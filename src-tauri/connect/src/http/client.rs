//! The one place where an HTTP client is made, and what every one of them keeps to.

use reqwest::{Client, redirect::Policy};

use super::resolver::{Lookup, Resolver};
use crate::{
    egress::Limits,
    endpoint::Endpoint,
    error::{Error, Result},
};

/// A client for one origin: no redirects, no proxy, no cookies, no referer, every address judged, all times bounded.
#[expect(clippy::disallowed_methods, reason = "the one place where a client is made")]
pub(crate) fn open_client(endpoint: &Endpoint, limits: &Limits, lookup: Lookup) -> Result<Client> {
    Client::builder()
        .https_only(endpoint.origin().scheme() == "https")
        .redirect(Policy::none())
        .no_proxy()
        .referer(false)
        .connect_timeout(limits.to_connect)
        .timeout(limits.patience)
        .pool_max_idle_per_host(limits.at_once)
        .user_agent(concat!("stint/", env!("CARGO_PKG_VERSION")))
        .dns_resolver(Resolver::new(endpoint.reach().clone(), lookup))
        .build()
        .map_err(|error| Error::Unreachable(Box::new(error)))
}
