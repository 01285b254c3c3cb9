//! What came from a service, in words: why it waits and how it stands.

use stint_api::view::{WorkChecks, WorkKind, WorkReview, WorkState, WorkView, WorkWhy};

/// Why it waits and what is worth knowing of it, in a few words each: `review requested`, `checks fail`.
pub(crate) fn in_short(work: &WorkView) -> Vec<&'static str> {
    let state = Some(work.state).filter(|state| *state != WorkState::Open).map(state);
    let review = work.review.filter(|review| is_worth_telling(*review)).map(review);
    let checks = match work.checks {
        Some(WorkChecks::Failing) => Some("checks fail"),
        Some(WorkChecks::Pending) => Some("checks run"),
        Some(WorkChecks::Absent | WorkChecks::Passing | WorkChecks::Unknown) | None => None,
    };
    whys(work).into_iter().chain(state).chain(review).chain(checks).chain(out_of_sight(work)).collect()
}

/// Why it waits, or that it does not.
pub(crate) fn whys(work: &WorkView) -> Vec<&'static str> {
    let is_open = matches!(work.state, WorkState::Open | WorkState::Draft | WorkState::Unknown);
    match work.whys.as_slice() {
        [] if is_open => vec!["waits no more"],
        whys => whys.iter().copied().map(why).collect(),
    }
}

/// Whether the service does not show it any more.
pub(crate) fn out_of_sight(work: &WorkView) -> Option<&'static str> {
    match (work.is_deleted, work.is_out_of_reach) {
        (true, _) => Some("deleted there"),
        (false, true) => Some("out of reach"),
        (false, false) => None,
    }
}

/// What it is; a `!` in its reference says that its service calls it a merge request.
pub(crate) fn kind(kind: WorkKind, reference: Option<&str>) -> &'static str {
    match kind {
        WorkKind::Issue => "Issue",
        WorkKind::PullRequest if reference.is_some_and(|reference| reference.contains('!')) => "Merge request",
        WorkKind::PullRequest => "Pull request",
    }
}

pub(crate) const fn state(state: WorkState) -> &'static str {
    match state {
        WorkState::Open => "open",
        WorkState::Draft => "draft",
        WorkState::Merged => "merged",
        WorkState::Closed => "closed",
        WorkState::Unknown => "unknown",
    }
}

pub(crate) const fn review(review: WorkReview) -> &'static str {
    match review {
        WorkReview::Awaited => "awaited",
        WorkReview::Approved => "approved",
        WorkReview::ChangesRequested => "changes requested",
        WorkReview::Unknown => "unknown",
    }
}

pub(crate) const fn checks(checks: WorkChecks) -> &'static str {
    match checks {
        WorkChecks::Absent => "none",
        WorkChecks::Pending => "running",
        WorkChecks::Passing => "passing",
        WorkChecks::Failing => "failing",
        WorkChecks::Unknown => "unknown",
    }
}

const fn is_worth_telling(review: WorkReview) -> bool {
    matches!(review, WorkReview::Approved | WorkReview::ChangesRequested)
}

const fn why(why: WorkWhy) -> &'static str {
    match why {
        WorkWhy::Assigned => "assigned",
        WorkWhy::ReviewRequested => "review requested",
        WorkWhy::Authored => "yours",
        WorkWhy::Mentioned => "mentioned",
        WorkWhy::Followed => "followed",
    }
}
