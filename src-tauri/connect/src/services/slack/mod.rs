//! Slack: a grant by a link for Stint's own app, or tokens of an app that the person makes from Stint's manifest.

mod manifest;
mod wire;

#[cfg(test)]
mod tests;

use std::time::Duration;

use async_trait::async_trait;
use stint_core::{
    credentials::Credentials,
    secret::{ExposeSecret, Secret},
};

use self::wire::{Who, granted};
use super::tokens;
use crate::{
    connector::{
        Connector, Descriptor, Hosts, Identity, Manners, Need, OAuth, Revoked, Scope, SignIn, Site, TokenForm,
    },
    error::{Error, Result},
    http::Reply,
    session::Session,
};

/// <https://docs.slack.dev/authentication/using-pkce>: a public app grants user scopes only, and needs no secret.
const APP: OAuth = OAuth {
    authorize: Some(("slack", "/oauth/v2/authorize")),
    token: ("api", "/oauth.v2.access"),
    device: None,
    revoke: None,
    client_id: option_env!("STINT_SLACK_CLIENT_ID"),
    client_secret: None,
    app_has_secret: false,
    scope_parameter: "user_scope",
    scope_separator: ",",
    always: &[],
    parameters: &[],
    takes_any_path: false,
    revokes_all: false,
};

static DESCRIPTOR: Descriptor = Descriptor {
    id: "slack",
    name: "Slack",
    icon: "slack.svg",
    summary: "Not yet: your status while a timer runs, messages that wait for you",
    hosts: Hosts { standard: Some("https://slack.com"), regions: &[], is_self_hosted: false, takes_path: false },
    sites: &[
        Site { name: "web", standard: "https://api.slack.com", below: "", apart: &[] },
        Site { name: "slack", standard: "https://slack.com", below: "", apart: &[] },
        Site { name: "api", standard: "https://slack.com/api", below: "/api", apart: &[] },
    ],
    sign_in: &[
        SignIn::Link(APP),
        SignIn::Token(TokenForm {
            name: "user token",
            page: manifest::PAGE,
            steps: &[
                "Open the page, choose your workspace and create the app; everything is filled in.",
                "Click Install to workspace. A workspace may want an administrator to agree.",
                "Open OAuth & Permissions, copy the user token and paste it here.",
                "A bot token (xoxb-…) works, too, and cannot set your status.",
            ],
            looks: "xoxp-…",
            user: None,
        }),
    ],
    // https://docs.slack.dev/reference/scopes
    scopes: &[
        scope("users.profile:read", "see the status you have", Need::Offered),
        scope("users.profile:write", "set your status while a timer runs", Need::Offered),
        scope("dnd:read", "see whether notifications are paused", Need::Offered),
        scope("dnd:write", "pause notifications while you focus", Need::Offered),
        scope("im:history", "notice direct messages", Need::OnRequest),
        scope("mpim:history", "notice messages to small groups", Need::OnRequest),
    ],
    manners: Manners { poll_every: Duration::from_secs(300), requests: 600, per: Duration::from_secs(3_600) },
    grants_page: "/apps",
    what_stays: "Slack forgets the token; an app you made stays until you delete it at api.slack.com.",
};

const fn scope(name: &'static str, purpose: &'static str, need: Need) -> Scope {
    Scope { name, included_in: &[], purpose, need }
}

/// Tokens that are Slack's and speak for nobody (<https://docs.slack.dev/authentication/tokens>).
const OTHERS: &[(&str, &str)] = &[
    ("xapp-", "This is an app-level token; paste the user token, which begins with xoxp-."),
    ("xoxe-", "This is a refresh token; paste the user token, which begins with xoxp-."),
    ("xoxc-", "This belongs to a browser session; paste the user token, which begins with xoxp-."),
    ("xoxd-", "This belongs to a browser session; paste the user token, which begins with xoxp-."),
    ("xoxs-", "This belongs to a browser session; paste the user token, which begins with xoxp-."),
    ("https://hooks.slack.com/", "This is the address of a webhook; paste the user token, which begins with xoxp-."),
];

/// The connector.
pub(super) struct Slack;

#[async_trait]
impl Connector for Slack {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn mistaken(&self, token: &Secret) -> Option<&'static str> {
        tokens::mistaken(token, DESCRIPTOR.id, OTHERS)
    }

    /// <https://docs.slack.dev/reference/methods/auth.test>; somebody is another in each workspace.
    async fn identify(&self, session: &Session) -> Result<Identity> {
        let reply = call(session, "/auth.test").await?;
        let who: Who = wire::said(&reply)?;
        Ok(Identity {
            remote_id: format!("{}/{}", who.team_id, who.user_id),
            name: format!("{} ({})", who.user, who.team),
            scopes: reply.header("x-oauth-scopes").map(granted),
            expires_at: None,
        })
    }

    /// <https://docs.slack.dev/reference/methods/auth.revoke>
    async fn revoke(&self, session: &Session, _credentials: &Credentials) -> Result<Revoked> {
        let reply = call(session, "/auth.revoke").await;
        match reply.and_then(|reply| wire::said::<wire::Gone>(&reply)) {
            Ok(gone) if gone.revoked => Ok(Revoked::Forgotten),
            Ok(_) => Err(Error::Refused { why: "it would not take the token back".to_owned() }),
            Err(Error::SignInAgain) => Ok(Revoked::Forgotten),
            Err(error) => Err(error),
        }
    }
}

async fn call(session: &Session, method: &str) -> Result<Reply> {
    let api = session.sites.at("api")?;
    let request = api.post(method)?.bearer_auth(session.secret.expose_secret());
    api.send(request).await?.accepted(session.now)
}
