//! GitLab's words for issues and merge requests, in the words every service shares.

use std::collections::BTreeSet;

use stint_core::work::{Checks, Kind, Review, State, Why, WorkItem};

use super::wire::{Approvals, Person, Pipeline, Reviewer, Subject};
use crate::services::work;

/// The id of an issue or a merge request all over an instance: both kinds are numbered apart, and an iid only within its project.
pub(super) fn remote_id(kind: Kind, id: u64) -> String {
    match kind {
        Kind::Issue => format!("gid://gitlab/Issue/{id}"),
        Kind::PullRequest => format!("gid://gitlab/MergeRequest/{id}"),
    }
}

/// What a subject is to the person called `me`; none where it does not say where it lies.
pub(super) fn item(kind: Kind, subject: &Subject, me: u64) -> Option<WorkItem> {
    let (place, reference) = names(kind, subject)?;
    let state = state(kind, subject);
    Some(WorkItem {
        remote_id: remote_id(kind, subject.id),
        kind,
        place,
        reference,
        title: work::title(subject.title.as_deref().unwrap_or_default()),
        url: subject.web_url.as_deref().and_then(work::url).unwrap_or_default(),
        state,
        whys: whys(kind, subject, me),
        labels: work::labels(subject.labels.iter().flatten()),
        author: subject.author.as_ref().and_then(|author| work::words(author.username.as_deref())),
        milestone: subject.milestone.as_ref().and_then(|it| work::words(it.title.as_deref())),
        body: None,
        updated_at: subject.updated_at(),
        review: None,
        checks: None,
        replied_at: None,
        mentioned_at: None,
        is_own_doing: is_ended_by(subject, state, me),
        thread: None,
        extra: "{}".to_owned(),
    })
}

/// What a subject alone tells besides: its description, and the checks of a merge request.
pub(super) fn item_alone(kind: Kind, subject: &Subject, me: u64) -> Option<WorkItem> {
    let body = Some(work::body(subject.description.as_deref().unwrap_or_default()));
    let checks = (kind == Kind::PullRequest).then(|| checks(subject.head_pipeline.as_ref()));
    Some(WorkItem { body, checks, ..item(kind, subject, me)? })
}

/// Path and number of a reference such as `group/app#42`, for the kind.
pub(super) fn parted(kind: Kind, reference: &str) -> Option<(&str, u64)> {
    let (place, number) = reference.rsplit_once(mark(kind))?;
    Some((place, number.parse().ok()?)).filter(|(place, _)| is_place(place))
}

/// Whether it can be the full path of a project: at least one group and a name, none of them empty.
pub(super) fn is_place(place: &str) -> bool {
    let parts: Vec<&str> = place.split('/').collect();
    // What lies with a group, such as an epic, has an address that begins so; no group can be called that.
    parts.len() > 1 && parts[0] != "groups" && parts.iter().all(|part| !matches!(*part, "" | "." | ".."))
}

/// Whether somebody is the person called `me`.
pub(super) fn is(person: Option<&Person>, me: u64) -> bool {
    person.is_some_and(|person| person.id == Some(me))
}

/// <https://docs.gitlab.com/api/pipelines/>: one that was cancelled or skipped found nothing.
pub(super) fn checks(pipeline: Option<&Pipeline>) -> Checks {
    let Some(pipeline) = pipeline else { return Checks::Absent };
    match pipeline.status.as_deref().unwrap_or_default() {
        "success" => Checks::Passing,
        "failed" => Checks::Failing,
        "canceled" | "skipped" => Checks::Absent,
        "created"
        | "waiting_for_resource"
        | "waiting_for_callback"
        | "preparing"
        | "pending"
        | "running"
        | "canceling"
        | "manual"
        | "scheduled" => Checks::Pending,
        _ => Checks::Unknown,
    }
}

/// What others said of a merge request: who asks for changes outweighs who approves; `approved` is true of one that needs no approval, too.
pub(super) fn review(subject: &Subject, approvals: Option<&Approvals>, reviewers: &[Reviewer], me: u64) -> Review {
    let asks = |it: &Reviewer| it.state.as_deref() == Some("requested_changes");
    if subject.detailed_merge_status.as_deref() == Some("requested_changes") || reviewers.iter().any(asks) {
        return Review::ChangesRequested;
    }
    let is_enough = |it: &&Approvals| it.approved != Some(false);
    let mut by = approvals.filter(is_enough).into_iter().flat_map(|it| it.approved_by.iter().flatten());
    if by.any(|approval| !is(approval.user.as_ref(), me)) { Review::Approved } else { Review::Awaited }
}

fn mark(kind: Kind) -> char {
    match kind {
        Kind::Issue => '#',
        Kind::PullRequest => '!',
    }
}

/// The place and the reference, from the full reference or, where an old instance gives none, from the address.
fn names(kind: Kind, subject: &Subject) -> Option<(String, String)> {
    let full = subject.references.as_ref().and_then(|it| it.full.as_deref());
    let place = full.and_then(|full| parted(kind, full)).map(|(place, _)| place.to_owned());
    let place = place.or_else(|| place_in(subject.web_url.as_deref()?)).map(|place| work::line(&place))?;
    let reference = format!("{place}{}{}", mark(kind), subject.iid);
    Some((place, reference))
}

/// `https://git.acme.example/group/app/-/issues/42`; instances before 16 may lack the `/-`.
fn place_in(url: &str) -> Option<String> {
    let url = reqwest::Url::parse(url).ok()?;
    let path = url.path().trim_matches('/');
    let end = ["/-/", "/issues/", "/merge_requests/"].iter().find_map(|part| path.find(part))?;
    Some(path[..end].to_owned()).filter(|place| is_place(place))
}

/// A merge request is locked only while it is being merged.
fn state(kind: Kind, subject: &Subject) -> State {
    let is_draft = subject.draft.or(subject.work_in_progress).unwrap_or_default();
    match subject.state.as_deref().unwrap_or_default() {
        "opened" | "reopened" | "locked" if is_draft && kind == Kind::PullRequest => State::Draft,
        "opened" | "reopened" | "locked" => State::Open,
        "closed" => State::Closed,
        "merged" => State::Merged,
        _ => State::Unknown,
    }
}

fn whys(kind: Kind, subject: &Subject, me: u64) -> BTreeSet<Why> {
    let has_me = |people: &[Option<Person>]| people.iter().flatten().any(|it| is(Some(it), me));
    let is_merge = kind == Kind::PullRequest;
    let table = [
        (Why::Assigned, has_me(&subject.assignees) || is(subject.assignee.as_ref(), me)),
        (Why::ReviewRequested, is_merge && has_me(&subject.reviewers)),
        (Why::Authored, is_merge && is(subject.author.as_ref(), me)),
    ];
    table.into_iter().filter_map(|(why, holds)| holds.then_some(why)).collect()
}

fn is_ended_by(subject: &Subject, state: State, me: u64) -> bool {
    match state {
        State::Closed => is(subject.closed_by.as_ref(), me),
        State::Merged => is(subject.merge_user.as_ref().or(subject.merged_by.as_ref()), me),
        State::Open | State::Draft | State::Unknown => false,
    }
}
