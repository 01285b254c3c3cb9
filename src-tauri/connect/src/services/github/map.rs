//! From GitHub's words to those every service shares.

mod whole;

use std::collections::BTreeSet;

use jiff::Timestamp;
use stint_core::work::{Checks, Kind, Review, State, WorkItem};

pub(super) use self::whole::{Person, from_whole};
use super::wire::{
    graph::{Node, Nodes, Opinion},
    rest::{Issue, Label},
};
use crate::{services::work, sites::Site};

/// An item of a list of REST; none where it cannot be told apart from others.
///
/// Without its description, for lists are long.
pub(super) fn from_issue(issue: &Issue, web: &Site) -> Option<WorkItem> {
    let kind = if issue.pull_request.is_some() { Kind::PullRequest } else { Kind::Issue };
    let is_merged = issue.pull_request.as_ref().is_some_and(|it| it.merged_at.is_some());
    let state = match issue.state.as_deref() {
        Some("closed") if is_merged => State::Merged,
        Some("closed") => State::Closed,
        Some("open") if issue.draft == Some(true) => State::Draft,
        Some("open") => State::Open,
        _ => State::Unknown,
    };
    let blank = blank(issue.node_id.as_deref()?, kind, issue.place()?, issue.number?, issue.html_url.as_deref(), web)?;
    Some(WorkItem {
        title: title(issue.title.as_deref(), &blank.reference),
        state,
        labels: work::labels(issue.labels.iter().flatten().map(Label::name)),
        author: work::words(issue.user.as_ref().map(|it| it.login.as_str())),
        milestone: work::words(issue.milestone.as_ref().map(|it| it.title.as_str())),
        updated_at: at(issue.updated_at.as_deref()),
        ..blank
    })
}

/// An item of an answer of GraphQL, without what only a look-up tells.
pub(super) fn from_node(node: &Node, web: &Site) -> Option<WorkItem> {
    let kind = match node.kind.as_deref()? {
        "Issue" => Kind::Issue,
        "PullRequest" => Kind::PullRequest,
        _ => return None,
    };
    let place = &node.repository.as_ref()?.name_with_owner;
    let blank = blank(node.id.as_deref()?, kind, place, node.number?, node.url.as_deref(), web)?;
    let labels = node.labels.iter().flat_map(Nodes::iter).map(|it| it.name.as_str());
    Some(WorkItem {
        title: title(node.title.as_deref(), &blank.reference),
        state: state(node),
        labels: work::labels(labels),
        author: work::words(node.author.as_ref().map(|it| it.login.as_str())),
        milestone: work::words(node.milestone.as_ref().map(|it| it.title.as_str())),
        updated_at: at(node.updated_at.as_deref()),
        review: review(node.review_decision.as_deref(), node.latest_opinionated_reviews.as_ref()),
        checks: checks(node),
        ..blank
    })
}

/// A closed draft is closed, a merged pull request is merged: how it ended comes first.
fn state(node: &Node) -> State {
    match node.state.as_deref().or(node.pull_state.as_deref()) {
        Some("MERGED") => State::Merged,
        Some("CLOSED") => State::Closed,
        Some("OPEN") if node.is_draft == Some(true) => State::Draft,
        Some("OPEN") => State::Open,
        _ => State::Unknown,
    }
}

/// GitHub decides only where a repository requires reviews; elsewhere what each reviewer said last counts.
fn review(decision: Option<&str>, opinions: Option<&Nodes<Opinion>>) -> Option<Review> {
    match decision {
        Some("APPROVED") => return Some(Review::Approved),
        Some("CHANGES_REQUESTED") => return Some(Review::ChangesRequested),
        Some("REVIEW_REQUIRED") => return Some(Review::Awaited),
        Some(_) => return Some(Review::Unknown),
        None => {}
    }
    let said = |state: &str| opinions.is_some_and(|all| all.iter().any(|it| it.state == state));
    let of_all = || match (said("CHANGES_REQUESTED"), said("APPROVED")) {
        (true, _) => Review::ChangesRequested,
        (false, true) => Review::Approved,
        (false, false) => Review::Awaited,
    };
    opinions.map(|_| of_all())
}

/// None where they were not asked for, or the token may not see them.
fn checks(node: &Node) -> Option<Checks> {
    let commit = node.commits.as_ref()?.iter().next()?.commit.as_ref()?;
    Some(match commit.status_check_rollup.as_ref().map(|it| it.state.as_str()) {
        None => Checks::Absent,
        Some("SUCCESS") => Checks::Passing,
        Some("FAILURE" | "ERROR") => Checks::Failing,
        Some("PENDING" | "EXPECTED") => Checks::Pending,
        Some(_) => Checks::Unknown,
    })
}

/// What names an item, and nothing else of it.
fn blank(id: &str, kind: Kind, place: &str, number: u64, url: Option<&str>, web: &Site) -> Option<WorkItem> {
    let place = work::words(Some(place)).filter(|it| it.split('/').count() == 2 && !it.contains([' ', '#', '?']))?;
    let page = if kind == Kind::Issue { "issues" } else { "pull" };
    // A page elsewhere is none of GitHub's.
    let said = url.filter(|it| it.contains("://")).and_then(|it| web.url(it).ok());
    let url = said.or_else(|| web.url(&format!("/{place}/{page}/{number}")).ok())?;
    Some(WorkItem {
        remote_id: work::words(Some(id))?,
        kind,
        reference: format!("{place}#{number}"),
        place,
        title: String::new(),
        url: url.into(),
        state: State::Unknown,
        whys: BTreeSet::new(),
        labels: Vec::new(),
        author: None,
        milestone: None,
        body: None,
        updated_at: None,
        review: None,
        checks: None,
        replied_at: None,
        mentioned_at: None,
        is_own_doing: false,
        thread: None,
        extra: "{}".to_owned(),
    })
}

fn title(said: Option<&str>, reference: &str) -> String {
    let title = work::title(said.unwrap_or_default());
    if title.is_empty() { reference.to_owned() } else { title }
}

/// A time as GitHub writes it.
pub(super) fn at(text: Option<&str>) -> Option<Timestamp> {
    text?.parse().ok()
}
