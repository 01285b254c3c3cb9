//! What Google writes.

use serde::Deserialize;

/// `GET /v1/userinfo`, as far as it is needed; there is no address where that was not granted.
#[derive(Deserialize)]
pub(super) struct Person {
    pub sub: String,
    pub email: Option<String>,
}
