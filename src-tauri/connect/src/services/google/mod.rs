//! Google, for its calendar.

mod wire;

#[cfg(test)]
mod tests;

use std::time::Duration;

use async_trait::async_trait;
use stint_core::{
    credentials::Credentials,
    secret::{ExposeSecret, Secret},
};

use self::wire::Person;
use super::{revocation, tokens};
use crate::{
    connector::{Connector, Descriptor, Hosts, Identity, Manners, Need, OAuth, Revoked, Scope, SignIn, Site},
    error::Result,
    session::Session,
};

/// <https://developers.google.com/identity/protocols/oauth2/native-app>: any loopback port and path; the secret of a desktop app is asked for and is none.
const APP: OAuth = OAuth {
    authorize: Some(("accounts", "/o/oauth2/v2/auth")),
    token: ("oauth", "/token"),
    device: None,
    revoke: Some(("oauth", "/revoke")),
    client_id: option_env!("STINT_GOOGLE_CLIENT_ID"),
    client_secret: option_env!("STINT_GOOGLE_CLIENT_SECRET"),
    app_has_secret: true,
    scope_parameter: "scope",
    scope_separator: " ",
    always: &[],
    // Only a consent given anew brings a refresh token along.
    parameters: &[("access_type", "offline"), ("prompt", "consent")],
    takes_any_path: true,
    revokes_all: true,
};

macro_rules! calendar {
    ($scope:literal) => {
        concat!("https://www.googleapis.com/auth/calendar", $scope)
    };
}

static DESCRIPTOR: Descriptor = Descriptor {
    id: "google",
    name: "Google Calendar",
    icon: "google.svg",
    summary: "Not yet: meetings from your calendar, finished entries back to it",
    hosts: Hosts {
        standard: Some("https://calendar.google.com"),
        regions: &[],
        is_self_hosted: false,
        takes_path: false,
    },
    sites: &[
        Site { name: "web", standard: "https://myaccount.google.com", below: "", apart: &[] },
        Site { name: "accounts", standard: "https://accounts.google.com", below: "", apart: &[] },
        Site { name: "oauth", standard: "https://oauth2.googleapis.com", below: "", apart: &[] },
        Site { name: "openid", standard: "https://openidconnect.googleapis.com", below: "", apart: &[] },
    ],
    sign_in: &[SignIn::Browser(APP)],
    // https://developers.google.com/workspace/calendar/api/auth; a person may untick any of them.
    scopes: &[
        Scope { name: "openid", included_in: &[], purpose: "know which account it is", need: Need::Required },
        Scope {
            name: "email",
            included_in: &["https://www.googleapis.com/auth/userinfo.email"],
            purpose: "show its address",
            need: Need::Required,
        },
        Scope {
            name: calendar!(".calendarlist.readonly"),
            included_in: &[calendar!(".calendarlist"), calendar!(".readonly"), calendar!("")],
            purpose: "list your calendars",
            need: Need::Offered,
        },
        Scope {
            name: calendar!(".events.readonly"),
            included_in: &[calendar!(".events"), calendar!(".readonly"), calendar!("")],
            purpose: "read your meetings",
            need: Need::Offered,
        },
        Scope {
            name: calendar!(".app.created"),
            included_in: &[calendar!("")],
            purpose: "write finished entries to a calendar of Stint's own",
            need: Need::OnRequest,
        },
    ],
    manners: Manners { poll_every: Duration::from_secs(300), requests: 600, per: Duration::from_secs(3_600) },
    grants_page: "/connections",
    what_stays: "Google forgets the grant; what Stint wrote to your calendar stays.",
};

/// The connector.
pub(super) struct Google;

#[async_trait]
impl Connector for Google {
    fn descriptor(&self) -> &'static Descriptor {
        &DESCRIPTOR
    }

    fn mistaken(&self, token: &Secret) -> Option<&'static str> {
        tokens::mistaken(token, DESCRIPTOR.id, &[])
    }

    /// The userinfo end point of OpenID Connect Core §5.3; what was granted was said with the grant, and asking again would put the token into a URL.
    async fn identify(&self, session: &Session) -> Result<Identity> {
        let openid = session.sites.at("openid")?;
        let request = openid.get("/v1/userinfo")?.bearer_auth(session.secret.expose_secret());
        let person: Person = openid.send(request).await?.accepted(session.now)?.json()?;
        let name = person.email.unwrap_or_else(|| person.sub.clone());
        Ok(Identity { remote_id: person.sub, name, scopes: None, expires_at: None })
    }

    /// <https://developers.google.com/identity/protocols/oauth2/native-app#tokenrevoke>: all tokens of the grant go together.
    async fn revoke(&self, session: &Session, credentials: &Credentials) -> Result<Revoked> {
        revocation::of_grant(session, &APP, credentials).await
    }
}
