//! The budget of one account: its own measure, or what the service said of its limit.

use jiff::{SignedDuration, Timestamp};

use super::{Meter, Told, Urgency};
use crate::schedule::at_most;

/// The longest that what a service says of its limit is believed, and that it is left alone.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// The budget of one account.
#[derive(Clone, Debug, Default)]
pub(super) struct Budget {
    manners: Option<Manners>,
    since: Option<Timestamp>,
    spent: u32,
    told: Option<Told>,
    waits_until: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug)]
struct Manners {
    requests: u32,
    per: SignedDuration,
}

impl Budget {
    pub(super) fn set_manners(&mut self, requests: u32, per: SignedDuration) {
        self.manners = Some(Manners { requests, per });
    }

    /// Within one count the lower figure holds: the service may not have seen yet what is under way.
    pub(super) fn told(&mut self, told: Told, now: Timestamp) {
        let resets_at = at_most(told.resets_at, LONGEST, now);
        let left = match self.told_at(now) {
            Some(before) if resets_at <= before.resets_at => told.left.min(before.left),
            Some(_) | None => told.left,
        };
        self.told = Some(Told { left: left.min(told.limit), resets_at, ..told });
    }

    pub(super) fn wait(&mut self, until: Timestamp) {
        self.waits_until = self.waits_until.max(Some(until));
    }

    pub(super) fn spend(&mut self, requests: u32, now: Timestamp) {
        if self.window(now).is_none() {
            (self.since, self.spent) = (Some(now), 0);
        }
        self.spent = self.spent.saturating_add(requests);
        if let Some(told) = &mut self.told {
            told.left = told.left.saturating_sub(requests);
        }
    }

    pub(super) fn pull_in(&mut self, now: Timestamp) {
        self.waits_until = self.waits_until.map(|until| at_most(until, LONGEST, now));
        if let Some(told) = &mut self.told {
            told.resets_at = at_most(told.resets_at, LONGEST, now);
        }
    }

    /// Until when no request of this urgency may be made; none where one may be made now.
    ///
    /// What the service said may end before Stint's own measure does, so the end is looked at once more.
    pub(super) fn closed_until(&self, urgency: Urgency, now: Timestamp) -> Option<Timestamp> {
        let until = self.closed_at(urgency, now)?;
        Some(self.closed_at(urgency, until).unwrap_or(until))
    }

    fn closed_at(&self, urgency: Urgency, now: Timestamp) -> Option<Timestamp> {
        let asked = self.waits_until.filter(|until| *until > now);
        let used_up = self.meter(now).filter(|meter| meter.left <= reserve(urgency, meter.limit));
        asked.max(used_up.map(|meter| meter.resets_at))
    }

    pub(super) fn meter(&self, now: Timestamp) -> Option<Meter> {
        if let Some(Told { limit, left, resets_at }) = self.told_at(now) {
            return Some(Meter { used: limit - left, limit, left, resets_at, is_told: true });
        }
        let Manners { requests: limit, per } = self.manners?;
        let (used, resets_at) = match self.window(now) {
            Some(resets_at) => (self.spent, resets_at),
            None => (0, now.checked_add(per).unwrap_or(Timestamp::MAX)),
        };
        Some(Meter { used, limit, left: limit.saturating_sub(used), resets_at, is_told: false })
    }

    fn told_at(&self, now: Timestamp) -> Option<Told> {
        self.told.filter(|told| told.resets_at > now)
    }

    /// When the window that requests are counted in ends; none where a new one begins, also after the clock was set back.
    fn window(&self, now: Timestamp) -> Option<Timestamp> {
        let since = self.since.filter(|since| *since <= now)?;
        let end = since.checked_add(self.manners?.per).unwrap_or(Timestamp::MAX);
        (end > now).then_some(end)
    }
}

/// How many requests are kept back for what is more urgent.
fn reserve(urgency: Urgency, limit: u32) -> u32 {
    match urgency {
        Urgency::Background => limit / 5,
        Urgency::Due => limit / 10,
        Urgency::Clicked => 0,
    }
}
