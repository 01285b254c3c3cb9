//! The feed: what the person was told, kept until they read it, and put off where they wish.

use jiff::{SignedDuration, Timestamp, civil::Time, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::{
    ids::{AccountId, EntryId, FeedId, TaskId},
    notice,
    settings::Settings,
    work::{Checks, Kind, Reach, Work},
};

/// How long “in an hour” is.
const HOUR: SignedDuration = SignedDuration::from_hours(1);
/// Until this hour of the night “tomorrow morning” is the morning to come.
const NIGHT_ENDS_AT_HOUR: i8 = 4;

/// One notice, as the feed keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedItem {
    /// Who it is.
    pub id: FeedId,
    /// What it tells, the same for the same happening: it is told once.
    pub key: String,
    /// What happened.
    pub kind: notice::Kind,
    /// When.
    pub at: Timestamp,
    /// The connector's name of the service; empty for what Stint itself says.
    pub service: String,
    /// Where the service lies.
    pub origin: String,
    /// The account that brought it; none once that was revoked.
    pub account: Option<AccountId>,
    /// What the service calls the item.
    pub remote_id: String,
    /// Its task, if it has one.
    pub task: Option<TaskId>,
    /// The entry that was started by itself; of [`notice::Kind::Started`].
    pub entry: Option<EntryId>,
    /// The repository: `acme/api`.
    pub place: String,
    /// How a person names the item: `acme/api#42`.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// The notification about it at the service, where there is one to be marked read.
    pub thread: Option<String>,
    /// Whether the person read it.
    pub is_read: bool,
    /// Whether it was shown on the desktop, or never shall be.
    pub is_told: bool,
    /// Until when it is put off.
    pub snooze: Option<Snooze>,
}

/// Until when a notice is put off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Snooze {
    /// Until this time.
    Until(Timestamp),
    /// Until somebody else writes to it after this time.
    Reply {
        /// When it was put off.
        since: Timestamp,
    },
    /// Until its checks ended.
    Checks,
    /// Until it is merged or closed.
    Merge,
}

/// What the person may put a notice off until.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PutOff {
    /// For an hour.
    Hour,
    /// Until the morning.
    Tomorrow,
    /// Until somebody else writes to it.
    Reply,
    /// Until its checks ended.
    Checks,
    /// Until it is merged or closed.
    Merge,
}

impl PutOff {
    /// The snooze that begins now.
    #[must_use]
    pub fn snooze(self, settings: &Settings, zone: &TimeZone, now: Timestamp) -> Snooze {
        match self {
            Self::Hour => Snooze::Until(now.checked_add(HOUR).unwrap_or(Timestamp::MAX)),
            Self::Tomorrow => Snooze::Until(tomorrow_morning(settings, zone, now)),
            Self::Reply => Snooze::Reply { since: now },
            Self::Checks => Snooze::Checks,
            Self::Merge => Snooze::Merge,
        }
    }
}

/// Whether what was put off is due; `work` is what is kept of its item.
///
/// What can never come true any more is due at once, so that nothing is lost: nobody watches the item, it is gone, or it is closed.
#[must_use]
pub fn is_due(snooze: &Snooze, work: Option<&Work>, now: Timestamp) -> bool {
    if let Snooze::Until(at) = snooze {
        return *at <= now;
    }
    let Some(work) = work else { return true };
    if work.account.is_none() || work.reach == Reach::Deleted || work.item.state.is_done() {
        return true;
    }
    match snooze {
        Snooze::Until(_) | Snooze::Merge => false,
        Snooze::Reply { since } => work.item.replied_at.is_some_and(|at| at > *since),
        Snooze::Checks => matches!(work.item.checks, Some(Checks::Absent | Checks::Passing | Checks::Failing)),
    }
}

/// What a notice may be put off until; a receipt cannot be put off.
#[must_use]
pub fn may_snooze(kind: notice::Kind, work: Option<&Work>) -> Vec<PutOff> {
    if kind == notice::Kind::Started {
        return Vec::new();
    }
    let open = work.filter(|work| !work.item.state.is_done() && work.reach == Reach::Here && work.account.is_some());
    let request = open.filter(|work| work.item.kind == Kind::PullRequest);
    let has_pending = request.is_some_and(|work| work.item.checks == Some(Checks::Pending));
    let choices = [
        (PutOff::Hour, true),
        (PutOff::Tomorrow, true),
        (PutOff::Reply, open.is_some()),
        (PutOff::Checks, has_pending),
        (PutOff::Merge, request.is_some()),
    ];
    choices.into_iter().filter_map(|(choice, may)| may.then_some(choice)).collect()
}

/// When the person's day begins tomorrow; in the small hours that is the morning to come.
#[must_use]
pub fn tomorrow_morning(settings: &Settings, zone: &TimeZone, now: Timestamp) -> Timestamp {
    let there = now.to_zoned(zone.clone());
    let hour = i8::try_from(settings.day_starts_at_hour).unwrap_or(8).clamp(0, 23);
    let is_night = there.hour() < NIGHT_ENDS_AT_HOUR.min(hour);
    let date = if is_night { Ok(there.date()) } else { there.date().tomorrow() };
    let morning = date.and_then(|date| {
        let time = Time::new(hour, 0, 0, 0)?;
        date.to_datetime(time).to_zoned(zone.clone())
    });
    morning.map_or(Timestamp::MAX, |morning| morning.timestamp())
}
