//! What was asked and what it cost: <https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api>

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{model::UserId, state::State};
use crate::fakes::spoken::Answer;

/// How many requests, or points, an hour is worth.
const LIMIT: u32 = 5_000;

/// What is counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resource {
    /// Requests of REST.
    Core,
    /// Points of GraphQL.
    GraphQl,
}

/// Who spent how much.
#[derive(Debug, Default)]
pub struct Budget {
    windows: BTreeMap<(UserId, Resource), Window>,
    hours: BTreeMap<i64, Spent>,
}

#[derive(Clone, Copy, Debug)]
struct Window {
    resets_at: Timestamp,
    used: u32,
}

/// What was spent in an hour of its clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Requests of REST, whatever was answered.
    pub requests: u32,
    /// Those that were charged; 304 is free.
    pub charged: u32,
    /// Calls of GraphQL.
    pub calls: u32,
    /// What they cost.
    pub points: u32,
}

impl Resource {
    fn name(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::GraphQl => "graphql",
        }
    }
}

impl State {
    /// What was spent in each hour of its clock in which anything was, oldest first.
    #[must_use]
    pub fn spent(&self) -> Vec<Spent> {
        self.budget.hours.values().copied().collect()
    }

    /// What was spent altogether.
    #[must_use]
    pub fn spent_in_all(&self) -> Spent {
        self.spent().into_iter().fold(Spent::default(), |sum, hour| Spent {
            requests: sum.requests + hour.requests,
            charged: sum.charged + hour.charged,
            calls: sum.calls + hour.calls,
            points: sum.points + hour.points,
        })
    }

    /// Leaves a person this much until the window ends.
    pub fn leave(&mut self, login: &str, resource: Resource, remaining: u32) {
        let user = self.user(login);
        self.window(user, resource).used = LIMIT.saturating_sub(remaining);
    }

    pub(super) fn remaining(&mut self, user: UserId, resource: Resource) -> u32 {
        LIMIT.saturating_sub(self.window(user, resource).used)
    }

    pub(super) fn resets_at(&mut self, user: UserId, resource: Resource) -> Timestamp {
        self.window(user, resource).resets_at
    }

    /// Counts a request; what it cost is charged where the person is known.
    pub(super) fn charge(&mut self, user: Option<UserId>, resource: Resource, cost: u32) {
        let hour = self.now().as_second().div_euclid(3_600);
        let spent = self.budget.hours.entry(hour).or_default();
        match resource {
            Resource::Core => (spent.requests, spent.charged) = (spent.requests + 1, spent.charged + cost),
            Resource::GraphQl => (spent.calls, spent.points) = (spent.calls + 1, spent.points + cost),
        }
        if let Some(user) = user {
            let window = self.window(user, resource);
            window.used = LIMIT.min(window.used.saturating_add(cost));
        }
    }

    /// The same with the headers that tell what is left.
    pub(super) fn told(&mut self, user: UserId, resource: Resource, answer: Answer) -> Answer {
        let window = *self.window(user, resource);
        answer
            .with("X-RateLimit-Limit", LIMIT)
            .with("X-RateLimit-Remaining", LIMIT - window.used)
            .with("X-RateLimit-Used", window.used)
            .with("X-RateLimit-Reset", window.resets_at.as_second())
            .with("X-RateLimit-Resource", resource.name())
    }

    /// A window begins with its first request.
    fn window(&mut self, user: UserId, resource: Resource) -> &mut Window {
        let now = self.now();
        let fresh = Window { resets_at: now.saturating_add(SignedDuration::from_hours(1)).unwrap_or(now), used: 0 };
        let window = self.budget.windows.entry((user, resource)).or_insert(fresh);
        if window.resets_at <= now {
            *window = fresh;
        }
        window
    }
}

/// How much an hour is worth.
pub(super) const fn limit() -> u32 {
    LIMIT
}
