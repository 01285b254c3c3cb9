//! A service that can be connected: its hosts, its ways to sign in, what it may grant.

use serde::{Deserialize, Serialize};

use super::AccountView;
use crate::shape::{choice, view};

view! {
    /// A service that can be connected; the form is drawn from it.
    ServiceView {
        /// Names it in requests and in `stint://settings/accounts#github`.
        id: String,
        /// What people call it.
        name: String,
        /// File name of its icon.
        icon: String,
        /// What it is good for, one line.
        summary: String,
        /// Its standard host, such as `github.com`; none where everybody runs their own.
        standard_host: Option<String>,
        /// The regions to choose from, the standard one first; empty where there is only one.
        regions: Vec<RegionView>,
        /// Whether people run it on hosts of their own.
        is_self_hosted: bool,
        /// Where the configuration moves it, such as `http://127.0.0.1:8080`.
        moved_to: Option<String>,
        /// The ways to sign in at its standard place, the easiest first.
        ways: Vec<WayView>,
        /// What may be granted.
        scopes: Vec<ScopeView>,
        /// Whether it has a page that lists what was granted to whom.
        has_grants_page: bool,
        /// What stays at the service after an account was revoked.
        what_stays: String,
        /// The accounts connected, oldest first.
        accounts: Vec<AccountView>,
    }
}

view! {
    /// A region of a service.
    RegionView {
        /// What people call it.
        name: String,
        /// Its host.
        host: String,
    }
}

view! {
    /// A way to sign in.
    WayView {
        /// Which one.
        kind: WayKind,
        /// What the button says: `Sign in with the browser`.
        label: String,
        /// What the person does, a sentence each.
        steps: Vec<String>,
        /// Whether it can be used there now.
        is_ready: bool,
        /// What is missing, where it is not ready.
        why_not: String,
        /// What the link to the page where a token is made says; empty where there is none.
        token_page: String,
        /// What tokens look like: `ghp_… or github_pat_…`.
        token_looks: String,
        /// What the person's name is called there, where it is asked for.
        user_label: String,
        /// Whether Stint was built with an OAuth app for that place.
        has_built_in_app: bool,
        /// Whether an OAuth app of one's own can be used.
        takes_own_app: bool,
        /// Whether such an app has a secret.
        app_has_secret: bool,
        /// The client id of the person's own app, where one is set.
        own_client_id: String,
        /// The redirect address to register for such an app.
        redirect: String,
    }
}

choice! {
    /// A way to sign in.
    WayKind {
        /// In the browser, which comes back to this computer.
        #[default]
        Browser,
        /// With a code that is typed at the service.
        Device,
        /// In the browser, which comes back by a `stint://` link.
        Link,
        /// With a token that the person pastes.
        Token,
    }
}

view! {
    /// Something a service may grant.
    ScopeView {
        /// As the service names it.
        name: String,
        /// What it is for, in words.
        purpose: String,
        /// Whether nothing works without it.
        is_required: bool,
        /// Whether it is asked for unless the person says otherwise.
        is_asked_for: bool,
    }
}
