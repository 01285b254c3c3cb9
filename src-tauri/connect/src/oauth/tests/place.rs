//! A service for the tests: where it lies, and the app that asks.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use stint_core::secret::secret;

use crate::{
    connector::{Descriptor, Hosts, Manners, OAuth, SignIn, Site},
    egress::Egress,
    endpoint::Endpoint,
    oauth::App,
    sites::Sites,
};

/// An app of a server that does all as the standards say.
const STANDARD: OAuth = OAuth {
    authorize: Some(("web", "/oauth/authorize")),
    token: ("web", "/oauth/token"),
    device: Some(("web", "/oauth/authorize_device")),
    revoke: Some(("web", "/oauth/revoke")),
    client_id: None,
    client_secret: None,
    app_has_secret: false,
    scope_parameter: "scope",
    scope_separator: " ",
    always: &["offline_access"],
    parameters: &[("prompt", "consent")],
    takes_any_path: false,
    revokes_all: false,
};

/// Its public client.
pub(super) static OAUTH: OAuth = STANDARD;

/// The same where nothing can be revoked.
pub(super) static NOT_REVOKED: OAuth = OAuth { revoke: None, ..STANDARD };

/// The same where any path may be come back to.
pub(super) static ANY_PATH: OAuth = OAuth { takes_any_path: true, ..STANDARD };

/// The same for scopes of a person, in a parameter of their own, with commas.
pub(super) static USER_SCOPES: OAuth =
    OAuth { scope_parameter: "user_scope", scope_separator: ",", always: &[], ..STANDARD };

/// A service that lies at a standard place, and may lie elsewhere.
pub(in crate::oauth) static SERVICE: Descriptor = Descriptor {
    id: "gitlab",
    name: "Example",
    icon: "gitlab.svg",
    summary: "An example",
    hosts: Hosts {
        standard: Some("https://gitlab.example.org"),
        regions: &[],
        is_self_hosted: true,
        takes_path: false,
    },
    sites: &[Site { name: "web", standard: "https://gitlab.example.org", below: "", apart: &[] }],
    sign_in: &[SignIn::Browser(STANDARD)],
    scopes: &[],
    manners: Manners { poll_every: Duration::from_secs(60), requests: 60, per: Duration::from_secs(60) },
    grants_page: "/applications",
    what_stays: "Nothing.",
};

/// A public client.
pub(super) fn app() -> App {
    App { client_id: "stint".to_owned(), client_secret: None }
}

/// The person's own app, with a secret.
pub(super) fn own_app() -> App {
    App { client_id: "stint".to_owned(), client_secret: Some(secret("app-hunter2")) }
}

pub(super) fn scopes() -> Vec<String> {
    vec!["read_user".to_owned(), "read_api".to_owned()]
}

pub(super) fn now() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

/// The ways to the service at an origin of this computer.
pub(super) fn sites(origin: &str) -> Sites {
    let egress = Egress::new(Arc::new(now));
    Sites::open(&SERVICE, origin, |root| egress.open(Endpoint::chosen(root).unwrap())).unwrap()
}
