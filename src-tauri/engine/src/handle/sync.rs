//! Reading the work of accounts: on their beat, when the person asks, and not while they rest.

mod jobs;

use jiff::{SignedDuration, Timestamp};
use stint_api::{
    Topic,
    command::{PauseAccount, RefreshTask, SyncNow},
    view::{JobId, Receipt},
};
use stint_connect::connector::{Depth, Known};
use stint_core::{
    account::Account,
    governor::{Leave, Urgency, poll_after_wake_at},
    ids::AccountId,
    work::{Reach, Work},
};
use stint_store::table;

use super::{Done, Handle, changed};
use crate::{
    Engine, Output,
    conduct::spread_of,
    errand::{Errand, Fetch},
    fault::{Fault, Result},
    gathering::{Gathering, Tally, UnderWay},
    resolve, speak,
};

/// What is overdue waits at least that long for the next try.
const RETRY: SignedDuration = SignedDuration::from_secs(1);
/// How late a reading may be against its beat, so that accounts drift apart.
const DRIFT: SignedDuration = SignedDuration::from_millis(1_500);

/// How often an item that is out of reach is looked for.
const LOOKED_FOR_EVERY: SignedDuration = SignedDuration::from_hours(24);

impl Handle for SyncNow {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let accounts = engine.accounts_meant(self.account.as_deref(), self.service.as_deref())?;
        if engine.accounts.is_offline {
            return Err(Fault::refused("There is no network.", "Stint reads again when it is back."));
        }
        let title = match accounts.as_slice() {
            [only] => format!("Syncing {} ({})", engine.accounts.name_of(&only.service), only.name),
            all => format!("Syncing {} accounts", all.len()),
        };
        let job = engine.begin_sync(title.clone(), &accounts);
        let mut outputs = changed(&[Topic::Jobs, Topic::Accounts]);
        for account in accounts {
            outputs.extend(engine.read_all(account, job, now)?);
        }
        Ok(Done { receipt: Receipt { label: title, job: Some(job), ..Receipt::default() }, outputs })
    }
}

impl Handle for PauseAccount {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let account = engine.account(&self.account)?;
        let sync = table::work_sync::get(engine.conn()?, account.id)?;
        let sync = table::work_sync::WorkSync { is_paused: self.is_paused, ..sync };
        engine.keep(|tx| table::work_sync::put(tx, &sync))?;
        let mut outputs = changed(&[Topic::Accounts]);
        if self.is_paused {
            outputs.extend(engine.stop_reading(account.id, "It rests now."));
        }
        if let Some(gathering) = engine.accounts.gatherings.get_mut(&account.id) {
            gathering.next_at = if self.is_paused { Timestamp::MAX } else { now };
        }
        let name = engine.accounts.name_of(&account.service);
        let does = if self.is_paused { "rests" } else { "goes on" };
        Ok(Done::said(format!("{name} ({}) {does}", account.name), outputs))
    }
}

impl Handle for RefreshTask {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let task = resolve::task(engine.conn()?, &self.task)?;
        let Some(work) = table::work::of_task(engine.conn()?, task.id)? else {
            return Ok(Done::said("Nothing to ask about: it came from no service", Vec::new()));
        };
        let output = match engine.look_up(&work, now) {
            Ok(Some((run, errand))) => {
                engine.accounts.pages.begin(task.id, run);
                Some(errand)
            }
            Ok(None) => None,
            Err(why) => {
                engine.accounts.pages.end(task.id, Some(why));
                None
            }
        };
        let mut outputs = changed(&[Topic::Tasks]);
        outputs.extend(output);
        Ok(Done::said(format!("Asking about {}", work.item.reference), outputs))
    }
}

