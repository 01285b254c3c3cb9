//! Gitea and Forgejo as a source of work.

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use stint_core::{
    secret::ExposeSecret,
    work::{Checks, Kind, LookedUp, Review, Why, WorkBatch},
};

use super::{Gitea, asking, inbox, lists, look_up, map};
use crate::{
    connector::{Asked, Known, WorkSource},
    error::{Error, Result},
    http::Reply,
    services::work::{Ask, Dialect, Look, Plan, Planned, Question, Round},
    session::Session,
};

/// Hosts of one's own have no limits they tell, and people who mind: about 200 requests an hour with 4 follows.
static PLAN: Plan = Plan {
    questions: &[
        list(Question::Issues, "assigned issues and pull requests", Some(Why::Assigned), 120),
        list(Question::Reviews, "pull requests to review", Some(Why::ReviewRequested), 120),
        list(Question::Own, "pull requests of your own", Some(Why::Authored), 120),
        list(Question::Mentions, "mentions", Some(Why::Mentioned), 300),
        list(Question::Inbox, "notifications", None, 60),
    ],
    a_follow: SignedDuration::from_secs(90),
    looks: 40,
};

const fn list(question: Question, name: &'static str, why: Option<Why>, seconds: i64) -> Planned {
    Planned { question, name, why, every: SignedDuration::from_secs(seconds) }
}

#[async_trait]
impl Dialect for Gitea {
    fn plan(&self) -> &'static Plan {
        &PLAN
    }

    async fn get(&self, session: &Session, path: &str, _etag: Option<&str>) -> Result<Reply> {
        asking::get(session, path).await
    }

    async fn ask(&self, round: &mut Round<'_>, (question, how): Ask) -> Result<()> {
        match question {
            Question::Inbox => inbox::ask(round, how).await,
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

    fn parted<'a>(&self, _kind: Kind, reference: &'a str) -> Option<(&'a str, u64)> {
        map::parted(reference)
    }
}

#[async_trait]
impl WorkSource for Gitea {
    async fn fetch(&self, session: &Session, asked: &Asked<'_>) -> Result<WorkBatch> {
        Round::begin(self, session, asked)?.run().await
    }

    async fn look_up(&self, session: &Session, asked: &Asked<'_>, wanted: &[Known]) -> Result<Vec<LookedUp>> {
        let me = asked.my_id.parse().map_err(|_| Error::SignInAgain)?;
        let mut answers = Vec::with_capacity(wanted.len());
        for known in wanted {
            answers.push(look_up::look_up(session, me, known).await?);
        }
        Ok(answers)
    }

    /// <https://docs.gitea.com/api/#tag/notification/operation/notifyReadThread>: one that is gone is read.
    async fn mark_read(&self, session: &Session, thread: &str) -> Result<()> {
        if thread.parse::<u64>().is_err() {
            return Err(Error::Refused { why: "this is no notification of Gitea".to_owned() });
        }
        let api = session.sites.at("api")?;
        let request = api.patch(&format!("/notifications/threads/{thread}?to-status=read"))?;
        let reply = api.send(request.bearer_auth(session.secret.expose_secret())).await?;
        match reply.status() {
            403 => Err(Error::Refused {
                why: "notifications are marked as read only with the scope write:notification, which this token was not given"
                    .to_owned(),
            }),
            404 => Ok(()),
            _ => reply.accepted(session.now).map(|_| ()),
        }
    }

    fn can_mark_read(&self) -> bool {
        true
    }
}
