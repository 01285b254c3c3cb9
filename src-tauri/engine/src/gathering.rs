//! How reading the work of each account goes: when it is read next, what is under way, what came of it so far.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    fmt::Write,
};

use jiff::{SignedDuration, Timestamp};
use stint_api::view::JobId;
use stint_core::{
    entry::whole_milliseconds,
    feed::FeedItem,
    work::{Outcome, Why},
};

/// Over what time requests are counted for the person.
const COUNTED: SignedDuration = SignedDuration::from_hours(1);

const MILLISECOND: SignedDuration = SignedDuration::from_millis(1);

/// How reading the work of one account goes.
#[derive(Debug)]
pub(crate) struct Gathering {
    /// When it is read next; [`Timestamp::MAX`] while that waits for the person.
    pub next_at: Timestamp,
    /// What is under way.
    pub under_way: Option<UnderWay>,
    /// What was missing and is still to be looked up, by its ids at the service.
    pub missing: BTreeSet<String>,
    /// Requests made lately.
    spent: VecDeque<(Timestamp, u32)>,
}

/// A reading that is under way.
#[derive(Debug)]
pub(crate) struct UnderWay {
    /// Which one, of whatever account; what comes of another concerns nobody.
    pub run: u64,
    /// The job of the person's wish.
    pub job: Option<JobId>,
    /// Whether nothing was ever read of the account: nobody is told of what was there all along.
    pub is_first: bool,
    /// Where all of it is read once more: what was wanted before, of which alone somebody is told.
    pub told_of: Option<BTreeSet<Why>>,
    /// What it did so far.
    pub tally: Tally,
    /// What it found that the person is to be told, all at once when it ends.
    pub news: Vec<FeedItem>,
}

/// What a reading did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    new: u32,
    changed: u32,
    closed: u32,
    off_list: u32,
    skipped: BTreeMap<&'static str, u32>,
}

impl Gathering {
    /// To be read at some time.
    pub const fn new(next_at: Timestamp) -> Self {
        Self { next_at, under_way: None, missing: BTreeSet::new(), spent: VecDeque::new() }
    }

    /// Plans the next reading, on a whole millisecond not before `at`: the engine knows no finer time and would wake too early.
    pub fn plan(&mut self, at: Timestamp) {
        let whole = whole_milliseconds(at);
        self.next_at = if whole < at { whole.checked_add(MILLISECOND).unwrap_or(at) } else { at };
    }

    /// Whether it is to be read now.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.next_at <= now && self.under_way.is_none()
    }

    /// Counts requests for the person.
    pub fn spend(&mut self, requests: u32, now: Timestamp) {
        self.spent.push_back((now, requests));
        while self.spent.front().is_some_and(|(at, _)| now.duration_since(*at) > COUNTED) {
            self.spent.pop_front();
        }
    }

    /// How many requests were made in the last hour.
    pub fn spent(&self, now: Timestamp) -> u32 {
        let lately = self.spent.iter().filter(|(at, _)| now.duration_since(*at) <= COUNTED);
        lately.map(|(_, requests)| requests).sum()
    }
}

impl Tally {
    /// Counts what became of one item.
    pub fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::New | Outcome::Reopened => self.new += 1,
            Outcome::Changed => self.changed += 1,
            Outcome::Closed => self.closed += 1,
            Outcome::OffList => self.off_list += 1,
            Outcome::Unchanged => {}
            Outcome::Skipped(why) => *self.skipped.entry(why.words()).or_default() += 1,
        }
    }

    /// In words: `3 new, 1 changed, 2 closed. Left out: 12 by label.`
    pub fn words(&self) -> String {
        let counts =
            [(self.new, "new"), (self.changed, "changed"), (self.closed, "closed"), (self.off_list, "off your list")];
        let done: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        let mut words = if done.is_empty() { "Nothing new.".to_owned() } else { format!("{}.", done.join(", ")) };
        if !self.skipped.is_empty() {
            let skipped: Vec<_> = self.skipped.iter().map(|(why, n)| format!("{n} {why}")).collect();
            // A string takes whatever is written.
            write!(words, " Left out: {}.", skipped.join(", ")).ok();
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use stint_core::work::LeftOut;

    use super::*;

    #[test]
    fn a_tally_says_what_was_done_and_what_was_left_out() {
        let mut tally = Tally::default();
        assert_eq!(tally.words(), "Nothing new.");
        for outcome in
            [Outcome::New, Outcome::New, Outcome::Closed, Outcome::Unchanged, Outcome::Skipped(LeftOut::Label)]
        {
            tally.add(outcome);
        }
        assert_eq!(tally.words(), format!("2 new, 1 closed. Left out: 1 {}.", LeftOut::Label.words()));
    }

    #[test]
    fn requests_count_for_an_hour() {
        let at = |minute: i64| Timestamp::from_second(minute * 60).unwrap();
        let mut gathering = Gathering::new(at(0));
        gathering.spend(3, at(0));
        gathering.spend(2, at(59));
        assert_eq!(gathering.spent(at(60)), 5);
        gathering.spend(1, at(61));
        assert_eq!(gathering.spent(at(61)), 3);
    }
}
