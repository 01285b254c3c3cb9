//! GitHub: github.com, Enterprise Server and the tenants of ghe.com.

mod assigned;
mod checks;
mod cursor;
mod due;
mod follows;
mod graphql;
mod look_up;
mod map;
mod notifications;
mod refusal;
mod rest;
mod round;
mod searches;
mod source;
mod subjects;
mod wire;

#[cfg(test)]
mod tests;

use std::time::Duration;

use async_trait::async_trait;
use serde_json::json;
use stint_core::{
    credentials::Credentials,
    secret::{ExposeSecret, Secret},
};

use self::{
    refusal::{accepted, limited},
    rest::{MEDIA, VERSION},
    wire::{User, expiry},
};
use super::{revocation, tokens};
use crate::{
    connector::{
        Connector, Descriptor, Hosts, Identity, Manners, Need, OAuth, Revoked, Scope, SignIn, Site, TokenForm,
        WorkSource,
    },
    error::Result,
    session::Session,
};

/// <https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps>: only the device flow, there and in renewals, does without a secret.
const APP: OAuth = OAuth {
    authorize: Some(("web", "/login/oauth/authorize")),
    token: ("web", "/login/oauth/access_token"),
    device: Some(("web", "/login/device/code")),
    revoke: None,
    client_id: option_env!("STINT_GITHUB_CLIENT_ID"),
    client_secret: None,
    app_has_secret: false,
    scope_parameter: "scope",
    scope_separator: " ",
    always: &["offline_access"],
    parameters: &[],
    takes_any_path: false,
    revokes_all: false,
};

static DESCRIPTOR: Descriptor = Descriptor {
    id: "github",
    name: "GitHub",
    icon: "github.svg",
    summary: "Issues, reviews and notifications that wait for you",
    hosts: Hosts { standard: Some("https://github.com"), regions: &[], is_self_hosted: true, takes_path: false },
    sites: &[
        Site { name: "web", standard: "https://github.com", below: "", apart: &[] },
        Site {
            name: "api",
            standard: "https://api.github.com",
            below: "/api/v3",
            apart: &[(".ghe.com", "https://api.{host}")],
        },
        // On Enterprise Server beside REST, not below it.
        Site {
            name: "graphql",
            standard: "https://api.github.com",
            below: "/api",
            apart: &[(".ghe.com", "https://api.{host}")],
        },
    ],
    sign_in: &[
        SignIn::Device(APP),
        SignIn::Token(TokenForm {
            name: "personal access token",
            page: "/settings/tokens/new?description=Stint&scopes={scopes}",
            steps: &[
                "Open the page; the name and the scopes are filled in.",
                "Choose how long the token lives and click Generate token.",
                "Copy the token and paste it here.",
                "A fine-grained token works, too: let it read issues and pull requests. GitHub shows it no notifications.",
            ],
            looks: "ghp_… or github_pat_…",
            user: None,
        }),
        SignIn::Browser(OAuth { client_id: None, app_has_secret: true, ..APP }),
    ],
    scopes: &[
        Scope {
            name: "notifications",
            included_in: &["repo"],
            purpose: "read your notifications",
            need: Need::Offered,
        },
        Scope {
            name: "repo",
            included_in: &[],
            purpose: "see private repositories; GitHub has no scope that only reads them",
            need: Need::OnRequest,
        },
    ],
    manners: Manners { poll_every: Duration::from_secs(60), requests: 5_000, per: Duration::from_secs(3_600) },
    grants_page: "/settings/applications",
    what_stays: "github.com forgets the token and keeps Stint in its list of applications; on Enterprise the token stays until you delete it there.",
};

/// Tokens that are GitHub's and nobody's to paste.
const OTHERS: &[(&str, &str)] = &[
    ("ghs_", "This token belongs to a GitHub app, not to a person."),
    ("ghr_", "This is a refresh token; paste a personal access token."),
];

/// The connector.
pub(super) struct GitHub;

#[async_trait]
impl Connector for GitHub {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn mistaken(&self, token: &Secret) -> Option<&'static str> {
        tokens::mistaken(token, DESCRIPTOR.id, OTHERS)
    }

    /// <https://docs.github.com/en/rest/users/users#get-the-authenticated-user>
    async fn identify(&self, session: &Session) -> Result<Identity> {
        let api = session.sites.at("api")?;
        let request = api.get("/user")?.bearer_auth(session.secret.expose_secret());
        let request = request.header("Accept", MEDIA);
        let reply = accepted(api.send(request.header("X-GitHub-Api-Version", VERSION)).await?, session.now)?;
        let user: User = reply.json()?;
        Ok(Identity {
            remote_id: user.id.to_string(),
            name: user.login,
            scopes: reply.header("x-oauth-scopes").and_then(wire::scopes),
            expires_at: reply.header("github-authentication-token-expiration").and_then(expiry),
        })
    }

    fn work(&self) -> Option<&dyn WorkSource> {
        Some(self)
    }

    /// <https://docs.github.com/en/rest/credentials/revoke>: without credentials on github.com; Enterprise has it not, or not so.
    async fn revoke(&self, session: &Session, credentials: &Credentials) -> Result<Revoked> {
        let api = session.sites.at("api")?;
        let both = [Some(&credentials.access), credentials.refresh.as_ref()];
        let both: Vec<&str> = both.into_iter().flatten().map(ExposeSecret::expose_secret).collect();
        let request = api.post("/credentials/revoke")?.json(&json!({ "credentials": both }));
        let reply = api.send(request).await?;
        match reply.status() {
            401 | 404 | 422 => Ok(Revoked::NotOffered),
            403 if limited(&reply, session.now).is_none() => Ok(Revoked::NotOffered),
            403 => accepted(reply, session.now).map(|_| Revoked::NotOffered),
            _ => revocation::outcome(reply, session.now),
        }
    }
}
