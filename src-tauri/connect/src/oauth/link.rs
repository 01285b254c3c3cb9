//! Signing in with the system browser, which comes back by a `stint://oauth/…` link (RFC 8252 §7.1).
//!
//! Any program may claim the scheme, so the link carries nothing but a code that is worth nothing without the verifier.

use std::fmt;

use jiff::Timestamp;
use reqwest::Url;
use stint_core::{
    credentials::Credentials,
    secret::{ExposeSecret, Secret},
};

use super::{App, Code, Judged, SignInError, attempt::Attempt, browser::expiry, callback::Expected};
use crate::{
    connector::{Descriptor, OAuth},
    sites::Sites,
};

/// The longest link that is read, in bytes.
const LONGEST: usize = 2 << 10;

/// A sign-in that waits for a link.
pub struct Link {
    /// The page to open.
    pub url: Url,
    /// When it is to be given up.
    pub expires_at: Timestamp,
    redirect: String,
    attempt: Attempt,
    expected: Expected,
}

/// Says which page to open; `now` begins the five minutes.
pub async fn begin(
    descriptor: &'static Descriptor,
    oauth: &'static OAuth,
    sites: &Sites,
    app: &App,
    scopes: &[String],
    now: Timestamp,
) -> Result<Link, SignInError> {
    let redirect = format!("stint://oauth/{}", descriptor.id);
    let (attempt, url, expected) = Attempt::begin(descriptor, oauth, sites, app, scopes, redirect.clone()).await?;
    Ok(Link { url, expires_at: expiry(now), redirect, attempt, expected })
}

impl Link {
    /// Judges a link that came in; the first that belongs to the attempt is the last that is taken.
    pub fn answer(&self, link: &Secret) -> Judged {
        match query(link.expose_secret(), &self.redirect) {
            Some(query) => self.expected.judge(query),
            None => Judged::NotOurs,
        }
    }

    /// Exchanges the code of the link; the clock says when the answer came.
    pub async fn finish(self, code: Code, now: impl Fn() -> Timestamp) -> Result<Credentials, SignInError> {
        self.attempt.exchange(code, now).await
    }
}

/// The query of a link to exactly this redirect.
fn query<'a>(link: &'a str, redirect: &str) -> Option<&'a str> {
    let is_plain = link.len() <= LONGEST && link.bytes().all(|byte| byte.is_ascii_graphic()) && !link.contains('#');
    let rest = link.strip_prefix(redirect).filter(|_| is_plain)?;
    // Desktops may bring `stint://oauth/slack/?…` for `stint://oauth/slack?…`.
    rest.strip_prefix('/').unwrap_or(rest).strip_prefix('?')
}

impl fmt::Debug for Link {
    /// Without the page, for its address holds the state.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Link").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_leads_to_exactly_this_redirect_or_nowhere() {
        let redirect = "stint://oauth/slack";
        assert_eq!(query("stint://oauth/slack?code=c&state=s", redirect), Some("code=c&state=s"));
        assert_eq!(query("stint://oauth/slack/?code=c", redirect), Some("code=c"));
        let longest = format!("stint://oauth/slack?code={}", "c".repeat(LONGEST - 25));
        assert!(query(&longest, redirect).is_some());
        for other in [
            "",
            "stint://oauth/slack",
            "stint://oauth/slack//?code=c",
            "stint://oauth/slack2?code=c",
            "stint://oauth/gitlab?code=c",
            "stint://oauth?code=c",
            "stint://settings/slack?code=c",
            "stint://evil@oauth/slack?code=c",
            "stint:oauth/slack?code=c",
            "Stint2://oauth/slack?code=c",
            "https://oauth/slack?code=c",
            // Nobody is asked to paste such an address, and one that is pasted does nothing (O17).
            "http://127.0.0.1:49152/slack?code=c",
            "stint://oauth/slack?code=c#state=s",
            "stint://oauth/slack?code=c\r\n",
            "stint://oauth/slack?code=\u{e9}",
            " stint://oauth/slack?code=c",
            &format!("{longest}c"),
        ] {
            assert_eq!(query(other, redirect), None, "{other}");
        }
    }
}
