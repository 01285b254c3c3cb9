//! The time entry: a stretch of time on a task, a project, or just words.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    ids::{EntryId, ProjectId, TaskId},
    refusal::Result,
    text, zone,
};

/// A stretch of time, `started_at` to `ended_at`, half open; the timer is the one entry without an end.
///
/// Instants are whole milliseconds; `zone` is the IANA name of the zone the person was in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeEntry {
    /// Who it is.
    pub id: EntryId,
    /// What was done, one line, possibly empty.
    pub description: String,
    /// The task it was done for.
    pub task: Option<TaskId>,
    /// The project it counts towards.
    pub project: Option<ProjectId>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended; `None` while it runs.
    pub ended_at: Option<Timestamp>,
    /// IANA zone name at the start, such as `Europe/Berlin`.
    pub zone: String,
    /// Labels of the person's own, without `#`.
    pub tags: BTreeSet<String>,
    /// Whether somebody pays for it.
    pub is_billable: bool,
}

impl TimeEntry {
    /// Whether this is the running timer.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.ended_at.is_none()
    }

    /// How long it lasted, or has lasted at `now`; never negative.
    #[must_use]
    pub fn lasted_for(&self, now: Timestamp) -> SignedDuration {
        let end = self.ended_at.unwrap_or(now);
        end.duration_since(self.started_at).max(SignedDuration::ZERO)
    }

    /// Whether it has a moment in common with the half-open span from `from` to `to` (`None`: for ever).
    #[must_use]
    pub fn overlaps(&self, from: Timestamp, to: Option<Timestamp>) -> bool {
        let starts_before_the_end = to.is_none_or(|to| self.started_at < to);
        starts_before_the_end && self.ended_at.is_none_or(|end| end > from)
    }

    /// Whether it begins and ends when the other does.
    #[must_use]
    pub fn has_same_span(&self, other: &Self) -> bool {
        self.started_at == other.started_at && self.ended_at == other.ended_at
    }

    /// Cleans words, tags, zone name and instants; refuses what cannot be made fit.
    pub(crate) fn clean(self) -> Result<Self> {
        let zone = zone::find(&self.zone)?.iana_name().map_or(self.zone, str::to_owned);
        Ok(Self {
            description: text::line("description", &self.description)?,
            started_at: whole_milliseconds(self.started_at),
            ended_at: self.ended_at.map(whole_milliseconds),
            tags: text::tags(&self.tags)?,
            zone,
            ..self
        })
    }
}

/// Cuts an instant to the whole milliseconds that are stored.
#[must_use]
pub fn whole_milliseconds(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at)
}
