//! What each service says in its own way.

use async_trait::async_trait;
use jiff::Timestamp;
use stint_core::work::{Checks, Kind, Review};

use super::{
    changes::Look,
    due::{Ask, Plan},
    round::Round,
};
use crate::{error::Result, http::Reply, session::Session};

/// How one service is asked.
#[async_trait]
pub(in crate::services) trait Dialect: Send + Sync {
    /// What it is asked, and how often.
    fn plan(&self) -> &'static Plan;

    /// Reads a path; with a tag, whether there is anything new.
    async fn get(&self, session: &Session, path: &str, etag: Option<&str>) -> Result<Reply>;

    /// Asks one question, and takes in what it brings.
    async fn ask(&self, round: &mut Round<'_>, ask: Ask) -> Result<()>;

    /// The checks and, where it is asked for, the reviews of a pull request; none where it is out of reach.
    async fn merge(&self, look: &Look<'_>, is_with_review: bool) -> Result<Option<(Checks, Option<Review>)>>;

    /// When somebody else said something last.
    async fn replied_at(&self, look: &Look<'_>) -> Result<Option<Timestamp>>;

    /// Path and number of a reference.
    fn parted<'a>(&self, kind: Kind, reference: &'a str) -> Option<(&'a str, u64)>;
}
