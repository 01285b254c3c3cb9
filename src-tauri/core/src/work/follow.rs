//! Repositories that are followed, and what a reading tells of them.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::ids::{AccountId, ProjectId};

/// A repository that the person follows: its open issues become tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Follow {
    /// The account it is read with.
    pub account: AccountId,
    /// Its full path: `acme/api`.
    pub place: String,
    /// Only issues with this label.
    pub label: Option<String>,
    /// The project of its tasks; none for that of its place.
    pub project: Option<ProjectId>,
    /// Since when; anew where it could not be seen and the person followed it once more.
    pub followed_at: Timestamp,
    /// When all of it was read first.
    pub synced_at: Option<Timestamp>,
    /// Why it cannot be seen, in sentences; none where it can, or nobody tried yet.
    pub problem: Option<String>,
}

/// The follows that are other ones after an account was read well; `unseen` says which cannot be seen, and why.
///
/// What was seen is read by now; what was not is not, and its problem stands until it is seen.
#[must_use]
pub fn after_reading(follows: Vec<Follow>, unseen: &BTreeMap<String, String>, now: Timestamp) -> Vec<Follow> {
    let after = |follow: Follow| {
        let problem = unseen.get(&follow.place).cloned();
        let synced_at = if problem.is_some() { follow.synced_at } else { follow.synced_at.or(Some(now)) };
        let is_other = problem != follow.problem || synced_at != follow.synced_at;
        is_other.then_some(Follow { problem, synced_at, ..follow })
    };
    follows.into_iter().filter_map(after).collect()
}
