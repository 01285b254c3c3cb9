//! Items one by one: descriptions, checks, reviews, and what became of those that left the lists.

use jiff::Timestamp;
use serde_json::json;
use stint_core::{
    secret::ExposeSecret,
    work::{Checks, Kind, LookedUp, Review, WorkItem},
};

use super::{
    asking,
    map::{self, parted},
    wire::{Approvals, Located, Note, Reviewer, Subject},
};
use crate::{
    connector::{Asked, Known},
    error::Result,
    http::Reply,
    services::work::Look,
    session::Session,
};

/// What became of an item.
pub(super) async fn look_up(session: &Session, asked: &Asked<'_>, me: u64, wanted: &Known) -> Result<LookedUp> {
    let kind = wanted.kind;
    let Some((place, number)) = parted(kind, &wanted.reference) else { return Ok(LookedUp::OutOfReach) };
    let look = Look { session, me, kind, place, number };
    let Some(subject) = subject(&look).await? else { return Ok(LookedUp::OutOfReach) };
    // The path of a deleted project may be given to another.
    if map::remote_id(kind, subject.id) != wanted.remote_id {
        return Ok(LookedUp::OutOfReach);
    }
    if let Some(id) = subject.moved_to_id
        && let Some(item) = moved(&look, id, asked).await?
    {
        return Ok(LookedUp::Moved(Box::new(item)));
    }
    let item = item(&look, &subject, wanted.is_awaited).await?;
    Ok(item.map_or(LookedUp::OutOfReach, |item| LookedUp::Here(Box::new(item))))
}

/// The checks and, where it is asked for, the reviews of a merge request.
pub(super) async fn merge(look: &Look<'_>, is_with_review: bool) -> Result<Option<(Checks, Option<Review>)>> {
    let Some(subject) = subject(look).await? else { return Ok(None) };
    let review = if is_with_review { review(look, &subject).await? } else { None };
    Ok(Some((map::checks(subject.head_pipeline.as_ref()), review)))
}

/// When somebody else said something last (<https://docs.gitlab.com/api/notes/>).
pub(super) async fn replied_at(look: &Look<'_>) -> Result<Option<Timestamp>> {
    let path = format!("{}/notes?sort=desc&order_by=created_at&per_page=20", path(look));
    let notes: Vec<Note> = asking::one(look.session, &path).await?.unwrap_or_default();
    let by_others = notes.iter().filter(|it| it.system != Some(true) && !map::is(it.author.as_ref(), look.me));
    Ok(by_others.filter_map(|note| note.created_at()).max())
}

async fn subject(look: &Look<'_>) -> Result<Option<Subject>> {
    asking::one(look.session, &path(look)).await
}

async fn item(look: &Look<'_>, subject: &Subject, is_awaited: bool) -> Result<Option<WorkItem>> {
    let Some(mut item) = map::item_alone(look.kind, subject, look.me) else { return Ok(None) };
    if look.kind == Kind::PullRequest && !item.state.is_done() {
        item.review = review(look, subject).await?;
    }
    if is_awaited {
        item.replied_at = replied_at(look).await?;
    }
    Ok(Some(item))
}

/// Instances without approvals tell nothing of reviews but who asks for changes.
async fn review(look: &Look<'_>, subject: &Subject) -> Result<Option<Review>> {
    let approvals: Option<Approvals> = asking::one(look.session, &format!("{}/approvals", path(look))).await?;
    let mut reviewers: Vec<Reviewer> = Vec::new();
    if !subject.reviewers.is_empty() {
        reviewers = asking::one(look.session, &format!("{}/reviewers", path(look))).await?.unwrap_or_default();
    }
    let review = map::review(subject, approvals.as_ref(), &reviewers, look.me);
    Ok(Some(review).filter(|review| approvals.is_some() || *review == Review::ChangesRequested))
}

/// Where an issue went on: as one that is known, or as GraphQL says; REST shows issues by their id to administrators only.
async fn moved(look: &Look<'_>, id: u64, asked: &Asked<'_>) -> Result<Option<WorkItem>> {
    let remote_id = map::remote_id(Kind::Issue, id);
    let known = asked.known.iter().find(|known| known.remote_id == remote_id).map(|known| known.reference.clone());
    let reference = if known.is_some() { known } else { located(look, &remote_id).await? };
    let reference = reference.unwrap_or_default();
    let Some((place, number)) = parted(Kind::Issue, &reference) else { return Ok(None) };
    let there = Look { place, number, kind: Kind::Issue, ..*look };
    let subject = subject(&there).await?.filter(|subject| subject.id == id);
    let Some(subject) = subject else { return Ok(None) };
    item(&there, &subject, false).await
}

/// <https://docs.gitlab.com/api/graphql/reference/#queryissue>
async fn located(look: &Look<'_>, remote_id: &str) -> Result<Option<String>> {
    let web = look.session.sites.at("web")?;
    let query = "query($id: IssueID!) { issue(id: $id) { reference(full: true) } }";
    let request = web.post("/api/graphql")?.bearer_auth(look.session.secret.expose_secret());
    let request = request.json(&json!({ "query": query, "variables": { "id": remote_id } }));
    let reply: Reply = web.send(request).await?;
    if matches!(reply.status(), 400 | 403 | 404) {
        return Ok(None);
    }
    let located: Located = asking::accepted(reply, look.session.now)?.json()?;
    Ok(located.data.and_then(|data| data.issue).and_then(|issue| issue.reference))
}

fn path(look: &Look<'_>) -> String {
    let kind = match look.kind {
        Kind::Issue => "issues",
        Kind::PullRequest => "merge_requests",
    };
    format!("{}/{kind}/{}", asking::project(look.place), look.number)
}
