//! Asking for work: all of an account's, what is due, or one item.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use stint_api::{Topic, view::JobId};
use stint_connect::connector::{Depth, Known};
use stint_core::{
    account::Account,
    governor::{Leave, Urgency},
    ids::AccountId,
    work::{Options, Reach, Why, Work},
};
use stint_store::table;

use super::{beat::taken_before, resting::Resting};
use crate::{
    Engine, Output,
    errand::{Errand, Fetch},
    fault::{Fault, Result},
    gathering::{Tally, UnderWay},
    handle::changed,
    speak,
};

/// How often an item that is out of reach is looked for.
const LOOKED_FOR_EVERY: SignedDuration = SignedDuration::from_hours(24);

impl Engine {
    /// Reads everything of an account for a job, instead of what may be under way.
    pub(super) fn read_all(&mut self, account: Account, job: JobId, now: Timestamp) -> Result<Vec<Output>> {
        let id = account.id;
        match self.resting(&account)? {
            Some(Resting::Paused(words)) => return Ok(self.left_out(job, id, words)),
            Some(Resting::Dead(words)) => return Ok(self.synced(job, id, Err(words))),
            None => {}
        }
        let mut outputs = self.stop_reading(id, "Another sync took its place.");
        let begun = self.read(&account, Depth::All, Some(job), now)?;
        if !begun.is_empty() {
            outputs.extend(begun);
            return Ok(outputs);
        }
        let until = self.accounts.gatherings.get(&id).map(|it| it.next_at).filter(|at| *at > now);
        let time = until.map(|at| format!(" until {}", speak::clock_time(at, &self.zone.rules, now)));
        outputs.extend(self.synced(job, id, Err(format!("The service allows no more{}.", time.unwrap_or_default()))));
        Ok(outputs)
    }

    /// Begins to read, where the governor lets it; where not, it is tried when that says so.
    pub(super) fn read(
        &mut self,
        account: &Account,
        depth: Depth,
        job: Option<JobId>,
        now: Timestamp,
    ) -> Result<Vec<Output>> {
        let urgency = if job.is_some() { Urgency::Clicked } else { Urgency::Due };
        let leave = self.accounts.governor.may(account.id, urgency, now);
        let sync = table::work_sync::get(self.conn()?, account.id)?;
        let Some(gathering) = self.accounts.gatherings.get_mut(&account.id) else { return Ok(Vec::new()) };
        match leave {
            Leave::Go => {}
            Leave::WaitUntil(at) => {
                gathering.plan(at);
                return Ok(Vec::new());
            }
            Leave::Paused => return Ok(Vec::new()),
        }
        let is_whole = sync.first_synced_at.is_none();
        let is_first = is_whole && sync.synced_at.is_none();
        let told_of = (is_whole && !is_first).then(|| self.taken_before(account.id, &sync.options)).transpose()?;
        let depth = if is_whole { Depth::All } else { depth };
        let run = self.accounts.next_run();
        let known = self.known(account.id, now)?;
        let fetch = self.fetch_of(account, run, depth, known, now)?;
        if let Some(gathering) = self.accounts.gatherings.get_mut(&account.id) {
            gathering.under_way =
                Some(UnderWay { run, job, is_first, told_of, tally: Tally::default(), news: Vec::new() });
        }
        let mut outputs = changed(&[Topic::Accounts]);
        outputs.push(Output::Errand(Errand::Fetch(Box::new(fetch))));
        Ok(outputs)
    }

    fn fetch_of(
        &mut self,
        account: &Account,
        run: u64,
        depth: Depth,
        known: Vec<Known>,
        now: Timestamp,
    ) -> Result<Fetch> {
        let generation = self.accounts.watched(account.id, now).generation;
        let conn = self.conn()?;
        let sync = table::work_sync::get(conn, account.id)?;
        Ok(Fetch {
            account: account.clone(),
            generation,
            run,
            depth,
            cursor: sync.cursor,
            wanted: sync.options.takes,
            follows: table::follow::of(conn, account.id)?,
            known,
            missing: self.accounts.gatherings.get(&account.id).map(|it| it.missing.clone()).unwrap_or_default(),
        })
    }

    /// Which work was wanted of an account before that changed.
    fn taken_before(&self, account: AccountId, options: &Options) -> Result<BTreeSet<Why>> {
        let kept = table::meta::get(self.conn()?, &taken_before(account))?;
        let kept = kept.and_then(|kept| serde_json::from_str(&kept).ok());
        Ok(kept.unwrap_or_else(|| options.takes.clone()))
    }

    /// What is known of an account and still open, but for what is out of reach and was looked for lately.
    fn known(&self, account: AccountId, now: Timestamp) -> Result<Vec<Known>> {
        let conn = self.conn()?;
        let awaited: BTreeSet<_> = table::feed::snoozed(conn)?.into_iter().map(|item| item.remote_id).collect();
        let works = table::work::open_of(conn, account)?;
        let works = works.iter().filter(|work| !is_given_time(work, now));
        Ok(works.map(|work| known_of(work, awaited.contains(&work.item.remote_id))).collect())
    }

    /// Asks about one item, unless nobody can; the error is for the person.
    pub(super) fn look_up(
        &mut self,
        work: &Work,
        now: Timestamp,
    ) -> std::result::Result<Option<(u64, Output)>, String> {
        let gone = || "No account is connected that could ask about it.".to_owned();
        let account = work.account.ok_or_else(gone)?;
        let conn = self.conn().map_err(|Fault(error)| error.message)?;
        let account = table::account::get(conn, account).ok().flatten().ok_or_else(gone)?;
        if self.accounts.is_offline {
            return Err("There is no network; this is what was seen last.".to_owned());
        }
        if let Some(rest) = self.resting(&account).map_err(|Fault(error)| error.message)? {
            return Err(format!("Its account is not asked now; this is what was seen last. {}", rest.words()));
        }
        if work.reach == Reach::Deleted {
            return Ok(None);
        }
        if let Leave::WaitUntil(at) = self.accounts.governor.may(account.id, Urgency::Clicked, now) {
            let time = speak::clock_time(at, &self.zone.rules, now);
            return Err(format!("The service allows no more until {time}; this is what was seen last."));
        }
        let run = self.accounts.next_run();
        let known = vec![known_of(work, true)];
        let fetch = self.fetch_of(&account, run, Depth::Due, known, now).map_err(|Fault(error)| error.message)?;
        Ok(Some((run, Output::Errand(Errand::LookUp(Box::new(fetch))))))
    }
}

/// Whether an item is out of reach and was looked for less than a day ago.
fn is_given_time(work: &Work, now: Timestamp) -> bool {
    let lately = |at: Timestamp| now.duration_since(at) < LOOKED_FOR_EVERY;
    work.reach == Reach::OutOfReach && work.looked_up_at.is_some_and(lately)
}

fn known_of(work: &Work, is_awaited: bool) -> Known {
    Known {
        remote_id: work.item.remote_id.clone(),
        kind: work.item.kind,
        reference: work.item.reference.clone(),
        whys: work.item.whys.clone(),
        updated_at: work.item.updated_at,
        is_awaited,
    }
}
