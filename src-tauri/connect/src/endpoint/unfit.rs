//! Why an address cannot be the origin of a service.

use thiserror::Error;

/// Why an address cannot be the origin of a service; in words that follow a colon.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unfit {
    /// It cannot be read as an origin.
    #[error("it is not an address such as git.example.org or git.example.org:8443")]
    NotAnOrigin,
    /// It would send credentials in the open.
    #[error("only https is safe; http is for this computer alone, by the configuration")]
    NotSafe,
    /// It lies where a service never lies.
    #[error("addresses of this kind are never used")]
    Forbidden,
    /// It lies on a private network or on this computer: the person is asked.
    #[error("it lies on a private network and was not allowed")]
    Private,
    /// The person allowed another host or another port.
    #[error("another host or port was allowed, not this one")]
    NotAllowed,
    /// A line break, a tab or another character that nobody sees.
    #[error("it holds a line break or another invisible character")]
    Invisible,
    /// A space within.
    #[error("it holds spaces, and a host has none")]
    Spaces,
    /// A name or a password before the host.
    #[error("it holds a user name; leave out what stands up to the @")]
    HasUser,
    /// More than the host.
    #[error("it holds more than a host; leave out what follows it")]
    HasPath,
    /// A dot at the end, which makes it another host to browsers and certificates.
    #[error("it ends in a dot; leave that out")]
    TrailingDot,
    /// Digits or letters that read as another host than they name; the plain spelling goes along.
    #[error("it is an unusual spelling of {0}")]
    Disguised(String),
}
