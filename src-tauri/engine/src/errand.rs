//! What the loop runs for accounts: sign-ins, checks, revocations, the vault. Secrets are named by their tickets.

use std::collections::BTreeSet;

use stint_api::view::VaultKind;
use stint_connect::connector::{Depth, Known};
use stint_core::{
    account::{Account, Way},
    ids::AccountId,
    incoming::Cursor,
    work::{Follow, Why},
};

/// One errand.
#[derive(Clone, Debug, PartialEq)]
pub enum Errand {
    /// Sign in.
    SignIn(Box<SignIn>),
    /// Go on to a private address, or not.
    Answer {
        /// Which attempt.
        attempt: String,
        /// Whether the person allows it.
        is_allowed: bool,
    },
    /// End a sign-in.
    Cancel {
        /// Which attempt.
        attempt: String,
    },
    /// Hand a `stint://oauth/…` link to the sign-in it belongs to.
    TakeLink {
        /// Its ticket.
        ticket: String,
    },
    /// Ask the service whose credentials they are.
    Check {
        /// Which account.
        account: Box<Account>,
        /// Which of the account's credentials are meant, counted by the engine; told back with what comes of them.
        generation: u64,
    },
    /// Read the work of an account.
    Fetch(Box<Fetch>),
    /// Read the items that `known` names, one by one.
    LookUp(Box<Fetch>),
    /// End the reading of an account's work.
    StopFetch(AccountId),
    /// Tell the service to forget the credentials, and wipe them.
    Revoke(Box<Account>),
    /// Wipe the credentials of an account that could not be written down.
    Forget(AccountId),
    /// Find out whether the vault opens.
    ProbeVault,
    /// Keep secrets elsewhere from now on.
    SetVault {
        /// Where.
        kind: VaultKind,
        /// The ticket of the passphrase.
        ticket: Option<String>,
        /// The items to take along.
        items: Vec<String>,
    },
    /// Open the vault.
    Unlock {
        /// The ticket of the passphrase.
        ticket: Option<String>,
    },
    /// Keep the secret of the person's own OAuth app, or let it go.
    KeepAppSecret {
        /// The item of the vault.
        item: String,
        /// The ticket of the secret; none wipes it.
        ticket: Option<String>,
    },
}

/// A reading of work as it was decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Fetch {
    /// With which account.
    pub account: Account,
    /// Which of the account's credentials are meant.
    pub generation: u64,
    /// Which reading; told back with what comes of it.
    pub run: u64,
    /// How much.
    pub depth: Depth,
    /// Where the connector left off.
    pub cursor: Option<Cursor>,
    /// What the person wants to see.
    pub wanted: BTreeSet<Why>,
    /// The repositories they follow.
    pub follows: Vec<Follow>,
    /// What is known and open.
    pub known: Vec<Known>,
    /// What was missing before and is still to be looked up, by its ids at the service.
    pub missing: BTreeSet<String>,
}

/// A sign-in as it was decided.
#[derive(Clone, Debug, PartialEq)]
pub struct SignIn {
    /// What the client calls it.
    pub attempt: String,
    /// The service.
    pub service: String,
    /// Where it lies.
    pub origin: String,
    /// The path the credentials are checked on, where the service takes one.
    pub path: Option<String>,
    /// Whether the configuration put it there: the person's consent for exactly this origin.
    pub is_moved: bool,
    /// How.
    pub way: Way,
    /// What is asked for.
    pub scopes: Vec<String>,
    /// The name to sign in with.
    pub user: Option<String>,
    /// The ticket of the pasted token.
    pub ticket: Option<String>,
    /// The OAuth app.
    pub app: Option<OwnOrBuiltIn>,
    /// The account whose credentials are exchanged; it must be the same person's.
    pub account: Option<Account>,
    /// The accounts of this service at this place.
    pub known: Vec<Account>,
    /// Identity of the account, if it is a new one.
    pub fresh: AccountId,
}

/// The OAuth app of a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnOrBuiltIn {
    /// Its client id.
    pub client_id: String,
    /// The secret that was built in with it.
    pub built_in_secret: Option<&'static str>,
    /// The item of the vault that holds the secret of the person's own app.
    pub secret_item: Option<String>,
}
