//! What lists do not tell of pull requests, asked one by one and within bounds: checks, reviews, and replies somebody waits for.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use stint_core::work::{Checks, Kind, Why, WorkItem};

use super::{
    due::Question,
    memory::{Alone, Memory},
    round::Round,
};
use crate::{
    connector::Known,
    error::{Error, Result},
    session::Session,
};

/// How many more, where the inbox says that something happened.
const MORE: usize = 20;
/// How many more, where somebody waits for everything to be read.
const FOR_ALL: usize = 60;
/// What one look costs at most: the pull request, its approvals, its reviewers.
const A_LOOK: usize = 3;
const AN_HOUR: SignedDuration = SignedDuration::from_hours(1);
/// How often checks that run are looked at.
const RUNNING: SignedDuration = SignedDuration::from_mins(5);

/// One issue or pull request to be looked at.
pub(in crate::services) struct Look<'a> {
    pub session: &'a Session,
    /// The person's id.
    pub me: u64,
    pub kind: Kind,
    pub place: &'a str,
    pub number: u64,
}

/// Why an item is looked at alone, the most pressing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    /// Something new in the inbox is about it.
    Told,
    /// Somebody waits for it, and it changed.
    Awaited,
    /// It changed.
    Changed,
    /// Its checks run.
    Running,
    /// It was not looked at yet.
    Unseen,
}

impl Round<'_> {
    /// Looks at what changed; when to return where the service stopped answering.
    pub(in crate::services) async fn look_at_changes(&mut self) -> Result<Option<Timestamp>> {
        let now = self.asked.now;
        self.memory.spent.retain(|at| *at <= now && now.duration_since(*at) < AN_HOUR);
        for (cause, remote_id) in causes(&self.memory, self.found.items(), &self.known, &self.fresh, now) {
            let allowed = self.dialect.plan().looks
                + if self.is_all() { FOR_ALL } else { 0 }
                + if cause == Cause::Told { MORE } else { 0 };
            if self.memory.spent.len() + A_LOOK > allowed {
                continue;
            }
            match self.look_at(&remote_id, cause).await {
                Err(Error::SignInAgain) => return Err(Error::SignInAgain),
                Err(Error::ComeBackLater { at }) => return Ok(at.or(Some(now))),
                Err(Error::Unreachable(_)) => return Ok(Some(now)),
                Ok(()) | Err(_) => {}
            }
        }
        self.forget();
        Ok(None)
    }

    async fn look_at(&mut self, remote_id: &str, cause: Cause) -> Result<()> {
        let Some((kind, reference, updated_at)) =
            self.found.get_mut(remote_id).map(|item| (item.kind, item.reference.clone(), item.updated_at))
        else {
            return Ok(());
        };
        let Some((place, number)) = self.dialect.parted(kind, &reference) else { return Ok(()) };
        let sent = self.session.sites.sent();
        let look = Look { session: self.session, me: self.me, kind, place, number };
        let seen = match kind {
            Kind::Issue => Ok(None),
            Kind::PullRequest => self.dialect.merge(&look, cause != Cause::Running).await,
        };
        let is_awaited = self.known.get(remote_id).is_some_and(|known| known.is_awaited);
        let replied_at =
            if is_awaited && cause != Cause::Running { self.dialect.replied_at(&look).await } else { Ok(None) };
        let cost = self.session.sites.sent().saturating_sub(sent);
        self.memory.spent.extend((0..cost).map(|_| self.asked.now));
        let (seen, replied_at) = (seen?, replied_at?);
        if let Some(item) = self.found.get_mut(remote_id) {
            item.replied_at = item.replied_at.max(replied_at);
            if let Some((checks, review)) = seen {
                (item.checks, item.review) = (Some(checks), review);
            }
        }
        if kind == Kind::PullRequest {
            let is_running = seen.is_some_and(|(checks, _)| checks == Checks::Pending);
            let alone = Alone { updated_at, is_running, looked_at: self.asked.now };
            self.memory.alone.insert(remote_id.to_owned(), alone);
        }
        Ok(())
    }

    /// What is not on the list of one's own any more, and awaited by nobody, needs no memory.
    fn forget(&mut self) {
        if self.whole.contains(&Question::Own) {
            let (found, known) = (&mut self.found, &self.known);
            self.memory.alone.retain(|id, _| found.get_mut(id).is_some() || known.contains_key(id.as_str()));
        }
    }
}

/// What is to be looked at alone, the most pressing first.
fn causes<'a>(
    memory: &Memory,
    found: impl Iterator<Item = &'a WorkItem>,
    known: &BTreeMap<&str, &Known>,
    fresh: &std::collections::BTreeSet<String>,
    now: Timestamp,
) -> Vec<(Cause, String)> {
    let cause = |item: &WorkItem| {
        let known = known.get(item.remote_id.as_str());
        let is_awaited = known.is_some_and(|known| known.is_awaited);
        let is_own = item.kind == Kind::PullRequest && item.whys.contains(&Why::Authored);
        if item.state.is_done() || !(is_own || is_awaited) {
            return None;
        }
        let has_changed = known.is_none_or(|known| known.updated_at < item.updated_at);
        let seen = memory.alone.get(&item.remote_id);
        let is_again = |seen: &Alone| seen.is_running && now.duration_since(seen.looked_at) >= RUNNING;
        match seen {
            _ if is_own && fresh.contains(&item.reference) => Some(Cause::Told),
            _ if is_awaited && has_changed => Some(Cause::Awaited),
            Some(seen) if seen.updated_at != item.updated_at => Some(Cause::Changed),
            Some(seen) if is_again(seen) => Some(Cause::Running),
            None if item.kind == Kind::PullRequest => Some(Cause::Unseen),
            _ => None,
        }
    };
    let mut causes: Vec<_> = found.filter_map(|item| Some((cause(item)?, item.remote_id.clone()))).collect();
    causes.sort();
    causes
}
