//! Gitea's words for issues and pull requests, in the words every service shares.

use std::collections::{BTreeMap, BTreeSet};

use stint_core::work::{Checks, Kind, Review, State, Why, WorkItem};

use super::wire::{self, Issue, Opinion, Person, Pull, Status};
use crate::services::work;

/// How a title says that a pull request is not ready, where nothing else does.
const NOT_READY: [&str; 2] = ["WIP:", "[WIP]"];

/// What an issue is to the person called `me`; none where it does not say where it lies.
pub(super) fn item(issue: &Issue, me: u64) -> Option<WorkItem> {
    let repository = issue.repository.as_ref().filter(|it| is_place(&it.full_name))?;
    let place = work::line(&repository.full_name);
    let kind = if issue.pull_request.is_some() { Kind::PullRequest } else { Kind::Issue };
    Some(WorkItem {
        remote_id: format!("repository/{}/issue/{}", repository.id, issue.id),
        kind,
        reference: format!("{place}#{}", issue.number),
        place,
        title: work::title(issue.title.as_deref().unwrap_or_default()),
        url: issue.html_url.as_deref().and_then(work::url).unwrap_or_default(),
        state: state(issue),
        whys: whys(issue, me),
        labels: work::labels(issue.labels.iter().flatten().map(|label| &label.name)),
        author: issue.user.as_ref().and_then(|user| work::words(user.login.as_deref())),
        milestone: issue.milestone.as_ref().and_then(|it| work::words(it.title.as_deref())),
        body: None,
        updated_at: wire::at(issue.updated_at.as_deref()),
        review: None,
        checks: None,
        replied_at: None,
        mentioned_at: None,
        is_own_doing: false,
        thread: None,
        extra: "{}".to_owned(),
    })
}

/// What a pull request tells besides: whose review is asked for, who merged it, whether it is ready.
pub(super) fn complete(item: &mut WorkItem, pull: &Pull, me: u64) {
    if pull.requested_reviewers.iter().flatten().any(|it| is(Some(it), me)) {
        item.whys.insert(Why::ReviewRequested);
    }
    if item.state == State::Open && pull.draft == Some(true) {
        item.state = State::Draft;
    }
    item.is_own_doing = item.state == State::Merged && is(pull.merged_by.as_ref(), me);
}

/// Owner and name.
pub(super) fn is_place(place: &str) -> bool {
    let parts: Vec<&str> = place.split('/').collect();
    parts.len() == 2 && parts.iter().all(|part| !matches!(*part, "" | "." | ".."))
}

/// Path and number of a reference such as `acme/api#42`.
pub(super) fn parted(reference: &str) -> Option<(&str, u64)> {
    let (place, number) = reference.rsplit_once('#')?;
    Some((place, number.parse().ok()?)).filter(|(place, _)| is_place(place))
}

/// Whether somebody is the person called `me`.
pub(super) fn is(person: Option<&Person>, me: u64) -> bool {
    person.is_some_and(|person| person.id == Some(me))
}

/// <https://docs.gitea.com/api/#tag/repository/operation/repoGetCombinedStatusByRef>: without any, its state says nothing.
pub(super) fn checks(status: &Status) -> Checks {
    if status.total_count == Some(0) {
        return Checks::Absent;
    }
    match status.state.as_deref().unwrap_or_default() {
        "success" | "warning" | "skipped" => Checks::Passing,
        "failure" | "error" => Checks::Failing,
        "pending" => Checks::Pending,
        "" => Checks::Absent,
        _ => Checks::Unknown,
    }
}

/// The latest word of each other person counts; who asks for changes outweighs who approves.
pub(super) fn review(opinions: &[Opinion], me: u64) -> Review {
    let mut latest = BTreeMap::new();
    for opinion in opinions.iter().filter(|it| it.dismissed != Some(true) && !is(it.user.as_ref(), me)) {
        let who = opinion.user.as_ref().and_then(|user| user.id);
        if let Some(state @ ("APPROVED" | "REQUEST_CHANGES")) = opinion.state.as_deref() {
            latest.insert(who, state);
        }
    }
    if latest.values().any(|state| *state == "REQUEST_CHANGES") {
        Review::ChangesRequested
    } else if latest.is_empty() {
        Review::Awaited
    } else {
        Review::Approved
    }
}

fn state(issue: &Issue) -> State {
    let is_draft = |title: &str| NOT_READY.iter().any(|it| title.starts_with(it));
    match (issue.state.as_deref().unwrap_or_default(), &issue.pull_request) {
        ("closed", Some(pull)) if pull.merged == Some(true) => State::Merged,
        ("closed", _) => State::Closed,
        ("open", Some(pull)) if pull.draft.unwrap_or_else(|| issue.title.as_deref().is_some_and(is_draft)) => {
            State::Draft
        }
        ("open", _) => State::Open,
        _ => State::Unknown,
    }
}

fn whys(issue: &Issue, me: u64) -> BTreeSet<Why> {
    let is_assigned = issue.assignees.iter().flatten().any(|it| is(Some(it), me));
    let is_own = issue.pull_request.is_some() && is(issue.user.as_ref(), me);
    let table = [(Why::Assigned, is_assigned), (Why::Authored, is_own)];
    table.into_iter().filter_map(|(why, holds)| holds.then_some(why)).collect()
}
