//! The account: one sign-in at one service, whether it works, and until when.

mod health;

use std::net::IpAddr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::health::{AfterRefreshFailure, Failure, Telling, Verdict, after_refresh_failure, judge, suspend};
use crate::ids::AccountId;

/// One sign-in at one service; its credentials lie in the vault, never here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Who it is.
    pub id: AccountId,
    /// The connector's name of the service, such as `github`.
    pub service: String,
    /// Where the service lies, without a trailing slash: `https://git.example.org:8443`.
    pub origin: String,
    /// What the service calls the person, unique and unchanging.
    pub remote_id: String,
    /// What other people call them.
    pub name: String,
    /// How it was signed in.
    pub way: Way,
    /// What was granted; none where the service does not say.
    pub granted: Option<Vec<String>>,
    /// When the person must renew it: the end of a pasted token, or of credentials that cannot be renewed.
    pub expires_at: Option<Timestamp>,
    /// Whether Stint renews the credentials by itself.
    pub is_renewed: bool,
    /// When it was connected first.
    pub connected_at: Timestamp,
    /// When it was last found in order.
    pub checked_at: Option<Timestamp>,
    /// When a request was last made with it.
    pub last_used_at: Option<Timestamp>,
    /// Whether it works.
    pub health: Health,
    /// What went wrong last, in words; gone once it works again.
    pub last_error: Option<String>,
    /// The private addresses the person allowed for its host.
    pub allowance: Option<Allowance>,
}

/// How an account was signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// In the browser, which came back to this computer.
    Browser,
    /// With a code that was typed at the service.
    Device,
    /// In the browser, which came back by a `stint://` link.
    Link,
    /// With a token that the person pasted.
    Token,
}

/// The private addresses that the person allowed for one host and port: exactly these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowance {
    /// The host, as the origin names it.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The addresses the host had when the person was asked.
    pub addresses: Vec<IpAddr>,
}

/// Whether an account works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// It does.
    Fine,
    /// The service is out of reach or asked to wait.
    Waiting {
        /// When it is asked again.
        until: Timestamp,
    },
    /// The service takes the credentials no more: the person must sign in again.
    NeedsSignIn,
    /// Renewing the credentials failed again and again; it rests until the person acts.
    Suspended,
    /// The vault does not give the credentials out.
    Locked,
    /// The service refuses, or answers what is not understood.
    Failing {
        /// When it is asked again.
        until: Timestamp,
    },
}

/// Something that happened to an account, for the person to read; it holds no secret and outlives the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountChange {
    /// When.
    pub at: Timestamp,
    /// The connector's name of the service.
    pub service: String,
    /// Where it lies.
    pub origin: String,
    /// What the service calls the person.
    pub name: String,
    /// What happened, in words: `Connected`.
    pub what: String,
    /// By what: `you, with the browser`, `Stint`, `the service`.
    pub by: String,
}

impl Health {
    /// Whether nothing but the person can mend it.
    #[must_use]
    pub const fn needs_person(self) -> bool {
        matches!(self, Self::NeedsSignIn | Self::Suspended)
    }
}
