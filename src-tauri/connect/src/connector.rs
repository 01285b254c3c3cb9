//! The one interface of all services: what it is called, whose credentials these are, and capabilities found by asking.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use stint_core::{
    credentials::Credentials,
    incoming::{Batch, Cursor, WorkItem},
    secret::Secret,
};

use crate::{error::Result, session::Session};

/// One outside service the person can connect.
#[async_trait]
pub trait Connector: Send + Sync {
    /// What it is called, how to sign in, how often to ask.
    fn descriptor(&self) -> &'static Descriptor;

    /// What a pasted token is instead of one of this service, judged by its first letters alone: `This is a GitLab token.`
    fn mistaken(&self, _token: &Secret) -> Option<&'static str> {
        None
    }

    /// Finds out whose credentials these are, and what they may do.
    async fn identify(&self, session: &Session) -> Result<Identity>;

    /// Tells the service to forget the credentials.
    async fn revoke(&self, _session: &Session, _credentials: &Credentials) -> Result<Revoked> {
        Ok(Revoked::NotOffered)
    }

    /// Work waiting for the person: issues, pull requests, reviews.
    fn work(&self) -> Option<&dyn WorkSource> {
        None
    }
}

/// Where work comes from.
#[async_trait]
pub trait WorkSource: Send + Sync {
    /// Fetches what changed since `cursor`; `None` asks for everything.
    async fn fetch(&self, session: &Session, cursor: Option<&Cursor>) -> Result<Batch<WorkItem>>;
}

/// Whose credentials they are, and what the service says of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// What the service calls the person, unique and unchanging.
    pub remote_id: String,
    /// What other people call them.
    pub name: String,
    /// What was granted; none where the service does not say, and what was said when it was granted stands.
    pub scopes: Option<Vec<String>>,
    /// When the credentials end; none where the service does not say.
    pub expires_at: Option<Timestamp>,
}

/// What became of credentials that the service was told to forget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revoked {
    /// It forgot them.
    Forgotten,
    /// It offers no way to tell it; the person removes them on its page.
    NotOffered,
}

/// What is known of a service before anybody signs in; the page and its forms are drawn from it.
#[derive(Debug)]
pub struct Descriptor {
    /// Names it in the database, in the configuration and in links, never changed.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// File name of its icon.
    pub icon: &'static str,
    /// What it is good for, one line.
    pub summary: &'static str,
    /// Where it lies.
    pub hosts: Hosts,
    /// The parts of it, each with a base URL.
    pub sites: &'static [Site],
    /// The ways to sign in, the easiest first.
    pub sign_in: &'static [SignIn],
    /// What may be granted.
    pub scopes: &'static [Scope],
    /// How often it may be asked.
    pub manners: Manners,
    /// Path, on the site `web`, of the page where the service lists what was granted to whom.
    pub grants_page: &'static str,
    /// What stays at the service after an account was revoked, one sentence.
    pub what_stays: &'static str,
}

/// Where a service lies.
#[derive(Debug)]
pub struct Hosts {
    /// Its standard origin, such as `https://github.com`; none where everybody runs their own.
    pub standard: Option<&'static str>,
    /// Origins of its regions with their names, the standard one first; empty where there is only one.
    pub regions: &'static [(&'static str, &'static str)],
    /// Whether people run it on hosts of their own.
    pub is_self_hosted: bool,
    /// Whether the credentials are checked on a path that is given along with the host: `https://git.example.org/team/app.git`.
    pub takes_path: bool,
}

impl Hosts {
    /// Parts what the person typed into the host and the path to check the credentials on, where one is taken.
    #[must_use]
    pub fn part<'a>(&self, typed: &'a str) -> (&'a str, Option<&'a str>) {
        let typed = typed.trim();
        let authority = typed.find("://").map_or(0, |at| at + 3);
        match typed[authority..].find('/') {
            Some(at) if self.takes_path => {
                let (host, path) = typed.split_at(authority + at);
                (host, (path.len() > 1).then_some(path))
            }
            _ => (typed, None),
        }
    }
}

/// A part of a service: `web` for people, `api` for programs, others as a service needs them.
#[derive(Debug)]
pub struct Site {
    /// Names it within the service.
    pub name: &'static str,
    /// Base URL where the service lies at its standard place: `https://api.github.com`; empty where there is none.
    pub standard: &'static str,
    /// Path below any other origin: `/api/v3`; empty for the origin itself.
    pub below: &'static str,
    /// Base URLs for origins whose host ends so, `{host}` standing for the host: `(".ghe.com", "https://api.{host}")`.
    pub apart: &'static [(&'static str, &'static str)],
}

