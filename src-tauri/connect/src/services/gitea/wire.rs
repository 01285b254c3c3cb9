//! What Gitea and Forgejo write.

use serde::Deserialize;

/// `GET /user`, as far as it is needed.
#[derive(Deserialize)]
pub(super) struct User {
    pub id: u64,
    pub login: String,
}
