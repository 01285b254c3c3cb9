//! Services that are made up, and as strict as the real ones where a sign-in is concerned.

pub mod clock;
pub mod faults;
pub mod gitea;
pub mod github;
pub mod gitlab;
pub mod google;
pub mod server;
pub mod slack;
pub mod spoken;
pub mod tally;

use std::collections::BTreeMap;

use wiremock::Request;

/// The form in the body of a request.
fn form(request: &Request) -> BTreeMap<String, String> {
    let mut url = request.url.clone();
    url.set_query(std::str::from_utf8(&request.body).ok());
    url.query_pairs().into_owned().collect()
}

/// The token that a request shows.
fn bearer(request: &Request) -> &str {
    let shown = request.headers.get("authorization").and_then(|value| value.to_str().ok());
    shown.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default()
}
