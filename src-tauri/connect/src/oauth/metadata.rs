//! What an authorization server says of itself (RFC 8414); what it says is only ever a reason to stop.

use reqwest::Url;
use serde::Deserialize;

use super::{SignInError, tokens::LONGEST_ANSWER};
use crate::{
    connector::Descriptor,
    error::{Error, Result},
    sites::{Site, Sites},
};

/// Where it says so, the more exact one first.
const PLACES: [&str; 2] = ["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"];

/// What matters of it for a sign-in; its end points are not read, for ours come from the descriptor.
#[derive(Default)]
pub(super) struct Metadata {
    /// What every answer must name as its issuer (RFC 9207); none where the server does not promise to.
    pub(super) issuer: Option<String>,
}

#[derive(Deserialize)]
struct Wire {
    issuer: String,
    #[serde(default)]
    code_challenge_methods_supported: Vec<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl Metadata {
    /// Asks a server that lies at an origin of its own; the standard one is known, and one that says nothing is taken as it is.
    pub(super) async fn of(descriptor: &Descriptor, sites: &Sites, part: &str) -> Result<Self, SignInError> {
        let site = sites.at(part)?;
        let origin = site.url("/")?;
        if is_standard(descriptor, part, &origin) {
            return Ok(Self::default());
        }
        for place in PLACES {
            if let Some(wire) = ask(site, place).await? {
                return wire.checked(&origin);
            }
        }
        Ok(Self::default())
    }
}

impl Wire {
    fn checked(self, origin: &Url) -> Result<Metadata, SignInError> {
        // Without it a stolen code could be exchanged by whoever stole it.
        if !self.code_challenge_methods_supported.iter().any(|method| method == "S256") {
            return Err(SignInError::NotSafe);
        }
        if !self.authorization_response_iss_parameter_supported {
            return Ok(Metadata::default());
        }
        let is_its_own = Url::parse(&self.issuer).is_ok_and(|issuer| issuer.origin() == origin.origin());
        if is_its_own { Ok(Metadata { issuer: Some(self.issuer) }) } else { Err(SignInError::OtherServer) }
    }
}

fn is_standard(descriptor: &Descriptor, part: &str, origin: &Url) -> bool {
    let standard = descriptor.sites.iter().find(|site| site.name == part).map_or("", |site| site.standard);
    Url::parse(standard).is_ok_and(|standard| standard.origin() == origin.origin())
}

/// None where there is nothing of the kind: another status, a page for people, JSON of another shape.
async fn ask(site: &Site, place: &str) -> Result<Option<Wire>> {
    let request = site.get(place)?.header("Accept", "application/json");
    let reply = site.send_within(request, LONGEST_ANSWER).await?;
    match reply.status() {
        200 => Ok(reply.json().ok()),
        status @ (429 | 500..) => Err(Error::Unreachable(format!("it answered {status}").into())),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oauth::tests::place::SERVICE;

    #[test]
    fn only_the_standard_place_is_known_without_asking() {
        let is_known = |origin: &str| is_standard(&SERVICE, "web", &Url::parse(origin).unwrap()); // O4
        assert!(is_known("https://gitlab.example.org/"));
        for other in ["https://gitlab.example.org:8443/", "http://gitlab.example.org/", "https://git.example.org/"] {
            assert!(!is_known(other), "{other}");
        }
    }
}
