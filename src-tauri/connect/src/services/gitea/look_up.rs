//! Items one by one: descriptions, checks, reviews, and what became of those that left the lists.

use jiff::{SignedDuration, Timestamp};
use stint_core::work::{Checks, Kind, LookedUp, Review, WorkItem};

use super::{
    asking, map,
    wire::{self, Comment, Issue, Opinion, Pull, Status},
};
use crate::{
    connector::Known,
    error::Result,
    services::work::{self, Look},
    session::Session,
};

/// How far back a reply is looked for.
const A_MONTH: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What became of an item; a repository keeps its id when it moves, and an issue its repository.
pub(super) async fn look_up(session: &Session, me: u64, wanted: &Known) -> Result<LookedUp> {
    let Some((place, number)) = map::parted(&wanted.reference) else { return Ok(LookedUp::OutOfReach) };
    let look = Look { session, me, kind: wanted.kind, place, number };
    let Some(mut item) = item(&look).await?.filter(|item| item.remote_id == wanted.remote_id) else {
        return Ok(LookedUp::OutOfReach);
    };
    if item.kind == Kind::PullRequest
        && let Some((checks, review)) = merge(&look, !item.state.is_done()).await?
    {
        (item.checks, item.review) = (Some(checks), review);
    }
    if wanted.is_awaited {
        item.replied_at = replied_at(&look).await?;
    }
    Ok(LookedUp::Here(Box::new(item)))
}

/// An issue with its description, or a pull request with whose review is asked for; none where it is out of reach.
pub(super) async fn item(look: &Look<'_>) -> Result<Option<WorkItem>> {
    let issue: Option<Issue> = asking::one(look.session, &format!("{}/issues/{}", place(look), look.number)).await?;
    let Some(issue) = issue else { return Ok(None) };
    let Some(mut item) = map::item(&issue, look.me) else { return Ok(None) };
    item.body = Some(work::body(issue.body.as_deref().unwrap_or_default()));
    if item.kind == Kind::PullRequest {
        // Without it nothing tells whose review is asked for, and it would seem to be nobody's.
        let Some(pull) = pull(look).await? else { return Ok(None) };
        map::complete(&mut item, &pull, look.me);
    }
    Ok(Some(item))
}

/// The checks and, where it is asked for, the reviews of a pull request.
pub(super) async fn merge(look: &Look<'_>, is_with_review: bool) -> Result<Option<(Checks, Option<Review>)>> {
    let Some(pull) = pull(look).await? else { return Ok(None) };
    let sha = pull.head.and_then(|head| head.sha);
    let status: Option<Status> = match sha {
        Some(sha) => {
            asking::one(look.session, &format!("{}/commits/{}/status", place(look), work::segment(&sha))).await?
        }
        None => None,
    };
    let checks = status.as_ref().map_or(Checks::Absent, map::checks);
    let path = format!("{}/pulls/{}/reviews?limit=50", place(look), look.number);
    let opinions: Option<Vec<Opinion>> = if is_with_review { asking::one(look.session, &path).await? } else { None };
    Ok(Some((checks, opinions.map(|opinions| map::review(&opinions, look.me)))))
}

/// When somebody else said something last.
pub(super) async fn replied_at(look: &Look<'_>) -> Result<Option<Timestamp>> {
    let since = look.session.now.checked_sub(A_MONTH).unwrap_or(look.session.now);
    let path = format!("{}/issues/{}/comments?since={since:.0}", place(look), look.number);
    let comments: Vec<Comment> = asking::one(look.session, &path).await?.unwrap_or_default();
    let by_others = comments.iter().filter(|it| !map::is(it.user.as_ref(), look.me));
    Ok(by_others.filter_map(|it| wire::at(it.created_at.as_deref())).max())
}

async fn pull(look: &Look<'_>) -> Result<Option<Pull>> {
    let pull: Option<Pull> = asking::one(look.session, &format!("{}/pulls/{}", place(look), look.number)).await?;
    Ok(pull.filter(|pull| pull.number == look.number))
}

fn place(look: &Look<'_>) -> String {
    asking::repository(look.place)
}
