//! The connector of a service to try: every way to sign in, a work source, no hosts of its own.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::Deserialize;
use stint_connect::{
    Result,
    connector::{
        Connector, Descriptor, Hosts, Identity, Manners, Need, OAuth, Revoked, Scope, SignIn, Site, TokenForm,
        WorkSource,
    },
    session::Session,
};
use stint_core::{
    credentials::Credentials,
    secret::{ExposeSecret, Secret},
};

const OAUTH: OAuth = OAuth {
    authorize: Some(("api", "/authorize")),
    token: ("api", "/token"),
    device: Some(("api", "/device")),
    revoke: Some(("api", "/revoke")),
    client_id: Some("stint"),
    client_secret: None,
    app_has_secret: true,
    scope_parameter: "scope",
    scope_separator: " ",
    always: &[],
    parameters: &[],
    takes_any_path: true,
    revokes_all: false,
};

static DESCRIPTOR: Descriptor = Descriptor {
    id: "sample",
    name: "Sample",
    icon: "sample.svg",
    summary: "Things to try",
    hosts: Hosts { standard: None, regions: &[], is_self_hosted: true, takes_path: false },
    sites: &[Site { name: "api", standard: "", below: "", apart: &[] }],
    sign_in: &[
        SignIn::Browser(OAUTH),
        SignIn::Device(OAUTH),
        SignIn::Link(OAUTH),
        SignIn::Token(TokenForm { name: "token", page: "", steps: &[], looks: "smp_…", user: None }),
    ],
    scopes: &[Scope { name: "read", included_in: &["all"], purpose: "read things", need: Need::Required }],
    manners: Manners { poll_every: Duration::from_secs(60), requests: 60, per: Duration::from_secs(3_600) },
    grants_page: "/",
    what_stays: "Nothing stays.",
};

/// Its connector.
pub struct Sample;

#[derive(Deserialize)]
struct Me {
    id: String,
    name: String,
    scopes: Option<Vec<String>>,
    expires_at: Option<Timestamp>,
}

#[async_trait]
impl Connector for Sample {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn mistaken(&self, token: &Secret) -> Option<&'static str> {
        token.expose_secret().starts_with("oth_").then_some("This is a token of another service.")
    }

    async fn identify(&self, session: &Session) -> Result<Identity> {
        let api = session.sites.at("api")?;
        let request = api.get("/me")?.bearer_auth(session.secret.expose_secret());
        let me: Me = api.send(request).await?.accepted(session.now)?.json()?;
        assert_ne!(me.name, "stumble", "an answer that nobody thought of");
        Ok(Identity { remote_id: me.id, name: me.name, scopes: me.scopes, expires_at: me.expires_at })
    }

    async fn revoke(&self, session: &Session, credentials: &Credentials) -> Result<Revoked> {
        let api = session.sites.at("api")?;
        let request = api.post("/revoke")?.body(credentials.access.expose_secret().to_owned());
        api.send(request).await?.accepted(session.now)?;
        Ok(Revoked::Forgotten)
    }

    fn work(&self) -> Option<&dyn WorkSource> {
        Some(self)
    }
}
