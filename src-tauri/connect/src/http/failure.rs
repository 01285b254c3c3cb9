//! Why a request got no answer: in words, and whether the host is to blame.

use std::{error, io};

use thiserror::Error;

use super::resolver::Forbidden;
use crate::error::Error;

/// Why a request got no answer.
#[derive(Debug)]
pub(super) struct Failure {
    /// What the engine does next.
    pub error: Error,
    /// For the log of requests.
    pub words: String,
    /// Whether the host fails, rather than this machine, its network or the request.
    pub is_of_host: bool,
}

/// Nobody answered; the words are for people, what the library said lies beneath.
#[derive(Debug, Error)]
#[error("{words}")]
pub(crate) struct Outage {
    words: &'static str,
    source: reqwest::Error,
}

impl Outage {
    /// Whether no connection came about, over which the request could have gone.
    pub(crate) fn is_unsent(&self) -> bool {
        self.source.is_connect() || self.source.is_dns()
    }

    /// Whether the certificate of the host is not trusted.
    pub(crate) fn is_mistrusted(&self) -> bool {
        is_mistrusted(&self.source)
    }
}

impl Failure {
    /// A name or an address led where no connection may go.
    pub(super) fn forbidden(forbidden: &Forbidden) -> Self {
        let words = forbidden.to_string();
        Self { error: Error::Refused { why: words.clone() }, words, is_of_host: false }
    }

    /// The service sent more than is taken in.
    pub(super) fn too_much(what: String) -> Self {
        Self { words: what.clone(), error: Error::NotUnderstood { what }, is_of_host: false }
    }
}

impl From<reqwest::Error> for Failure {
    /// Without the URL, for a query may hold what nobody shall read.
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        if let Some(forbidden) = causes(&error).find_map(<dyn error::Error>::downcast_ref::<Forbidden>) {
            return Self::forbidden(forbidden);
        }
        if error.is_builder() {
            let why = "the request could not be formed; are the credentials complete?".to_owned();
            return Self { words: why.clone(), error: Error::Refused { why }, is_of_host: false };
        }
        let (words, is_of_host) = outage(&error);
        let error = Error::Unreachable(Box::new(Outage { words, source: error }));
        Self { error, words: words.to_owned(), is_of_host }
    }
}

/// What to call it, and whether the host is to blame: a name that is not found and a missing route are the network's doing.
fn outage(error: &reqwest::Error) -> (&'static str, bool) {
    if error.is_dns() {
        return ("its name was not found", false);
    }
    let kind = causes(error).find_map(|cause| cause.downcast_ref::<io::Error>()).map(io::Error::kind);
    match kind {
        Some(io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown) => ("there is no network", false),
        Some(io::ErrorKind::HostUnreachable) => ("no way leads to it", false),
        Some(io::ErrorKind::ConnectionRefused) => ("nobody listens there", true),
        _ if is_mistrusted(error) => ("its certificate is not trusted", true),
        _ if error.is_timeout() => ("it took too long", true),
        _ if error.is_connect() => ("no connection came about", true),
        _ => ("its answer broke off", true),
    }
}

/// The library names what is wrong with a certificate in words only.
fn is_mistrusted(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| cause.to_string().contains("certificate"))
}

fn causes<'a>(error: &'a (dyn error::Error + 'static)) -> impl Iterator<Item = &'a (dyn error::Error + 'static)> {
    std::iter::successors(Some(error), |error| error.source())
}
