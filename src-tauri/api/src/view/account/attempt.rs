//! A sign-in under way.

use serde::{Deserialize, Serialize};

use super::WayKind;
use crate::shape::{choice, view};

view! {
    /// A sign-in under way.
    AttemptView {
        /// Which one, as the client named it.
        id: String,
        /// The service.
        service: String,
        /// The account that gets new credentials.
        account: Option<String>,
        /// Where the service lies.
        host: String,
        /// The way chosen.
        way: WayKind,
        /// How far it is.
        stage: SignInStage,
        /// What happens or happened, in words.
        message: String,
        /// What to do.
        hint: Option<String>,
        /// The code to type at the service.
        user_code: String,
        /// The page where it is typed, without query: `github.com/login/device`.
        page: String,
        /// The addresses the person is asked about, one or more.
        addresses: Vec<String>,
        /// Until when it can be ended well, RFC 3339.
        expires_at: Option<String>,
        /// The account that came of it.
        connected: Option<String>,
    }
}

choice! {
    /// How far a sign-in is.
    SignInStage {
        /// The service is asked.
        #[default]
        Starting,
        /// The person is asked about a private address.
        AskingPrivate,
        /// The browser is open, and Stint waits for it to come back.
        Waiting,
        /// A code is shown, and Stint waits until it was typed at the service.
        ShowingCode,
        /// The service is asked whose credentials they are.
        Checking,
        /// The account is connected.
        Done,
        /// It ended otherwise; `message` says how, and nothing was stored.
        Failed,
    }
}
