//! GitHub as a source of work.

use async_trait::async_trait;
use stint_core::work::{LookedUp, WorkBatch};

use super::{GitHub, round::Round};
use crate::{
    connector::{Asked, Known, WorkSource},
    error::Result,
    session::Session,
};

#[async_trait]
impl WorkSource for GitHub {
    async fn fetch(&self, session: &Session, asked: &Asked<'_>) -> Result<WorkBatch> {
        Round::open(session, asked).fetch().await
    }

    async fn look_up(&self, session: &Session, asked: &Asked<'_>, wanted: &[Known]) -> Result<Vec<LookedUp>> {
        Round::open(session, asked).look_up(wanted).await
    }

    async fn mark_read(&self, session: &Session, thread: &str) -> Result<()> {
        super::notifications::mark_read(session, thread).await
    }

    fn can_mark_read(&self) -> bool {
        true
    }
}
