//! What Google writes.

use serde::Deserialize;

/// `GET /v1/userinfo`, as far as it is needed; there is no address where that was not granted.
#[derive(Deserialize)]
pub(super) struct Person {
    pub sub: String,
    pub email: Option<String>,
}

/// What an OAuth end point says instead of yes (RFC 6749 §5.2).
#[derive(Deserialize)]
pub(super) struct No {
    pub error: String,
}
