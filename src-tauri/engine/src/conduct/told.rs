//! What the hands tell the engine: how a sign-in gets on, what a check found, what became of credentials.

use std::net::IpAddr;

use jiff::Timestamp;
use stint_connect::connector::{Identity, Revoked};
use stint_core::{
    account::{Account, AfterRefreshFailure, Failure},
    governor,
    ids::AccountId,
    refusal::Refusal,
};
use stint_store::vault;

use crate::page::Page;

/// One thing that happened outside; it holds no secret.
#[derive(Debug)]
pub enum Told {
    /// A sign-in got on.
    Stage {
        /// Which one.
        attempt: String,
        /// How far it is.
        stage: Stage,
    },
    /// A sign-in ended well: the credentials were verified, written and read back.
    Connected {
        /// Which one.
        attempt: String,
        /// The account, to be written down; if that fails, a new one's credentials are to be forgotten.
        account: Box<Account>,
        /// Whether it was connected before and got new credentials.
        replaced: bool,
    },
    /// A sign-in ended otherwise; nothing was stored.
    Failed {
        /// Which one.
        attempt: String,
        /// In words.
        why: Refusal,
    },
    /// The service was asked whose credentials they are.
    Checked {
        /// Which account.
        account: AccountId,
        /// Whose they are, or why nobody can say.
        result: Result<Identity, Failure>,
        /// What is left of what the service allows, where it says so.
        quota: Option<governor::Told>,
        /// When.
        at: Timestamp,
    },
    /// Credentials were renewed, written and read back.
    Renewed {
        /// Which account's.
        account: AccountId,
        /// When the new ones end.
        expires_at: Option<Timestamp>,
    },
    /// Credentials could not be renewed, and it is not tried again by itself.
    RenewalFailed {
        /// Which account's.
        account: AccountId,
        /// `Suspend` or `SignInAgain`.
        how: AfterRefreshFailure,
        /// Why.
        why: Failure,
    },
    /// An account's credentials are gone from this computer.
    Revoked {
        /// Which account's.
        account: AccountId,
        /// What the service did, or why it was not told, in words.
        revoked: Result<Revoked, String>,
    },
    /// An account's credentials could not be wiped; they are where they were.
    NotRevoked {
        /// Which account's.
        account: AccountId,
        /// In words.
        why: Refusal,
    },
    /// A request is made with an account's credentials; told once a minute at most.
    Used {
        /// Which account's.
        account: AccountId,
        /// When.
        at: Timestamp,
    },
    /// The vault was asked, opened or exchanged.
    Vault {
        /// Where secrets are kept now.
        kind: vault::Kind,
        /// Whether it can be used.
        state: vault::State,
        /// Why what was wished for did not happen, in words; what is in force did not change then.
        why_not: Option<Refusal>,
    },
    /// The secret of the person's own OAuth app could not be kept or wiped.
    AppSecretLost {
        /// In words.
        why: Refusal,
    },
}

/// How far a sign-in is.
#[derive(Debug, PartialEq)]
pub enum Stage {
    /// The service is looked for and asked.
    Starting,
    /// The person is asked whether it may go to a private address.
    AskingPrivate {
        /// The host that leads there.
        host: String,
        /// The port.
        port: u16,
        /// Where it leads.
        addresses: Vec<IpAddr>,
    },
    /// The page is to be opened, and the browser is waited for.
    Waiting {
        /// The page.
        page: Page,
        /// Until when.
        expires_at: Timestamp,
    },
    /// The page is to be opened, and the code to be typed there.
    ShowingCode {
        /// The code.
        user_code: String,
        /// The page.
        page: Page,
        /// Until when.
        expires_at: Timestamp,
    },
    /// The service is asked whose credentials they are.
    Checking,
}
