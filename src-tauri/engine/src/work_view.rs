//! From kept work to what a client sees.

use stint_api::view::{WorkChecks, WorkKind, WorkReview, WorkState, WorkView, WorkWhy};
use stint_core::work::{Checks, Kind, Reach, Review, State, Why, Work};

/// The issue or pull request behind a task.
pub(crate) fn work(work: &Work) -> WorkView {
    let item = &work.item;
    let is_pull_request = item.kind == Kind::PullRequest;
    WorkView {
        service: work.service.clone(),
        account: work.account.map(|id| id.to_string()),
        place: item.place.clone(),
        kind: if is_pull_request { WorkKind::PullRequest } else { WorkKind::Issue },
        state: state(item.state),
        whys: item.whys.iter().copied().map(why).collect(),
        labels: item.labels.clone(),
        author: item.author.clone(),
        milestone: item.milestone.clone(),
        review: item.review.filter(|_| is_pull_request).map(review),
        checks: item.checks.filter(|_| is_pull_request).map(checks),
        updated_at: item.updated_at.map(|at| at.to_string()),
        is_out_of_reach: work.reach == Reach::OutOfReach,
        is_deleted: work.reach == Reach::Deleted,
    }
}

const fn state(state: State) -> WorkState {
    match state {
        State::Open => WorkState::Open,
        State::Draft => WorkState::Draft,
        State::Merged => WorkState::Merged,
        State::Closed => WorkState::Closed,
        State::Unknown => WorkState::Unknown,
    }
}

const fn why(why: Why) -> WorkWhy {
    match why {
        Why::Assigned => WorkWhy::Assigned,
        Why::ReviewRequested => WorkWhy::ReviewRequested,
        Why::Authored => WorkWhy::Authored,
        Why::Mentioned => WorkWhy::Mentioned,
        Why::Followed => WorkWhy::Followed,
    }
}

const fn review(review: Review) -> WorkReview {
    match review {
        Review::Awaited => WorkReview::Awaited,
        Review::Approved => WorkReview::Approved,
        Review::ChangesRequested => WorkReview::ChangesRequested,
        Review::Unknown => WorkReview::Unknown,
    }
}

const fn checks(checks: Checks) -> WorkChecks {
    match checks {
        Checks::Absent => WorkChecks::Absent,
        Checks::Pending => WorkChecks::Pending,
        Checks::Passing => WorkChecks::Passing,
        Checks::Failing => WorkChecks::Failing,
        Checks::Unknown => WorkChecks::Unknown,
    }
}
