//! What an answer of GitHub's means that is no success
//! (<https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api>).

use jiff::{SignedDuration, Timestamp};

use crate::{
    error::{Error, Result},
    http::Reply,
};

/// How GitHub names the limits, where nothing but the text tells.
const LIMITS: [&[u8]; 2] = [b"secondary rate limit", b"api rate limit exceeded"];
/// The longest name of a permission that is passed on.
const LONGEST_NAME: usize = 80;

/// The reply itself where GitHub did what it was asked; a 403 is a limit, a missing single sign-on, or a plain no.
pub(super) fn accepted(reply: Reply, now: Timestamp) -> Result<Reply> {
    match reply.status() {
        429 => Err(come_back(&reply, now)),
        403 => Err(refused(&reply, now)),
        _ => reply.accepted(now),
    }
}

fn refused(reply: &Reply, now: Timestamp) -> Error {
    if let Some(sso) = reply.header("x-github-sso").filter(|sso| sso.starts_with("required")) {
        return Error::Refused { why: wants_single_sign_on(sso) };
    }
    limited(reply, now).unwrap_or_else(|| Error::Refused {
        why: needed(reply).unwrap_or_else(|| {
            "it does not let this token in; an organisation may have to approve it, or too many wrong ones were tried"
                .to_owned()
        }),
    })
}

/// Whether a refusal only says that there were too many requests, and until when.
pub(super) fn limited(reply: &Reply, now: Timestamp) -> Option<Error> {
    let says = |limit: &[u8]| reply.body().windows(limit.len()).any(|part| part.eq_ignore_ascii_case(limit));
    (reply.retry_at(now).is_some() || LIMITS.into_iter().any(says)).then(|| come_back(reply, now))
}

/// As `Retry-After` says; else a second after the count begins anew; else in a minute.
pub(super) fn come_back(reply: &Reply, now: Timestamp) -> Error {
    let is_told = reply.header("retry-after").is_some();
    let (at, more) = match reply.retry_at(now) {
        Some(at) if is_told => (at, 0),
        Some(at) => (at, 1),
        None => (now, 60),
    };
    Error::ComeBackLater { at: at.checked_add(SignedDuration::from_secs(more)).ok() }
}

/// `required; url=https://github.com/orgs/acme/sso?authorization_request=…`: the organisation and the host, never the request.
fn wants_single_sign_on(sso: &str) -> String {
    let url = sso.split_once("url=").and_then(|(_, url)| reqwest::Url::parse(url.trim()).ok());
    let host = url.as_ref().and_then(reqwest::Url::host_str).map(|host| format!(" at {host}")).unwrap_or_default();
    let mut path = url.iter().flat_map(|url| url.path_segments()).flatten().skip_while(|it| *it != "orgs").skip(1);
    let who = path.next().and_then(named).map_or("your organisation".to_owned(), |it| format!("the organisation {it}"));
    format!("{who} wants the token authorised for single sign-on{host}, under Configure SSO in the list of tokens")
}

/// Whether that is why GitHub refused: the person may put it right at any time.
pub(super) fn is_single_sign_on(why: &str) -> bool {
    why.contains("single sign-on")
}

/// What the token lacks, where GitHub says so: `X-Accepted-GitHub-Permissions: issues=read`, `X-Accepted-OAuth-Scopes: repo`.
fn needed(reply: &Reply) -> Option<String> {
    let said = |name| reply.header(name).and_then(named);
    let permission = said("x-accepted-github-permissions").map(|it| format!("the token lacks the permission {it}"));
    permission.or_else(|| said("x-accepted-oauth-scopes").map(|it| format!("the token lacks one of the scopes {it}")))
}

/// A name of GitHub's that may be passed on, for it holds nothing but what names are made of.
fn named(text: &str) -> Option<String> {
    let text = text.trim();
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_=,;:- ".contains(c);
    (!text.is_empty() && text.len() <= LONGEST_NAME && text.chars().all(is_name)).then(|| text.to_owned())
}

/// What to tell where an organisation leaves its part out for want of single sign-on.
pub(super) const LEFT_OUT: &str = "An organisation leaves its part out until the token is authorised for single sign-on, under Configure SSO in GitHub's list of tokens. What was known of it is kept.";

/// The same, where the head of an answer says so: `partial-results; organizations=1,2`.
pub(super) fn left_out(reply: &Reply) -> Option<String> {
    let sso = reply.header("x-github-sso").filter(|sso| sso.starts_with("partial-results"))?;
    let count = sso.split_once("organizations=").map_or(1, |(_, ids)| ids.split(',').count());
    let many = || LEFT_OUT.replacen("An organisation leaves", &format!("{count} organisations leave"), 1);
    Some(if count == 1 { LEFT_OUT.to_owned() } else { many() })
}
