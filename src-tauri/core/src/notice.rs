//! What the person is told of work, and whether it is shown now, later, or in the feed alone.

mod quiet;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::quiet::quiet_until;
use crate::{feed::FeedItem, settings::Settings, work::PlaceRule};

/// How many notices of a kind are shown one by one; more become one.
const MOST_SINGLE: usize = 3;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Something was assigned to the person.
    Assigned,
    /// Their review is asked for.
    ReviewRequested,
    /// They were mentioned.
    Mentioned,
    /// Their pull request was approved.
    Approved,
    /// Changes of it are asked for.
    ChangesRequested,
    /// Its checks fail.
    Failing,
    /// It was merged.
    Merged,
    /// The timer was started by itself.
    Started,
    /// What was put off is due.
    Due,
}

impl Kind {
    /// Every kind, in the order they are shown.
    pub const ALL: [Self; 9] = [
        Self::Assigned,
        Self::ReviewRequested,
        Self::Mentioned,
        Self::Approved,
        Self::ChangesRequested,
        Self::Failing,
        Self::Merged,
        Self::Started,
        Self::Due,
    ];

    /// What it is called: `Assigned to you`.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Assigned => "Assigned to you",
            Self::ReviewRequested => "Review requested",
            Self::Mentioned => "You were mentioned",
            Self::Approved => "Approved",
            Self::ChangesRequested => "Changes requested",
            Self::Failing => "Checks fail",
            Self::Merged => "Merged",
            Self::Started => "Started by itself",
            Self::Due => "Due again",
        }
    }
}

/// How a notice reaches the person; the feed has it in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is shown on the desktop now.
    Desktop,
    /// It is quiet now; a digest names it afterwards.
    Later,
    /// It stands in the feed and nowhere else.
    FeedOnly,
}

/// How a notice reaches the person; `rule` is that of its repository.
#[must_use]
pub fn way(kind: Kind, rule: Option<&PlaceRule>, settings: &Settings, is_quiet: bool) -> Way {
    if !settings.notify.contains(&kind) || rule.is_some_and(|rule| rule.muted.contains(&kind)) {
        Way::FeedOnly
    } else if is_quiet {
        Way::Later
    } else {
        Way::Desktop
    }
}

/// What is shown together: up to three of a kind stay single, more become one; in the order in which each first comes.
#[must_use]
pub fn bundled(items: Vec<FeedItem>) -> Vec<Vec<FeedItem>> {
    let mut counts = BTreeMap::<Kind, usize>::new();
    for item in &items {
        *counts.entry(item.kind).or_default() += 1;
    }
    let mut bundles: Vec<Vec<FeedItem>> = Vec::new();
    for item in items {
        let is_many = counts.get(&item.kind).is_some_and(|count| *count > MOST_SINGLE);
        let bundle = bundles.iter_mut().find(|bundle| is_many && bundle.iter().all(|other| other.kind == item.kind));
        match bundle {
            Some(bundle) => bundle.push(item),
            None => bundles.push(vec![item]),
        }
    }
    bundles
}
