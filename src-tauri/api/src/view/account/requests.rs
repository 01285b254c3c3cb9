//! What went out to the network.

use serde::{Deserialize, Serialize};

use crate::shape::view;

view! {
    /// What went out to the network since Stint started.
    RequestsPage {
        /// Since when they are kept, RFC 3339.
        since: String,
        /// How many there were in all.
        #[cfg_attr(feature = "specta", specta(type = u32))]
        count: f64,
        /// The latest, latest first.
        rows: Vec<RequestView>,
        /// Hosts that are left alone for a while, because they failed again and again.
        resting: Vec<RestingView>,
    }
}

view! {
    /// One request; no query and no body.
    RequestView {
        /// When it began, RFC 3339.
        at: String,
        /// `GET`.
        method: String,
        /// Host, and port where it is not the usual one.
        host: String,
        /// Path without query, tokens taken out.
        path: String,
        /// What the service answered; none where it did not.
        status: Option<u16>,
        /// Why there is no status, in words.
        failure: String,
        /// Bytes of the answer.
        #[cfg_attr(feature = "specta", specta(type = u32))]
        bytes: f64,
        /// How long it took, in milliseconds.
        took_ms: u32,
    }
}

view! {
    /// A host that is left alone for a while.
    RestingView {
        /// Which one.
        host: String,
        /// Until when, RFC 3339.
        until: String,
    }
}
