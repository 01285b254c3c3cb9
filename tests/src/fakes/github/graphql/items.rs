//! Issues and pull requests, field by field.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{
    connections::connection,
    evaluate::{Evaluation, Failure},
    objects::{Found, Object, Outcome, found},
};
use crate::fakes::github::model::{Event, EventKind, Item, Pull, Review, UserId};

/// Reviews that decide something.
const OPINIONS: [&str; 3] = ["APPROVED", "CHANGES_REQUESTED", "DISMISSED"];

impl<'a> Evaluation<'a, '_> {
    pub(super) fn of_item(&self, item: &'a Item, name: &str, given: &Map<String, Value>) -> Outcome<'a> {
        Ok(match name {
            "author" => found(self.actor(item.author)),
            "milestone" => found(
                item.milestone
                    .as_ref()
                    .map_or(Value::Null, |title| json!({ "__typename": "Milestone", "title": title })),
            ),
            "repository" => {
                self.state.home(item).map_or(Found::Leaf(Value::Null), |home| Found::One(Object::Repository(home)))
            }
            "labels" => {
                let label = |name: &String| json!({ "__typename": "Label", "name": name, "color": "d73a4a" });
                return small("LabelConnection", item.labels.iter().map(label), given);
            }
            "assignees" => {
                return small("UserConnection", item.assignees.iter().map(|id| self.actor(Some(*id))), given);
            }
            "comments" => {
                let comment = item.comments.iter().map(|comment| {
                    let author = self.actor(comment.author);
                    json!({ "__typename": "IssueComment", "author": author, "body": comment.body, "createdAt": comment.at })
                });
                return small("IssueCommentConnection", comment, given);
            }
            "timelineItems" => return self.timeline(item, given),
            _ => match &item.pull {
                Some(pull) => return self.of_pull(item, pull, name, given),
                None => Found::Leaf(self.plain(item, name)),
            },
        })
    }

    fn plain(&self, item: &Item, name: &str) -> Value {
        match name {
            "id" => json!(item.node_id),
            "fullDatabaseId" => json!(item.id.to_string()),
            "number" => json!(item.number),
            "title" => json!(item.title),
            "body" => json!(item.body.as_deref().unwrap_or_default()),
            "url" => self.url(item),
            "state" => json!(if item.is_closed { "CLOSED" } else { "OPEN" }),
            "stateReason" => json!(item.state_reason.as_deref().map(str::to_uppercase)),
            "closed" => json!(item.is_closed),
            "createdAt" => json!(item.created_at),
            "updatedAt" => json!(item.updated_at),
            _ => json!(item.closed_at),
        }
    }

    fn url(&self, item: &Item) -> Value {
        let name = self.state.home(item).map_or("", |home| home.full_name.as_str());
        let kind = if item.pull.is_some() { "pull" } else { "issues" };
        json!(format!("{}/{name}/{kind}/{}", self.shapes.web(), item.number))
    }

    fn of_pull(&self, item: &'a Item, pull: &Pull, name: &str, given: &Map<String, Value>) -> Outcome<'a> {
        let reviews =
            |all: Vec<&Review>| small("PullRequestReviewConnection", all.into_iter().map(|it| self.review(it)), given);
        Ok(Found::Leaf(match name {
            "state" if pull.merged_at.is_some() => json!("MERGED"),
            "isDraft" => json!(pull.is_draft),
            "merged" => json!(pull.merged_at.is_some()),
            "mergedAt" => json!(pull.merged_at),
            "mergedBy" => return Ok(found(self.actor(pull.merged_by))),
            "reviewDecision" if self.state.home(item).is_some_and(|home| home.requires_reviews) => decision(pull),
            "reviewDecision" => Value::Null,
            "statusCheckRollup" => return self.checks(pull),
            "reviews" => return reviews(pull.reviews.iter().collect()),
            "latestReviews" => return reviews(latest(pull, |_| true)),
            "latestOpinionatedReviews" => return reviews(latest(pull, |state| OPINIONS.contains(&state))),
            "reviewRequests" => {
                let request =
                    |id: &UserId| json!({ "__typename": "ReviewRequest", "requestedReviewer": self.actor(Some(*id)) });
                return small("ReviewRequestConnection", pull.reviewers.iter().map(request), given);
            }
            "commits" => {
                return connection(
                    "PullRequestCommitConnection",
                    vec![Object::Commit(item, "PullRequestCommit")],
                    given,
                );
            }
            _ => self.plain(item, name),
        }))
    }

    /// Fine-grained tokens may not see checks: there is no permission for them.
    fn checks(&self, pull: &Pull) -> Outcome<'a> {
        if self.caller.is_fine_grained() {
            return Err(forbidden());
        }
        let rollup = |state: &String| json!({ "__typename": "StatusCheckRollup", "state": state });
        Ok(found(pull.checks.as_ref().map_or(Value::Null, rollup)))
    }

    pub(super) fn of_commit(&self, item: &'a Item, name: &str) -> Outcome<'a> {
        match (name, &item.pull) {
            ("commit", _) => Ok(Found::One(Object::Commit(item, "Commit"))),
            ("statusCheckRollup", Some(pull)) => self.checks(pull),
            _ => Ok(Found::Leaf(json!(format!("{:040x}", item.id)))),
        }
    }

    fn review(&self, review: &Review) -> Value {
        json!({
            "__typename": "PullRequestReview", "author": self.actor(review.author), "state": review.state,
            "createdAt": review.at, "submittedAt": review.at,
        })
    }

    fn timeline(&self, item: &Item, given: &Map<String, Value>) -> Outcome<'a> {
        let kinds =
            given.get("itemTypes").map(|kinds| kinds.as_array().cloned().unwrap_or_else(|| vec![kinds.clone()]));
        let wanted = |event: &&Event| kinds.as_ref().is_none_or(|kinds| kinds.contains(&json!(names(event.kind).0)));
        let kind =
            if item.pull.is_some() { "PullRequestTimelineItemsConnection" } else { "IssueTimelineItemsConnection" };
        let events = item.events.iter().filter(wanted).map(|event| {
            let (actor, whom, at) = (self.actor(event.actor), self.actor(event.whom), event.at);
            json!({ "__typename": names(event.kind).1, "actor": actor, "assignee": whom, "requestedReviewer": whom, "createdAt": at })
        });
        small(kind, events, given)
    }
}

