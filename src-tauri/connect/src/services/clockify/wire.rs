//! What Clockify writes.

use serde::Deserialize;

/// `GET /user`, as far as it is needed; an address is not always shown.
#[derive(Deserialize)]
pub(super) struct User {
    pub id: String,
    pub name: Option<String>,
    pub email: Option<String>,
}
