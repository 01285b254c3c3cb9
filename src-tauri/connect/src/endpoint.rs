//! Where a service lies: one origin, its own or one the person chose.

mod host;
#[cfg(test)]
mod tests;
mod unfit;

use std::net::IpAddr;

use reqwest::Url;
use stint_core::account::Allowance;

pub use self::{host::tidy, unfit::Unfit};
use crate::guard::{self, Reach};

/// One origin, and how far a connection to it may reach.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Endpoint {
    origin: Url,
    reach: Reach,
}

impl Endpoint {
    /// The service's own origin: https at the usual port, on the public internet.
    pub fn standard(origin: &str) -> Result<Self, Unfit> {
        let origin = parse(origin)?;
        if origin.scheme() != "https" || origin.port().is_some() {
            return Err(Unfit::NotSafe);
        }
        match origin.domain() {
            Some(name) if !guard::is_public_name(name) => Err(Unfit::Forbidden),
            _ => Self::with(origin, Reach::Public),
        }
    }

    /// A host that people run themselves, on the public internet: https at any port.
    ///
    /// Any name will do, for its addresses are judged when it is called; one that is itself a private address is [`Unfit::Private`].
    pub fn own(origin: &str) -> Result<Self, Unfit> {
        let origin = parse_safe(origin)?;
        let is_private = match address(&origin) {
            Some(address) => matches!(guard::judge(&[address]), guard::Judged::Private(_)),
            None => is_here(&origin),
        };
        if is_private { Err(Unfit::Private) } else { Self::with(origin, Reach::Public) }
    }

    /// A host that people run themselves, on the public internet or at exactly the private addresses the person allowed for this host and port.
    ///
    /// This computer may be among them, for https proves who answers there; link-local addresses and metadata servers never.
    pub fn allowed(origin: &str, allowance: &Allowance) -> Result<Self, Unfit> {
        let origin = parse_safe(origin)?;
        let is_same = bare(origin.host_str().unwrap_or_default()) == bare(&allowance.host)
            && origin.port_or_known_default() == Some(allowance.port);
        if !is_same {
            return Err(Unfit::NotAllowed);
        }
        let addresses = allowance.addresses.iter().map(IpAddr::to_canonical).collect();
        Self::with(origin, Reach::Allowed(addresses))
    }

    /// An origin from the person's configuration: the consent to reach exactly that one, on a private network or this computer too.
    pub fn chosen(origin: &str) -> Result<Self, Unfit> {
        let origin = parse(origin)?;
        match origin.scheme() {
            "https" => Self::with(origin, Reach::Chosen),
            "http" if is_here(&origin) => Self::with(origin, Reach::ThisComputer),
            _ => Err(Unfit::NotSafe),
        }
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> &Url {
        &self.origin
    }

    /// How far a connection to it may reach.
    #[must_use]
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// The URL of a path, or of a whole URL that the service gave; none where it leads to another origin.
    #[must_use]
    pub fn url(&self, path: &str) -> Option<Url> {
        let url = self.origin.join(path).ok()?;
        self.holds(&url).then_some(url)
    }

    /// Whether a URL is one of this origin and names nobody.
    #[must_use]
    pub fn holds(&self, url: &Url) -> bool {
        url.username().is_empty() && url.password().is_none() && url.origin() == self.origin.origin()
    }

    /// The host, and the port where it is not the usual one.
    #[must_use]
    pub fn host(&self) -> String {
        host_of(&self.origin)
    }

    fn with(origin: Url, reach: Reach) -> Result<Self, Unfit> {
        let is_fit = match address(&origin) {
            Some(address) => guard::permits(&reach, address),
            None => !origin.domain().is_some_and(guard::is_metadata_name),
        };
        if is_fit { Ok(Self { origin, reach }) } else { Err(Unfit::Forbidden) }
    }
}

/// The host of a URL, and the port where it is not the usual one.
pub(crate) fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Reads an origin and nothing but an origin.
pub(crate) fn parse(origin: &str) -> Result<Url, Unfit> {
    let url = Url::parse(origin.trim()).map_err(|_| Unfit::NotAnOrigin)?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let is_plain = url.username().is_empty() && url.password().is_none();
    let is_host = address(&url).is_some() || url.domain().is_some_and(host::is_name);
    if is_host && is_bare && is_plain { Ok(url) } else { Err(Unfit::NotAnOrigin) }
}

fn parse_safe(origin: &str) -> Result<Url, Unfit> {
    let origin = parse(origin)?;
    if origin.scheme() == "https" { Ok(origin) } else { Err(Unfit::NotSafe) }
}

/// The host, where it is an address and not a name.
pub(crate) fn address(origin: &Url) -> Option<IpAddr> {
    bare(origin.host_str()?).parse().ok()
}

/// A host without the brackets of IPv6.
fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Whether it names this computer.
fn is_here(origin: &Url) -> bool {
    address(origin).map_or(origin.host_str() == Some("localhost"), |it| it.to_canonical().is_loopback())
}