/// What a fine-grained token is told.
pub(super) fn forbidden() -> Failure {
    Failure { kind: "FORBIDDEN", message: "Resource not accessible by personal access token".to_owned() }
}

fn small<'a>(kind: &'static str, all: impl Iterator<Item = Value>, given: &Map<String, Value>) -> Outcome<'a> {
    connection(kind, all.map(Object::Small).collect(), given)
}

/// How `itemTypes` and `__typename` call it.
fn names(kind: EventKind) -> (&'static str, &'static str) {
    match kind {
        EventKind::Assigned => ("ASSIGNED_EVENT", "AssignedEvent"),
        EventKind::Unassigned => ("UNASSIGNED_EVENT", "UnassignedEvent"),
        EventKind::ReviewRequested => ("REVIEW_REQUESTED_EVENT", "ReviewRequestedEvent"),
        EventKind::Mentioned => ("MENTIONED_EVENT", "MentionedEvent"),
        EventKind::Closed => ("CLOSED_EVENT", "ClosedEvent"),
        EventKind::Reopened => ("REOPENED_EVENT", "ReopenedEvent"),
        EventKind::Merged => ("MERGED_EVENT", "MergedEvent"),
    }
}

/// The last review of each person.
fn latest(pull: &Pull, counts: impl Fn(&str) -> bool) -> Vec<&Review> {
    let mut last: BTreeMap<Option<UserId>, (Timestamp, &Review)> = BTreeMap::new();
    for review in pull.reviews.iter().filter(|review| counts(&review.state)) {
        last.insert(review.author, (review.at, review));
    }
    let mut all: Vec<_> = last.into_values().collect();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, review)| review).collect()
}

/// A value that nobody knows is passed on.
fn decision(pull: &Pull) -> Value {
    let states: Vec<&str> =
        latest(pull, |state| state != "COMMENTED").iter().map(|review| review.state.as_str()).collect();
    if states.contains(&"CHANGES_REQUESTED") {
        return json!("CHANGES_REQUESTED");
    }
    match states.iter().find(|state| **state != "DISMISSED") {
        Some(state) => json!(state),
        None => json!("REVIEW_REQUIRED"),
    }
}