impl Engine {
    /// Plans to read an account's work, where its service has any; credentials that are new here are tried soon.
    pub(crate) fn plan_reading(&mut self, account: &Account, now: Timestamp) {
        if self.accounts.source(&account.service).is_none() {
            return;
        }
        let is_paused = self.conn().and_then(|conn| Ok(table::work_sync::get(conn, account.id)?.is_paused));
        let rests = account.health.needs_person() || is_paused.unwrap_or_default();
        let next_at = if rests { Timestamp::MAX } else { now };
        self.accounts.gatherings.insert(account.id, Gathering::new(next_at));
    }

    /// Plans to read all of an account's work as if for the first time: silently, for what is wanted of it changed.
    pub(crate) fn read_anew(&mut self, account: AccountId, now: Timestamp) -> Result<Vec<Output>> {
        let sync = table::work_sync::get(self.conn()?, account)?;
        let sync = table::work_sync::WorkSync { cursor: None, first_synced_at: None, ..sync };
        self.keep(|tx| table::work_sync::put(tx, &sync))?;
        let outputs = self.stop_reading(account, "It is read anew.");
        self.read_next(account, now);
        Ok(outputs)
    }

    /// Plans to read an account's work next, unless it rests.
    pub(crate) fn read_next(&mut self, account: AccountId, now: Timestamp) {
        if let Some(gathering) = self.accounts.gatherings.get_mut(&account).filter(|it| it.next_at < Timestamp::MAX) {
            gathering.next_at = now;
        }
    }

    /// Plans to read all work soon, but no two services in the same moment: the machine woke, or is online again.
    pub(crate) fn read_soon(&mut self, now: Timestamp) {
        let waiting = self.accounts.gatherings.iter_mut().filter(|(_, it)| it.next_at < Timestamp::MAX);
        for (nth, (id, gathering)) in (0..).zip(waiting) {
            gathering.plan(gathering.next_at.min(poll_after_wake_at(now, nth, spread_of(*id))));
        }
    }

    /// Readings that are due.
    pub(crate) fn due_readings(&mut self, now: Timestamp) -> Result<Vec<Output>> {
        if !self.accounts.gatherings.values().any(|it| it.is_due(now)) {
            return Ok(Vec::new());
        }
        let accounts = table::account::list(self.conn()?)?;
        self.accounts.gatherings.retain(|id, _| accounts.iter().any(|account| account.id == *id));
        let mut outputs = Vec::new();
        for account in accounts {
            if self.accounts.gatherings.get(&account.id).is_some_and(|it| it.is_due(now)) {
                outputs.extend(self.read(&account, Depth::Due, None, now)?);
            }
        }
        Ok(outputs)
    }

    /// When an account's work is to be read next.
    pub(crate) fn next_reading(&self, now: Timestamp) -> Option<Timestamp> {
        let waiting = self.accounts.gatherings.values().filter(|it| it.under_way.is_none());
        let next = waiting.map(|it| it.next_at).min().filter(|at| *at < Timestamp::MAX)?;
        (!self.accounts.is_offline && !self.accounts.is_asleep).then(|| next.max(now + RETRY))
    }

    /// Reads everything of an account for a job, instead of what may be under way.
    fn read_all(&mut self, account: Account, job: JobId, now: Timestamp) -> Result<Vec<Output>> {
        let id = account.id;
        if table::work_sync::get(self.conn()?, id)?.is_paused {
            return Ok(self.synced(job, id, Err("It rests: resume it first.".to_owned())));
        }
        if let Some(gathering) = self.accounts.gatherings.get_mut(&id) {
            gathering.under_way = None;
        }
        let begun = self.read(&account, Depth::All, Some(job), now)?;
        if !begun.is_empty() {
            return Ok(begun);
        }
        let until = self.accounts.gatherings.get(&id).map(|it| it.next_at).filter(|at| *at > now);
        let time = until.map(|at| format!(" until {}", speak::clock_time(at, &self.zone.rules, now)));
        Ok(self.synced(job, id, Err(format!("The service allows no more{}.", time.unwrap_or_default()))))
    }

