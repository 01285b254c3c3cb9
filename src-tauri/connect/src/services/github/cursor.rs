//! Where the connector left off: when it asked what last, and what it needs to ask for changes only.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use stint_core::{
    incoming::Cursor,
    secret::{ExposeSecret, Secret},
    work::Follow,
};

/// Raised whenever what is written here means something else; another one is worth nothing.
const VERSION: u8 = 1;
/// How long something that GitHub would not do is left alone.
const REFUSED_FOR: SignedDuration = SignedDuration::from_hours(24);
/// The most threads of notifications that are remembered, newest first.
const MOST_THREADS: usize = 300;

/// A question that has a beat of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Question {
    /// The person's notifications.
    Notifications,
    /// What is assigned to them.
    Assigned,
    /// Reviews, their own pull requests, and what the list of the assigned does not show.
    Searches,
    /// The repositories they follow.
    Follows,
    /// Reviews and checks of their own pull requests, and what they wait for.
    Checks,
    /// What they were only mentioned in: nothing else tells that it was closed.
    Mentioned,
    /// What checks found, which is asked along with reviews where the token may see it.
    Rollup,
}

/// Where the connector left off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Seen {
    version: u8,
    token: String,
    asked_at: BTreeMap<Question, Timestamp>,
    refused_at: BTreeMap<Question, Timestamp>,
    /// Of the notifications.
    pub threads: Threads,
    /// Of the list of the assigned.
    pub assigned: Assigned,
    /// Of each repository that is followed.
    pub follows: BTreeMap<String, Followed>,
    /// Whether the server does not know the version of the interface that is asked for.
    pub has_no_version: bool,
    most: Option<Most>,
}

/// What is remembered of notifications.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Threads {
    /// When they were asked for without a condition.
    pub whole_at: Option<Timestamp>,
    /// `Last-Modified` of the latest answer.
    pub last_modified: Option<String>,
    /// `X-Poll-Interval` of the latest answer, in seconds.
    pub every: u32,
    /// When each thread changed last.
    pub known: BTreeMap<String, Timestamp>,
}

/// What is remembered of the list of the assigned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Assigned {
    /// When it was asked for without a condition.
    pub whole_at: Option<Timestamp>,
    /// Whether the latest answer was another one than the one before, and so was charged.
    pub has_changed: bool,
    /// Of its first page, as this token sees it.
    pub etag: Option<String>,
    /// How many pages it had.
    pub pages: u32,
    /// How often in a row it could not be read to its end.
    pub broken_off: u32,
    /// How many the search counted.
    pub counted: Option<u32>,
}

/// What is remembered of a repository that is followed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Followed {
    /// Its node id.
    pub id: Option<String>,
    /// The label it was read with.
    pub label: Option<String>,
    /// The latest change that was read.
    pub changed_at: Option<Timestamp>,
    /// When its whole list was read.
    pub whole_at: Option<Timestamp>,
    /// When it could not be seen.
    pub lost_at: Option<Timestamp>,
    /// Why it cannot be seen.
    pub unseen: Option<String>,
}

/// How many items GitHub manages in one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Most {
    items: usize,
    since: Timestamp,
}

impl Seen {
    /// What a cursor holds; what is not understood is forgotten, and another token makes every `ETag` worthless.
    pub fn of(cursor: Option<&Cursor>, secret: &Secret) -> Self {
        let read = cursor.and_then(|cursor| serde_json::from_str::<Self>(&cursor.0).ok());
        let mut seen = read.filter(|seen| seen.version == VERSION).unwrap_or_default();
        let token = fingerprint(secret);
        if seen.token != token {
            seen.assigned.etag = None;
            seen.refused_at.clear();
        }
        Self { version: VERSION, token, ..seen }
    }

    /// The cursor that holds it.
    pub fn cursor(&self) -> Option<Cursor> {
        serde_json::to_string(self).ok().map(Cursor)
    }

    /// When a question was asked last.
    pub fn asked_at(&self, question: Question) -> Option<Timestamp> {
        self.asked_at.get(&question).copied()
    }

    /// A question was asked, whatever came of it.
    pub fn ask(&mut self, question: Question, now: Timestamp) {
        self.asked_at.insert(question, now);
    }

    /// A question is due now.
    pub fn hurry(&mut self, question: Question) {
        self.asked_at.remove(&question);
    }

    /// A question was answered, so that it may be asked.
    pub fn may(&mut self, question: Question) {
        self.refused_at.remove(&question);
    }

    /// A question is not to be asked for a day.
    pub fn may_not(&mut self, question: Question, now: Timestamp) {
        self.refused_at.insert(question, now);
    }

    /// Until when a question is not to be asked.
    pub fn refused_until(&self, question: Question, now: Timestamp) -> Option<Timestamp> {
        let at = *self.refused_at.get(&question)?;
        let until = at.checked_add(REFUSED_FOR).unwrap_or(Timestamp::MAX);
        (at <= now && now < until).then_some(until)
    }

    /// Whether a question is not to be asked now.
    pub fn is_refused(&self, question: Question, now: Timestamp) -> bool {
        self.refused_until(question, now).is_some()
    }

    /// How many items GitHub manages in one question, where it managed fewer than `usual` within a day.
    pub fn most(&self, usual: usize, now: Timestamp) -> usize {
        let fresh = self.most.filter(|most| most.since <= now && now < most.since + REFUSED_FOR);
        fresh.map_or(usual, |most| most.items.clamp(1, usual))
    }

    /// So many items were too many.
    pub fn halve(&mut self, items: usize, now: Timestamp) {
        self.most = Some(Most { items: (items / 2).max(1), since: now });
    }
}

impl Followed {
    /// Whether it could not be seen, and was followed once more since; by a clock that was wrong, it was not.
    pub fn is_sought_anew(&self, follow: &Follow, now: Timestamp) -> bool {
        self.lost_at.is_some_and(|lost_at| lost_at < follow.followed_at) && follow.followed_at <= now
    }
}

impl Threads {
    /// Forgets the oldest of too many.
    pub fn prune(&mut self) {
        while self.known.len() > MOST_THREADS {
            let oldest = self.known.iter().min_by_key(|(_, at)| **at).map(|(id, _)| id.clone());
            oldest.and_then(|id| self.known.remove(&id));
        }
    }

    /// Whether a thread was seen as it is now; what is older than all that is remembered was seen, too.
    pub fn knows(&self, id: &str, updated_at: Timestamp) -> bool {
        match self.known.get(id) {
            Some(at) => *at == updated_at,
            None => self.known.len() >= MOST_THREADS && self.known.values().all(|at| *at > updated_at),
        }
    }
}

/// Tells tokens apart without telling them.
fn fingerprint(secret: &Secret) -> String {
    let digest = Sha256::new().chain_update("stint etag ").chain_update(secret.expose_secret()).finalize();
    digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
