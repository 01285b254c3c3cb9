//! Accounts: signing in, answering what a sign-in asks, rotating, revoking; where secrets are kept.
//!
//! No request carries a secret: one is handed over apart and named here by its ticket.

use serde::{Deserialize, Serialize};

use crate::{
    shape::request,
    view::{VaultKind, WayKind},
};

request! {
    /// Begins to sign in at a service; the page of accounts shows how it gets on.
    BeginSignIn {
        /// What the client calls this attempt, at most 64 letters, digits and hyphens, never used before.
        attempt: String,
        /// The service.
        service: String,
        /// The way to sign in.
        way: WayKind,
        /// Where the service lies, `git.example.org:8443` or a whole origin; empty for its standard place.
        host: String,
        /// The account that gets new credentials; none for a new account.
        account: Option<String>,
        /// Scopes beyond the required ones.
        scopes: Vec<String>,
        /// The name to sign in with, where the way asks for one.
        user: String,
        /// The ticket of the pasted token.
        ticket: Option<String>,
    }
}
request! {
    /// Answers whether a sign-in may go to the private address it names.
    AnswerSignIn {
        /// Which attempt.
        attempt: String,
        /// Whether it may.
        is_allowed: bool,
    }
}
request! {
    /// Opens the page of a sign-in in the browser once more.
    OpenSignInPage {
        /// Which attempt.
        attempt: String,
    }
}
request! {
    /// Ends a sign-in, or puts away one that ended.
    CancelSignIn {
        /// Which attempt.
        attempt: String,
    }
}
request! {
    /// Asks the service whether an account still works and what it may do.
    CheckAccount {
        /// Which one.
        account: String,
    }
}
request! {
    /// Tells the service to forget the credentials, then wipes them.
    RevokeAccount {
        /// Which one.
        account: String,
    }
}
request! {
    /// Opens the page where a token is made, filled in as far as the service allows.
    OpenTokenPage {
        /// The service.
        service: String,
        /// Where it lies; empty for its standard place.
        host: String,
        /// Scopes beyond the required ones.
        scopes: Vec<String>,
    }
}
request! {
    /// Opens the page where the service lists what was granted to whom.
    OpenGrantsPage {
        /// The account.
        account: String,
    }
}
request! {
    /// Uses the person's own OAuth app for a service, or the built-in one again.
    SetOAuthApp {
        /// The service.
        service: String,
        /// Where it lies; empty for its standard place.
        host: String,
        /// The client id of the app; empty for the built-in one.
        client_id: String,
        /// The ticket of its secret, where the service gives out one.
        ticket: Option<String>,
    }
}
request! {
    /// Chooses where secrets are kept.
    SetVault {
        /// Where.
        kind: VaultKind,
        /// The ticket of the passphrase, for a file.
        ticket: Option<String>,
    }
}
request! {
    /// Opens the vault: by the passphrase, or by asking the keyring, which asks the person.
    UnlockVault {
        /// The ticket of the passphrase, for a file.
        ticket: Option<String>,
    }
}
request! {
    /// Takes a `stint://` link that was handed over.
    OpenUrl {
        /// The ticket of the link.
        ticket: String,
    }
}
