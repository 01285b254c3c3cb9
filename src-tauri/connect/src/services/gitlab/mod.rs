//! GitLab: gitlab.com and instances of one's own.

mod asking;
mod lists;
mod look_up;
mod map;
mod source;
mod todos;
mod wire;

#[cfg(test)]
mod tests;

use std::time::Duration;

use async_trait::async_trait;
use stint_core::{
    credentials::Credentials,
    secret::{ExposeSecret, Secret},
};

use self::wire::{Granted, Token, User};
use super::{revocation, tokens};
use crate::{
    connector::{
        Connector, Descriptor, Hosts, Identity, Manners, Need, OAuth, Revoked, Scope, SignIn, Site, TokenForm,
        WorkSource,
    },
    error::{Error, Result},
    http::Reply,
    session::Session,
};

/// <https://docs.gitlab.com/api/oauth2/>: a public app needs no secret; an instance knows only its own apps.
const APP: OAuth = OAuth {
    authorize: Some(("web", "/oauth/authorize")),
    token: ("web", "/oauth/token"),
    device: Some(("web", "/oauth/authorize_device")),
    revoke: Some(("web", "/oauth/revoke")),
    client_id: option_env!("STINT_GITLAB_CLIENT_ID"),
    client_secret: None,
    app_has_secret: false,
    scope_parameter: "scope",
    scope_separator: " ",
    always: &[],
    parameters: &[],
    takes_any_path: false,
    revokes_all: false,
};

static DESCRIPTOR: Descriptor = Descriptor {
    id: "gitlab",
    name: "GitLab",
    icon: "gitlab.svg",
    summary: "Issues, merge requests and to-dos that wait for you",
    hosts: Hosts { standard: Some("https://gitlab.com"), regions: &[], is_self_hosted: true, takes_path: false },
    sites: &[
        Site { name: "web", standard: "https://gitlab.com", below: "", apart: &[] },
        Site { name: "api", standard: "https://gitlab.com/api/v4", below: "/api/v4", apart: &[] },
    ],
    sign_in: &[
        SignIn::Browser(APP),
        SignIn::Device(APP),
        SignIn::Token(TokenForm {
            name: "personal access token",
            page: "/-/user_settings/personal_access_tokens?name=Stint&scopes={scopes}",
            steps: &[
                "Open the page; the name and the scopes are filled in.",
                "Choose how long the token lives and create it.",
                "Copy the token and paste it here.",
            ],
            looks: "glpat-…",
            user: None,
        }),
    ],
    scopes: &[
        Scope {
            name: "read_user",
            included_in: &["read_api", "api"],
            purpose: "see who you are",
            need: Need::Required,
        },
        Scope {
            name: "read_api",
            included_in: &["api"],
            purpose: "read issues, merge requests and to-dos",
            need: Need::Offered,
        },
        Scope {
            name: "api",
            included_in: &[],
            purpose: "mark to-dos as done; GitLab has no smaller scope for this",
            need: Need::OnRequest,
        },
    ],
    manners: Manners { poll_every: Duration::from_secs(60), requests: 5_000, per: Duration::from_secs(3_600) },
    grants_page: "/-/user_settings/applications",
    what_stays: "Nothing stays but the name of the revoked token in GitLab's list.",
};

/// Tokens that are GitLab's and speak for no person (<https://docs.gitlab.com/security/tokens/>).
const OTHERS: &[(&str, &str)] = &[
    ("gldt-", "This is a deploy token, which speaks for a project and not for you."),
    ("glrt-", "This is the token of a runner; paste a personal access token."),
    ("glptt-", "This is a trigger token; paste a personal access token."),
    ("glcbt-", "This is the token of a job; paste a personal access token."),
    ("glft-", "This is a feed token; paste a personal access token."),
    ("gloas-", "This is the secret of an app; paste a personal access token."),
];

/// The connector.
pub(super) struct GitLab;

#[async_trait]
impl Connector for GitLab {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn mistaken(&self, token: &Secret) -> Option<&'static str> {
        tokens::mistaken(token, DESCRIPTOR.id, OTHERS)
    }

    /// <https://docs.gitlab.com/api/users/#retrieve-the-current-user>
    async fn identify(&self, session: &Session) -> Result<Identity> {
        let reply = get(session, "api", "/user").await?;
        if reply.status() == 403 {
            let why = "the token may not read who you are; it needs the scope read_user or read_api";
            return Err(Error::Refused { why: why.to_owned() });
        }
        let user: User = reply.accepted(session.now)?.json()?;
        if user.bot {
            return Err(Error::Refused { why: "the token belongs to a project or group, not to a person".to_owned() });
        }
        let Token { scopes, expires_at } =
            if session.is_pasted { of_itself(session).await? } else { of_grant(session).await? };
        Ok(Identity { remote_id: user.id.to_string(), name: user.username, scopes, expires_at })
    }

    /// A token revokes itself (<https://docs.gitlab.com/api/personal_access_tokens/>); a grant is revoked as RFC 7009 says.
    async fn revoke(&self, session: &Session, credentials: &Credentials) -> Result<Revoked> {
        if !session.is_pasted {
            return revocation::of_grant(session, &APP, credentials).await;
        }
        let api = session.sites.at("api")?;
        let request = api.delete("/personal_access_tokens/self")?.bearer_auth(session.secret.expose_secret());
        let reply = api.send(request).await?;
        // GitLab before 15.5 lets no token revoke itself.
        if matches!(reply.status(), 403 | 404) {
            return Ok(Revoked::NotOffered);
        }
        revocation::outcome(reply, session.now)
    }

    fn work(&self) -> Option<&dyn WorkSource> {
        Some(self)
    }
}

/// What a pasted token says of itself, whatever its scopes; nothing before GitLab 15.5.
async fn of_itself(session: &Session) -> Result<Token> {
    let reply = get(session, "api", "/personal_access_tokens/self").await?;
    if matches!(reply.status(), 400 | 403 | 404) {
        return Ok(Token::default());
    }
    reply.accepted(session.now)?.json()
}

/// What a grant says of itself (<https://docs.gitlab.com/api/oauth2/#retrieve-the-token-information>); its end is renewed and nobody's concern.
async fn of_grant(session: &Session) -> Result<Token> {
    let granted: Granted = get(session, "web", "/oauth/token/info").await?.accepted(session.now)?.json()?;
    Ok(Token { scopes: Some(granted.scope), expires_at: None })
}

async fn get(session: &Session, site: &str, path: &str) -> Result<Reply> {
    let site = session.sites.at(site)?;
    site.send(site.get(path)?.bearer_auth(session.secret.expose_secret())).await
}
