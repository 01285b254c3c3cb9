//! Why a service gave no answer, named after what the engine does next.

use jiff::Timestamp;
use thiserror::Error;

use crate::{egress::gate::Resting, http::Outage};

/// Why a service gave no answer.
#[derive(Debug, Error)]
pub enum Error {
    /// The credentials are not accepted (any more): ask the person.
    #[error("it wants you to sign in again")]
    SignInAgain,
    /// It has had enough for now: wait.
    #[error("it asked to come back later")]
    ComeBackLater {
        /// When, if it said so.
        at: Option<Timestamp>,
    },
    /// Nobody answered: try again with growing distance.
    #[error("it cannot be reached")]
    Unreachable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The cursor is worth nothing any more: fetch everything.
    #[error("it wants to be asked from the start")]
    StartOver,
    /// It understood and said no: tell the person.
    #[error("it refused: {why}")]
    Refused {
        /// What it would not do, never in words of the service that may repeat a secret.
        why: String,
    },
    /// It answered something else than agreed: report it.
    #[error("its answer was not understood: {what}")]
    NotUnderstood {
        /// The shape of it, never its content.
        what: String,
    },
}

impl Error {
    /// Whether nobody could be reached, so that the service neither saw the request nor refused it; only a request that was sent is a try.
    #[must_use]
    pub fn is_unsent(&self) -> bool {
        let Self::Unreachable(why) = self else { return false };
        why.is::<Resting>() || why.downcast_ref::<Outage>().is_some_and(Outage::is_unsent)
    }

    /// Whether the host showed a certificate that this computer does not trust.
    #[must_use]
    pub fn is_mistrusted(&self) -> bool {
        let Self::Unreachable(why) = self else { return false };
        why.downcast_ref::<Outage>().is_some_and(Outage::is_mistrusted)
    }
}

/// An answer of a service, or the reason why there is none.
pub type Result<T, E = Error> = std::result::Result<T, E>;
