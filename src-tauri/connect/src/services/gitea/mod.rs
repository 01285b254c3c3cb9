//! Gitea and Forgejo, which speak the same language: on hosts of one's own, codeberg.org and gitea.com among them.

mod asking;
mod inbox;
mod lists;
mod look_up;
mod map;
mod source;
mod wire;

#[cfg(test)]
mod tests;

use std::time::Duration;

use async_trait::async_trait;
use stint_core::secret::{ExposeSecret, Secret};

use self::wire::User;
use super::tokens;
use crate::{
    connector::{
        Connector, Descriptor, Hosts, Identity, Manners, Need, OAuth, Scope, SignIn, Site, TokenForm, WorkSource,
    },
    error::{Error, Result},
    session::Session,
};

static DESCRIPTOR: Descriptor = Descriptor {
    id: "gitea",
    name: "Gitea and Forgejo",
    icon: "gitea.svg",
    summary: "Issues, pull requests and notifications, on Codeberg or a host of your own",
    hosts: Hosts { standard: None, regions: &[], is_self_hosted: true, takes_path: false },
    sites: &[
        Site { name: "web", standard: "", below: "", apart: &[] },
        Site { name: "api", standard: "", below: "/api/v1", apart: &[] },
    ],
    sign_in: &[
        SignIn::Token(TokenForm {
            name: "access token",
            page: "/user/settings/applications",
            steps: &[
                "Open the page and name a new token Stint.",
                "Let it read user, issue, notification and repository; leave everything else at no access.",
                "Copy the token and paste it here.",
            ],
            looks: "40 letters and digits",
            user: None,
        }),
        // https://docs.gitea.com/development/oauth2-provider: a public app needs no secret; each host knows only its own apps.
        SignIn::Browser(OAuth {
            authorize: Some(("web", "/login/oauth/authorize")),
            token: ("web", "/login/oauth/access_token"),
            device: None,
            revoke: None,
            client_id: None,
            client_secret: None,
            app_has_secret: false,
            scope_parameter: "scope",
            scope_separator: " ",
            always: &[],
            parameters: &[],
            takes_any_path: false,
            revokes_all: false,
        }),
    ],
    // https://docs.gitea.com/development/oauth2-provider#scopes
    scopes: &[
        scope("read:user", &["write:user"], "see who you are", Need::Required),
        scope("read:issue", &["write:issue"], "read issues and pull requests", Need::Offered),
        scope("read:notification", &["write:notification"], "read your notifications", Need::Offered),
        scope("write:notification", &[], "mark notifications as read", Need::OnRequest),
        scope("read:repository", &["write:repository"], "read branches and commits", Need::Offered),
    ],
    manners: Manners { poll_every: Duration::from_secs(60), requests: 600, per: Duration::from_secs(3_600) },
    grants_page: "/user/settings/applications",
    what_stays: "The token stays at the host until you delete it there, for a token cannot delete itself.",
};

const fn scope(name: &'static str, included_in: &'static [&'static str], purpose: &'static str, need: Need) -> Scope {
    Scope { name, included_in, purpose, need }
}

/// The connector.
pub(super) struct Gitea;

#[async_trait]
impl Connector for Gitea {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn mistaken(&self, token: &Secret) -> Option<&'static str> {
        tokens::mistaken(token, DESCRIPTOR.id, &[])
    }

    /// <https://docs.gitea.com/api/#tag/user/operation/userGetCurrent>; nothing says what a token may do.
    async fn identify(&self, session: &Session) -> Result<Identity> {
        let api = session.sites.at("api")?;
        // Both kinds of token are taken as bearer tokens, and those are kept out of logs.
        let request = api.get("/user")?.bearer_auth(session.secret.expose_secret());
        let reply = api.send(request).await?;
        if reply.status() == 403 {
            let why = "the token may not read who you are; it needs the scope read:user";
            return Err(Error::Refused { why: why.to_owned() });
        }
        let user: User = reply.accepted(session.now)?.json()?;
        Ok(Identity { remote_id: user.id.to_string(), name: user.login, scopes: None, expires_at: None })
    }

    fn work(&self) -> Option<&dyn WorkSource> {
        Some(self)
    }
}
