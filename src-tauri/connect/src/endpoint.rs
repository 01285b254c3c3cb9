//! Where a service lies: one origin, its own or one the person chose.

use std::net::IpAddr;

use reqwest::Url;
use thiserror::Error;

use crate::guard::{self, Reach};

/// One origin, and how far a connection to it may reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    origin: Url,
    reach: Reach,
}

/// Why an address cannot be the origin of a service.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unfit {
    /// It cannot be read as an origin.
    #[error("it is not an address such as https://git.example.org:8443")]
    NotAnOrigin,
    /// It would send credentials in the open.
    #[error("only https is safe; http is for this computer alone")]
    NotSafe,
    /// It lies where a service never lies.
    #[error("addresses of this kind are never used")]
    Forbidden,
}

impl Endpoint {
    /// The service's own origin: https at the usual port, on the public internet.
    pub fn standard(origin: &str) -> Result<Self, Unfit> {
        let origin = parse(origin)?;
        if origin.scheme() != "https" || origin.port().is_some() {
            return Err(Unfit::NotSafe);
        }
        Self::with(origin, Reach::Public)
    }

    /// An origin from the person's configuration: the consent to reach exactly that one, on a private network or this computer too.
    pub fn chosen(origin: &str) -> Result<Self, Unfit> {
        let origin = parse(origin)?;
        let is_here = address(&origin).map_or(origin.host_str() == Some("localhost"), |it| it.is_loopback());
        match origin.scheme() {
            "https" => Self::with(origin, Reach::Chosen),
            "http" if is_here => Self::with(origin, Reach::ThisComputer),
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
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// The URL of a path, or of a whole URL that the service gave; none where it leads to another origin.
    #[must_use]
    pub fn url(&self, path: &str) -> Option<Url> {
        let url = self.origin.join(path).ok()?;
        let is_plain = url.username().is_empty() && url.password().is_none();
        (is_plain && url.origin() == self.origin.origin()).then_some(url)
    }

    fn with(origin: Url, reach: Reach) -> Result<Self, Unfit> {
        let is_fit = match address(&origin) {
            Some(address) => guard::permits(reach, address),
            None => reach != Reach::Public || guard::is_public_name(origin.host_str().unwrap_or_default()),
        };
        if is_fit { Ok(Self { origin, reach }) } else { Err(Unfit::Forbidden) }
    }
}

fn parse(origin: &str) -> Result<Url, Unfit> {
    let url = Url::parse(origin.trim()).map_err(|_| Unfit::NotAnOrigin)?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let is_plain = url.username().is_empty() && url.password().is_none();
    if url.has_host() && is_bare && is_plain { Ok(url) } else { Err(Unfit::NotAnOrigin) }
}

/// The host, where it is an address and not a name.
fn address(origin: &Url) -> Option<IpAddr> {
    let host = origin.host_str()?;
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standard_origin_is_https_and_public() {
        assert!(Endpoint::standard("https://api.example.org").is_ok());
        assert!(Endpoint::standard("https://93.184.216.34").is_ok());
        for bad in ["http://api.example.org", "https://api.example.org:8443", "ftp://api.example.org"] {
            assert_eq!(Endpoint::standard(bad), Err(Unfit::NotSafe), "{bad}");
        }
        for bad in [
            "https://localhost",
            "https://intranet",
            "https://git.internal",
            "https://metadata.google.internal.",
            "https://10.0.0.1",
            // Other spellings of 127.0.0.1.
            "https://0x7f.1",
            "https://2130706433",
            "https://0177.0.0.1",
            "https://①②⑦.0.0.1",
            "https://[::1]",
            "https://[::ffff:10.0.0.1]",
        ] {
            assert_eq!(Endpoint::standard(bad), Err(Unfit::Forbidden), "{bad}");
        }
    }

    #[test]
    fn a_chosen_origin_may_be_private_and_plain_http_stays_on_this_computer() {
        for good in ["https://10.0.0.5:8443", "https://git.internal", "https://[fd12::1]", "https://localhost:8443"] {
            assert_eq!(Endpoint::chosen(good).unwrap().reach(), Reach::Chosen, "{good}");
        }
        for good in ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080"] {
            assert_eq!(Endpoint::chosen(good).unwrap().reach(), Reach::ThisComputer, "{good}");
        }
        for bad in ["http://10.0.0.5", "http://git.example.org", "http://localhost.example.org", "file:///etc"] {
            assert!(Endpoint::chosen(bad).is_err(), "{bad}");
        }
        for bad in ["https://169.254.169.254", "https://[fe80::1]", "https://0.0.0.0", "https://100.100.100.200"] {
            assert_eq!(Endpoint::chosen(bad), Err(Unfit::Forbidden), "{bad}");
        }
    }

    #[test]
    fn an_origin_is_nothing_but_an_origin() {
        for bad in ["", "git.example.org", "https://", "https://a.org/path", "https://a.org?x", "https://me:pw@a.org"] {
            assert_eq!(Endpoint::chosen(bad), Err(Unfit::NotAnOrigin), "{bad}");
        }
    }

    #[test]
    fn no_path_leads_to_another_origin() {
        let endpoint = Endpoint::chosen("https://git.example.org:8443").unwrap();
        assert_eq!(endpoint.url("/a?page=2").unwrap().as_str(), "https://git.example.org:8443/a?page=2");
        assert!(endpoint.url("https://git.example.org:8443/b").is_some());
        for bad in [
            "https://git.example.org/b",
            "http://git.example.org:8443/b",
            "https://git.example.org:8444/b",
            "//evil.example.org/b",
            "https://git.example.org:8443@evil.example.org/",
            "https://me@git.example.org:8443/b",
            r"\\evil.example.org\b",
        ] {
            assert_eq!(endpoint.url(bad), None, "{bad}");
        }
    }
}
