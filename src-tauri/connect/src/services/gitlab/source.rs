//! GitLab as a source of work.

use async_trait::async_trait;
use stint_core::{
    secret::ExposeSecret,
    work::{LookedUp, WorkBatch},
};

use super::{GitLab, asking, look_up, round::Round};
use crate::{
    connector::{Asked, Known, WorkSource},
    error::{Error, Result},
    session::Session,
};

#[async_trait]
impl WorkSource for GitLab {
    async fn fetch(&self, session: &Session, asked: &Asked<'_>) -> Result<WorkBatch> {
        let mut round = Round::begin(session, asked)?;
        let mut later = round.ask_all().await?;
        if later.is_none() {
            later = round.look_at_changes().await?;
        }
        round.judge();
        Ok(round.end(later))
    }

    async fn look_up(&self, session: &Session, asked: &Asked<'_>, wanted: &[Known]) -> Result<Vec<LookedUp>> {
        let me = asked.my_id.parse().map_err(|_| Error::SignInAgain)?;
        let mut answers = Vec::with_capacity(wanted.len());
        for known in wanted {
            answers.push(look_up::look_up(session, asked, me, known).await?);
        }
        Ok(answers)
    }

    /// <https://docs.gitlab.com/api/todos/#mark-a-to-do-item-as-done>: one that is gone is done.
    async fn mark_read(&self, session: &Session, thread: &str) -> Result<()> {
        if thread.parse::<u64>().is_err() {
            return Err(Error::Refused { why: "this is no to-do of GitLab".to_owned() });
        }
        let api = session.sites.at("api")?;
        let request = api.post(&format!("/todos/{thread}/mark_as_done"))?.bearer_auth(session.secret.expose_secret());
        let reply = api.send(request).await?;
        match reply.status() {
            403 => Err(Error::Refused {
                why: "to-dos are marked as done only with the scope api, which this sign-in was not given".to_owned(),
            }),
            404 => Ok(()),
            _ => asking::accepted(reply, session.now).map(|_| ()),
        }
    }

    fn can_mark_read(&self) -> bool {
        true
    }
}
