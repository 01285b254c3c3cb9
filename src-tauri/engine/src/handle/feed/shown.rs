//! What of the feed is on the desktop, so that it can be taken back.

use std::collections::VecDeque;

use stint_core::{
    feed::FeedItem,
    ids::{AccountId, FeedId},
    notice::Kind,
    work::Work,
};

use super::is_over;
use crate::Output;

/// How many notices are remembered; a desktop shows fewer.
const MOST: usize = 64;

/// The notices on the desktop, earliest first, each under its key.
#[derive(Debug, Default)]
pub(crate) struct Shown(VecDeque<(String, Vec<Seen>)>);

/// What is remembered of one that a notice tells of.
#[derive(Debug)]
struct Seen {
    id: FeedId,
    kind: Kind,
    account: Option<AccountId>,
    service: String,
    origin: String,
    remote_id: String,
}

impl Shown {
    /// Remembers what a notice tells of; one with the same key is replaced.
    pub fn put(&mut self, key: &str, items: &[FeedItem]) {
        self.0.retain(|(other, _)| other != key);
        while self.0.len() >= MOST {
            self.0.pop_front();
        }
        self.0.push_back((key.to_owned(), items.iter().map(Seen::of).collect()));
    }

    /// Takes back what tells of these alone.
    pub fn read(&mut self, ids: &[FeedId]) -> Vec<Output> {
        self.take_back(|seen| ids.contains(&seen.id))
    }

    /// Takes back what does not hold any more.
    pub fn over(&mut self, changed: &[Work]) -> Vec<Output> {
        self.take_back(|seen| changed.iter().any(|work| seen.is_of(work) && is_over(seen.kind, work)))
    }

    /// Takes back what an account brought.
    pub fn revoked(&mut self, account: AccountId) -> Vec<Output> {
        self.take_back(|seen| seen.account == Some(account))
    }

    /// Takes all of it back: another data file knows nothing of it.
    pub fn forget(&mut self) -> Vec<Output> {
        self.take_back(|_| true)
    }

    fn take_back(&mut self, is_meant: impl Fn(&Seen) -> bool) -> Vec<Output> {
        let mut outputs = Vec::new();
        self.0.retain_mut(|(key, seen)| {
            seen.retain(|seen| !is_meant(seen));
            if seen.is_empty() {
                outputs.push(Output::Withdraw(std::mem::take(key)));
            }
            !seen.is_empty()
        });
        outputs
    }
}

impl Seen {
    fn of(item: &FeedItem) -> Self {
        Self {
            id: item.id,
            kind: item.kind,
            account: item.account,
            service: item.service.clone(),
            origin: item.origin.clone(),
            remote_id: item.remote_id.clone(),
        }
    }

    fn is_of(&self, work: &Work) -> bool {
        self.remote_id == work.item.remote_id && self.service == work.service && self.origin == work.origin
    }
}
