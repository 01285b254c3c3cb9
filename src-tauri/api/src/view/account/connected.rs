//! One sign-in at one service, and its history.

use serde::{Deserialize, Serialize};

use super::WayKind;
use crate::{
    shape::{choice, view},
    view::SyncView,
};

view! {
    /// One sign-in at one service.
    AccountView {
        /// Who it is.
        id: String,
        /// The service.
        service: String,
        /// What the service calls the person.
        name: String,
        /// The name it was signed in with, where one goes along with the token.
        user: String,
        /// Where it lies, `github.com`.
        host: String,
        /// Whether it works.
        state: AccountState,
        /// The state in words, where it does not.
        message: String,
        /// How it was signed in.
        way: WayKind,
        /// What was granted, as the service names it.
        granted: Vec<String>,
        /// Whether the service says what was granted.
        is_granted_known: bool,
        /// What was not granted, and what does not work because of it.
        missing: Vec<MissingView>,
        /// What it may do, in words.
        may: Vec<String>,
        /// When the credentials end, RFC 3339.
        expires_at: Option<String>,
        /// Whether Stint renews them by itself.
        is_renewed: bool,
        /// When it was connected, RFC 3339.
        connected_at: String,
        /// When a request was last made with it, RFC 3339.
        last_used_at: Option<String>,
        /// When it was last found in order, RFC 3339.
        checked_at: Option<String>,
        /// Whether the service is being asked about it now.
        is_checking: bool,
        /// What went wrong last, in words; gone once it works again.
        last_error: Option<String>,
        /// What is left of what the service allows.
        quota: Option<QuotaView>,
        /// How many requests were made with it in the last hour.
        requests_last_hour: u32,
        /// Whether it brings work: tasks and notices.
        has_work: bool,
        /// Whether it rests by the person's wish.
        is_paused: bool,
        /// How syncing goes, where it brings work.
        sync: Option<SyncView>,
        /// The private addresses the person allowed for its host.
        allowed_addresses: Vec<String>,
    }
}

choice! {
    /// Whether an account works.
    AccountState {
        /// It does.
        #[default]
        Connected,
        /// The service is out of reach or asked to wait; it is tried again.
        Waiting,
        /// The person must sign in again.
        NeedsSignIn,
        /// Renewing its credentials failed; it rests until the person acts.
        Suspended,
        /// Its secret cannot be reached.
        Locked,
        /// The service refuses.
        Failing,
    }
}

view! {
    /// Something that was not granted.
    MissingView {
        /// The scope, as the service names it.
        scope: String,
        /// What does not work because of it.
        purpose: String,
    }
}

view! {
    /// What a service allows in a span of time.
    QuotaView {
        /// How many requests were made.
        used: u32,
        /// How many there may be.
        limit: u32,
        /// When the count begins anew, RFC 3339.
        resets_at: String,
        /// Whether the service said so; otherwise Stint keeps to its own measure.
        is_told: bool,
    }
}

view! {
    /// One line of the history of accounts; it holds no secret.
    AccountChangeView {
        /// When, RFC 3339.
        at: String,
        /// The service.
        service: String,
        /// What the service calls the person.
        name: String,
        /// Where it lies.
        host: String,
        /// What happened, in words: `Connected`, `Rotated`, `Suspended`, `Revoked`.
        what: String,
        /// By what: `you, with the browser`, `Stint`, `the service`.
        by: String,
    }
}
