//! GitLab as a source of work.

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use stint_core::{
    secret::ExposeSecret,
    work::{Checks, Kind, LookedUp, Review, Why, WorkBatch},
};

use super::{GitLab, asking, lists, look_up, map, todos};
use crate::{
    connector::{Asked, Known, WorkSource},
    error::{Error, Result},
    http::Reply,
    services::work::{Ask, Dialect, Look, Plan, Planned, Question, Round},
    session::Session,
};

/// With 4 follows no more than 60 + 48 + 40 + 20 requests an hour.
static PLAN: Plan = Plan {
    questions: &[
        list(Question::Issues, "assigned issues", Why::Assigned),
        list(Question::Pulls, "assigned merge requests", Why::Assigned),
        list(Question::Reviews, "merge requests to review", Why::ReviewRequested),
        list(Question::Own, "merge requests of your own", Why::Authored),
        Planned {
            question: Question::Inbox,
            name: "to-dos",
            why: Some(Why::Mentioned),
            every: SignedDuration::from_secs(60),
        },
    ],
    a_follow: SignedDuration::from_secs(90),
    looks: 20,
};

const fn list(question: Question, name: &'static str, why: Why) -> Planned {
    Planned { question, name, why: Some(why), every: SignedDuration::from_mins(5) }
}

#[async_trait]
impl Dialect for GitLab {
    fn plan(&self) -> &'static Plan {
        &PLAN
    }

    async fn get(&self, session: &Session, path: &str, etag: Option<&str>) -> Result<Reply> {
        asking::get(session, path, etag).await
    }

    async fn ask(&self, round: &mut Round<'_>, (question, how): Ask) -> Result<()> {
        match question {
            Question::Inbox => todos::ask(round, how).await,
            Question::Follow(at) => lists::ask_follow(round, at, how).await,
            list @ (Question::Issues | Question::Pulls | Question::Reviews | Question::Own | Question::Mentions) => {
                lists::ask(round, list, how).await
            }
        }
    }

    async fn merge(&self, look: &Look<'_>, is_with_review: bool) -> Result<Option<(Checks, Option<Review>)>> {
        look_up::merge(look, is_with_review).await
    }

    async fn replied_at(&self, look: &Look<'_>) -> Result<Option<Timestamp>> {
        look_up::replied_at(look).await
    }

    fn parted<'a>(&self, kind: Kind, reference: &'a str) -> Option<(&'a str, u64)> {
        map::parted(kind, reference)
    }
}

#[async_trait]
impl WorkSource for GitLab {
    async fn fetch(&self, session: &Session, asked: &Asked<'_>) -> Result<WorkBatch> {
        Round::begin(self, session, asked)?.run().await
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
        let request = api.post(&format!("/todos/{thread}/mark_as_done"))?;
        let reply = api.send(request.bearer_auth(session.secret.expose_secret())).await?;
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
