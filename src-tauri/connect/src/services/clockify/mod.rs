//! Clockify, in each of its regions.

mod wire;

#[cfg(test)]
mod tests;

use std::time::Duration;

use async_trait::async_trait;
use reqwest::header::HeaderValue;
use stint_core::secret::{ExposeSecret, Secret};

use self::wire::User;
use super::tokens;
use crate::{
    connector::{Connector, Descriptor, Hosts, Identity, Manners, SignIn, Site, TokenForm},
    error::{Error, Result},
    session::Session,
};

const APP: &str = "https://app.clockify.me";

static DESCRIPTOR: Descriptor = Descriptor {
    id: "clockify",
    name: "Clockify",
    icon: "clockify.svg",
    summary: "Not yet: projects and tasks from a timesheet, finished entries back to it",
    // https://docs.clockify.me: a key works in the region it was made in, and nowhere else.
    hosts: Hosts {
        standard: Some("https://api.clockify.me"),
        regions: &[
            ("Global", "https://api.clockify.me"),
            ("Europe", "https://euc1.clockify.me"),
            ("United States", "https://use2.clockify.me"),
            ("United Kingdom", "https://euw2.clockify.me"),
            ("Australia", "https://apse2.clockify.me"),
        ],
        is_self_hosted: false,
        takes_path: false,
    },
    sites: &[
        Site { name: "web", standard: APP, below: "", apart: &[(".clockify.me", APP)] },
        Site { name: "api", standard: "https://api.clockify.me/api/v1", below: "/api/v1", apart: &[] },
    ],
    sign_in: &[SignIn::Token(TokenForm {
        name: "API key",
        page: "/manage-api-keys",
        steps: &[
            "Choose the region of your workspace; most are Global.",
            "Open the page and generate a key named Stint. Do so on your own subdomain, if your workspace has one.",
            "Copy the key and paste it here.",
        ],
        looks: "48 letters and digits",
        user: None,
    })],
    // A key may do whatever the person may.
    scopes: &[],
    // https://clockify.me/help/getting-started/webhook-and-api-limitations: a free workspace has 30 requests an hour, for all its people and programs.
    manners: Manners { poll_every: Duration::from_secs(900), requests: 30, per: Duration::from_secs(3_600) },
    grants_page: "/manage-api-keys",
    what_stays: "The key stays at Clockify until you delete it there; so does all that was sent.",
};

/// The connector.
pub(super) struct Clockify;

#[async_trait]
impl Connector for Clockify {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn mistaken(&self, token: &Secret) -> Option<&'static str> {
        tokens::mistaken(token, DESCRIPTOR.id, &[])
    }

    /// <https://docs.clockify.me/#tag/User/operation/getLoggedUser>; 401 is the answer to an unknown key (4003) and to none (1000) alike.
    async fn identify(&self, session: &Session) -> Result<Identity> {
        let api = session.sites.at("api")?;
        let request = api.get("/user")?.header("X-Api-Key", key(&session.secret)?);
        let user: User = api.send(request).await?.accepted(session.now)?.json()?;
        let names = [user.name, user.email];
        let name = names.into_iter().flatten().find(|name| !name.is_empty()).unwrap_or_else(|| user.id.clone());
        Ok(Identity { remote_id: user.id, name, scopes: None, expires_at: None })
    }
}

/// The key as a field of the head that no log shows.
fn key(secret: &Secret) -> Result<HeaderValue> {
    let mut key = HeaderValue::from_str(secret.expose_secret())
        .map_err(|_| Error::Refused { why: "a key holds letters and digits only".to_owned() })?;
    key.set_sensitive(true);
    Ok(key)
}
