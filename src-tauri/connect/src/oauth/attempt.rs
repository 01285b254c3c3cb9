//! One attempt to sign in with a browser: what it was begun with, and what proves that an answer belongs to it.

use std::net::IpAddr;

use jiff::Timestamp;
use oauth2::{CsrfToken, PkceCodeChallenge, PkceCodeVerifier};
use reqwest::Url;
use stint_core::{
    credentials::Credentials,
    secret::{ExposeSecret, Secret, secret},
};

use super::{
    App, SignInError,
    callback::{Code, Expected},
    metadata::Metadata,
    tokens,
};
use crate::{
    connector::{Descriptor, OAuth},
    error::Error,
    sites::Sites,
};

/// The record of an attempt: every end point comes from it, never from an answer.
pub(super) struct Attempt {
    oauth: &'static OAuth,
    sites: Sites,
    app: App,
    scopes: Vec<String>,
    redirect: String,
    verifier: Secret,
}

impl Attempt {
    /// Begins one that comes back to `redirect`; gives the page to open, and what to expect.
    pub(super) async fn begin(
        descriptor: &'static Descriptor,
        oauth: &'static OAuth,
        sites: &Sites,
        app: &App,
        scopes: &[String],
        redirect: String,
    ) -> Result<(Self, Url, Expected), SignInError> {
        let authorize = oauth.authorize.ok_or_else(no_page)?;
        let mut page = openable(sites.at(authorize.0)?.url(authorize.1)?)?;
        let issuer = Metadata::of(descriptor, sites, authorize.0).await?.issuer;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let state = CsrfToken::new_random_len(32);
        let scopes = asked_for(oauth, scopes);
        let asked = [
            ("response_type", "code"),
            ("client_id", app.client_id.as_str()),
            ("redirect_uri", redirect.as_str()),
            ("state", state.secret().as_str()),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", challenge.method().as_str()),
        ];
        page.query_pairs_mut().extend_pairs(parameters(oauth, &asked, &scopes));
        let verifier = secret(PkceCodeVerifier::into_secret(verifier));
        let attempt = Self { oauth, sites: sites.clone(), app: app.clone(), scopes, redirect, verifier };
        Ok((attempt, page, Expected::new(state, issuer)))
    }

    /// Exchanges the code; the redirect is byte for byte the one that the browser was sent with (RFC 9700 §2.1).
    pub(super) async fn exchange(self, code: Code, now: impl Fn() -> Timestamp) -> Result<Credentials, SignInError> {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code.expose()),
            ("redirect_uri", self.redirect.as_str()),
            ("code_verifier", self.verifier.expose_secret()),
        ];
        let answer = tokens::ask(&self.sites, self.oauth, &self.app, &form, &now).await?;
        answer.granted(&self.app, &self.scopes, now())
    }
}

/// What is asked for: what the person wants, and what always is.
pub(super) fn asked_for(oauth: &OAuth, scopes: &[String]) -> Vec<String> {
    let always = oauth.always.iter().map(|&scope| scope.to_owned()).filter(|scope| !scopes.contains(scope));
    scopes.iter().cloned().chain(always).collect()
}

/// The address of a page that is fit to be opened: https, or http on this computer; its host is the configured one.
pub(super) fn openable(page: Url) -> Result<Url, SignInError> {
    let host = page.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let is_here = host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
    match page.scheme() {
        "https" => Ok(page),
        "http" if is_here => Ok(page),
        _ => Err(Error::Refused { why: "its page to sign in is not safe to open".to_owned() }.into()),
    }
}

/// The parameters of the page (RFC 6749 §4.1.1, RFC 7636 §4.3).
fn parameters(oauth: &OAuth, asked: &[(&str, &str)], scopes: &[String]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let scopes = (!scopes.is_empty()).then(|| (oauth.scope_parameter.to_owned(), scopes.join(oauth.scope_separator)));
    asked.iter().map(owned).chain(scopes).chain(oauth.parameters.iter().map(owned)).collect()
}

fn no_page() -> Error {
    Error::Refused { why: "it has no page to sign in with a browser".to_owned() }
}