/// A site of a service and a path on it, such as `("web", "/login/oauth/authorize")`.
pub type End = (&'static str, &'static str);

/// A way to sign in.
#[derive(Debug)]
pub enum SignIn {
    /// In the system browser, with PKCE and a loopback redirect (RFC 8252 §7.3).
    Browser(OAuth),
    /// With a code that is typed at the service (RFC 8628).
    Device(OAuth),
    /// In the system browser, with PKCE and a redirect to `stint://oauth/<id>` (RFC 8252 §7.1).
    Link(OAuth),
    /// With a token that the person makes at the service and pastes.
    Token(TokenForm),
}

/// An OAuth app of a service and its end points.
#[derive(Debug)]
pub struct OAuth {
    /// Where the browser is sent; for the device code none is needed.
    pub authorize: Option<End>,
    /// Where codes and refresh tokens are exchanged.
    pub token: End,
    /// Where a device code is asked for.
    pub device: Option<End>,
    /// Where tokens are revoked as RFC 7009 says.
    pub revoke: Option<End>,
    /// Built in when Stint was built, for the standard place only; none where the person must bring an own app.
    pub client_id: Option<&'static str>,
    /// Goes with it where the service insists on one from a public client; it is no secret.
    pub client_secret: Option<&'static str>,
    /// Whether an own app has a secret that must be sent.
    pub app_has_secret: bool,
    /// The parameter that carries the scopes: `scope`, or `user_scope`.
    pub scope_parameter: &'static str,
    /// What separates scopes: a space, or a comma.
    pub scope_separator: &'static str,
    /// Scopes that are always asked for and say nothing of what may be done: `offline_access`.
    pub always: &'static [&'static str],
    /// Further parameters of the authorize URL.
    pub parameters: &'static [(&'static str, &'static str)],
    /// Whether the redirect path may hold something random; otherwise it is `/<id>`.
    pub takes_any_path: bool,
    /// Whether revoking one token takes along all that the person granted to this app.
    pub revokes_all: bool,
}

/// How a token comes to be pasted.
#[derive(Debug)]
pub struct TokenForm {
    /// What a person calls it: `personal access token`, `API key`.
    pub name: &'static str,
    /// Path and query, on the site `web`, of the page where it is made; `{scopes}` stands for the scopes, comma separated; empty where there is none.
    pub page: &'static str,
    /// What the person does there, a sentence each.
    pub steps: &'static [&'static str],
    /// What tokens look like, for people: `ghp_… or github_pat_…`.
    pub looks: &'static str,
    /// What the person's name is called, where it goes along with the token.
    pub user: Option<&'static str>,
}

/// Something a service may grant.
#[derive(Debug)]
pub struct Scope {
    /// As the service names it.
    pub name: &'static str,
    /// Others that include it.
    pub included_in: &'static [&'static str],
    /// What it is for, in words: `read issues assigned to you`.
    pub purpose: &'static str,
    /// Whether and when it is asked for.
    pub need: Need,
}

/// Whether and when a scope is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing works without it.
    Required,
    /// Asked for unless the person says otherwise.
    Offered,
    /// Asked for only where the person wants it.
    OnRequest,
}

/// How often a service may be asked where it does not say so itself.
#[derive(Debug)]
pub struct Manners {
    /// How long to wait between two fetches of the same thing.
    pub poll_every: Duration,
    /// How many requests Stint allows itself ...
    pub requests: u32,
    /// ... in this time.
    pub per: Duration,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_parted_from_the_host_only_where_one_is_taken() {
        let hosts = |takes_path| Hosts { standard: None, regions: &[], is_self_hosted: true, takes_path };
        let table = [
            ("git.example.org", "git.example.org", None),
            ("git.example.org/", "git.example.org", None),
            ("git.example.org:8443/team/app.git", "git.example.org:8443", Some("/team/app.git")),
            (" https://git.example.org/team/app.git ", "https://git.example.org", Some("/team/app.git")),
            ("https://git.example.org", "https://git.example.org", None),
            ("", "", None),
        ];
        for (typed, host, path) in table {
            assert_eq!(hosts(true).part(typed), (host, path), "{typed}");
            assert_eq!(hosts(false).part(typed), (typed.trim(), None), "{typed}");
        }
    }
}