    /// Begins to read, where the governor lets it; where not, it is tried when that says so.
    fn read(&mut self, account: &Account, depth: Depth, job: Option<JobId>, now: Timestamp) -> Result<Vec<Output>> {
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
        let is_first = sync.first_synced_at.is_none();
        let depth = if is_first { Depth::All } else { depth };
        let run = self.accounts.next_run();
        let fetch = self.fetch_of(account, run, depth, now)?;
        if let Some(gathering) = self.accounts.gatherings.get_mut(&account.id) {
            gathering.under_way = Some(UnderWay { run, job, is_first, tally: Tally::default() });
        }
        let mut outputs = changed(&[Topic::Accounts]);
        outputs.push(Output::Errand(Errand::Fetch(Box::new(fetch))));
        Ok(outputs)
    }

    fn fetch_of(&mut self, account: &Account, run: u64, depth: Depth, now: Timestamp) -> Result<Fetch> {
        let generation = self.accounts.watched(account.id, now).generation;
        let conn = self.conn()?;
        let sync = table::work_sync::get(conn, account.id)?;
        let awaited: Vec<_> = table::feed::snoozed(conn)?.into_iter().map(|item| item.remote_id).collect();
        let mut known = table::work::open_of(conn, account.id)?;
        known.retain(|work| !is_given_time(work, now));
        Ok(Fetch {
            account: account.clone(),
            generation,
            run,
            depth,
            cursor: sync.cursor,
            wanted: sync.options.takes,
            follows: table::follow::of(conn, account.id)?,
            known: known.iter().map(|work| known_of(work, awaited.contains(&work.item.remote_id))).collect(),
        })
    }

    /// Asks about one item, unless nobody can; the error is for the person.
    fn look_up(&mut self, work: &Work, now: Timestamp) -> std::result::Result<Option<(u64, Output)>, String> {
        let gone = || "No account is connected that could ask about it.".to_owned();
        let account = work.account.ok_or_else(gone)?;
        let account =
            self.conn().ok().and_then(|conn| table::account::get(conn, account).ok().flatten()).ok_or_else(gone)?;
        if self.accounts.is_offline {
            return Err("There is no network; this is what was seen last.".to_owned());
        }
        if account.health.needs_person() {
            return Err("Its account needs you: see Settings → Accounts.".to_owned());
        }
        if work.reach == Reach::Deleted {
            return Ok(None);
        }
        if let Leave::WaitUntil(at) = self.accounts.governor.may(account.id, Urgency::Clicked, now) {
            let time = speak::clock_time(at, &self.zone.rules, now);
            return Err(format!("The service allows no more until {time}; this is what was seen last."));
        }
        let run = self.accounts.next_run();
        let fetch = self.fetch_of(&account, run, Depth::Due, now).map_err(|Fault(error)| error.message)?;
        let fetch = Fetch { known: vec![known_of(work, true)], follows: Vec::new(), ..fetch };
        Ok(Some((run, Output::Errand(Errand::LookUp(Box::new(fetch))))))
    }

    /// The accounts that a wish to sync means.
    pub(super) fn accounts_meant(&self, account: Option<&str>, service: Option<&str>) -> Result<Vec<Account>> {
        if let Some(id) = account {
            return Ok(vec![self.account(id)?]);
        }
        if let Some(service) = service {
            self.service(service)?;
        }
        let mut accounts = table::account::list(self.conn()?)?;
        accounts.retain(|it| {
            service.is_none_or(|service| it.service == service) && self.accounts.source(&it.service).is_some()
        });
        if accounts.is_empty() {
            return Err(Fault::refused(
                "No account is connected that brings work.",
                "Connect one in Settings → Accounts, or with `stint accounts connect`.",
            ));
        }
        Ok(accounts)
    }
}

/// When to read next what may be read at `not_before`.
pub(super) fn drifted(not_before: Timestamp, account: AccountId) -> Timestamp {
    not_before.checked_add(DRIFT.mul_f64(spread_of(account))).unwrap_or(Timestamp::MAX)
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
