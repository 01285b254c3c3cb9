//! What the engine knows of services and accounts beyond the data file: sign-ins under way, budgets, the vault's state.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::{SignedDuration, Timestamp};
use stint_api::{
    handover::Tickets,
    view::{AttemptView, JobId, SignInStage, VaultView},
};
use stint_connect::{
    connector::{Connector, Descriptor, WorkSource},
    egress::Egress,
};
use stint_core::{
    feed::FeedItem,
    governor::{Governor, next_poll_at},
    ids::AccountId,
    work::Why,
};

use crate::{conduct::spread_of, gathering::Gathering, page::Page, pages::Pages};

pub(crate) use crate::sync_job::SyncJob;

/// How often an account in order is looked at.
pub(crate) const CHECK_EVERY: SignedDuration = SignedDuration::from_hours(1);
/// The longest that one in trouble is left alone.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);
/// How many sign-ins that ended are remembered.
const REMEMBERED: usize = 8;

/// What leads outside: the services, the one way out, the secrets just handed over.
#[derive(Clone)]
pub struct Outside {
    /// Every connector.
    pub services: Arc<[Box<dyn Connector>]>,
    /// The one maker of requests.
    pub egress: Egress,
    /// Secrets handed over, waiting to be named.
    pub tickets: Tickets,
}

/// What the engine knows of services and accounts.
pub(crate) struct Accounts {
    pub outside: Outside,
    /// Where the environment puts services.
    pub moved: BTreeMap<String, String>,
    pub attempts: Vec<Attempt>,
    pub vault: VaultView,
    pub governor: Governor,
    pub watched: BTreeMap<AccountId, Watched>,
    /// How many credentials were new here so far.
    generations: u64,
    pub gatherings: BTreeMap<AccountId, Gathering>,
    pub syncs: Vec<SyncJob>,
    pub pages: Pages,
    /// How many readings were begun so far.
    runs: u64,
    pub is_offline: bool,
    pub is_asleep: bool,
}

/// A sign-in.
pub(crate) struct Attempt {
    pub view: AttemptView,
    /// The page that the browser was sent to.
    pub page: Option<Page>,
}

/// How an account fares.
#[derive(Clone, Debug)]
pub(crate) struct Watched {
    /// Which of its credentials; each new ones count higher, of whatever account.
    pub generation: u64,
    pub failures: u32,
    pub failing_since: Option<Timestamp>,
    /// Whether nobody answered the last time.
    pub is_out_of_reach: bool,
    pub next_check_at: Timestamp,
    pub is_checking: bool,
}

impl Watched {
    /// To be asked about at some time, nothing known yet.
    const fn new(generation: u64, next_check_at: Timestamp) -> Self {
        Self { generation, failures: 0, failing_since: None, is_out_of_reach: false, next_check_at, is_checking: false }
    }
}

impl Accounts {
    pub fn new(outside: Outside, moved: BTreeMap<String, String>) -> Self {
        Self {
            outside,
            moved,
            attempts: Vec::new(),
            vault: VaultView::default(),
            governor: Governor::new(),
            watched: BTreeMap::new(),
            generations: 0,
            gatherings: BTreeMap::new(),
            syncs: Vec::new(),
            pages: Pages::default(),
            runs: 0,
            is_offline: false,
            is_asleep: false,
        }
    }

    /// What is known of a service before anybody signs in.
    pub fn descriptor(&self, service: &str) -> Option<&'static Descriptor> {
        self.outside.services.iter().map(|connector| connector.descriptor()).find(|known| known.id == service)
    }

    /// What people call a service.
    pub fn name_of(&self, service: &str) -> &'static str {
        self.descriptor(service).map_or("The service", |descriptor| descriptor.name)
    }

    /// Where the work of a service comes from, if it has any.
    pub fn source(&self, service: &str) -> Option<&dyn WorkSource> {
        self.outside.services.iter().find(|connector| connector.descriptor().id == service)?.work()
    }

    /// The names of all services that bring work: `A, B or C`.
    pub fn names_of_sources(&self) -> String {
        let sources = self.outside.services.iter().filter(|connector| connector.work().is_some());
        let names: Vec<_> = sources.map(|connector| connector.descriptor().name).collect();
        match names.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, others)) => format!("{} or {last}", others.join(", ")),
            None => "no service".to_owned(),
        }
    }

    /// How often the work of a service is read where it does not say so itself.
    pub fn poll_every(&self, service: &str) -> SignedDuration {
        let every = self.descriptor(service).map(|descriptor| descriptor.manners.poll_every);
        every.and_then(|every| SignedDuration::try_from(every).ok()).unwrap_or(CHECK_EVERY)
    }

    /// A number for a reading that begins.
    pub fn next_run(&mut self) -> u64 {
        self.runs += 1;
        self.runs
    }

    /// Whether a reading is an account's first; none where it is not the one under way.
    pub fn is_first(&self, id: AccountId, run: u64) -> Option<bool> {
        let under_way = self.gatherings.get(&id)?.under_way.as_ref()?;
        (under_way.run == run).then_some(under_way.is_first)
    }

    /// Whether a feed item waits for the end of a reading that is under way.
    pub fn is_held_back(&self, item: &FeedItem) -> bool {
        let mut under_way = self.gatherings.values().filter_map(|it| it.under_way.as_ref());
        under_way.any(|it| it.news.iter().any(|news| news.id == item.id))
    }

    /// Of what alone somebody is told of a reading, where it reads all once more.
    pub fn told_of(&self, id: AccountId, run: u64) -> Option<BTreeSet<Why>> {
        let under_way = self.gatherings.get(&id)?.under_way.as_ref().filter(|it| it.run == run)?;
        under_way.told_of.clone()
    }

    /// The job of the reading that is under way for an account.
    pub fn job_of(&self, id: AccountId) -> Option<JobId> {
        self.gatherings.get(&id)?.under_way.as_ref()?.job
    }

    /// Begins to watch an account whose credentials are new here.
    pub fn watch(&mut self, id: AccountId, next_check_at: Timestamp) {
        self.generations += 1;
        self.watched.insert(id, Watched::new(self.generations, next_check_at));
    }

    /// How an account fares; one that is not watched yet is from now on.
    pub fn watched(&mut self, id: AccountId, now: Timestamp) -> &mut Watched {
        let generations = &mut self.generations;
        self.watched.entry(id).or_insert_with(|| {
            *generations += 1;
            Watched::new(*generations, now)
        })
    }

    /// How an account fares with these credentials; none where they are not its latest.
    pub fn watched_as(&mut self, id: AccountId, generation: u64) -> Option<&mut Watched> {
        self.watched.get_mut(&id).filter(|watched| watched.generation == generation)
    }

    /// An account is in order, and looked at again in a while.
    pub fn found_in_order(&mut self, id: AccountId, now: Timestamp) {
        if let Some(watched) = self.watched.get_mut(&id) {
            *watched = Watched::new(watched.generation, next_poll_at(now, CHECK_EVERY, spread_of(id)));
        }
    }

    /// Stops watching all others.
    pub fn keep_only(&mut self, is_kept: impl Fn(&AccountId) -> bool) {
        let governor = &mut self.governor;
        self.watched.retain(|id, _| {
            let is_kept = is_kept(id);
            if !is_kept {
                governor.forget(*id);
            }
            is_kept
        });
    }

    /// Pulls in what lies further ahead than anything is planned, as it does after the clock was set back.
    pub fn pull_in(&mut self, now: Timestamp) {
        self.governor.pull_in(now);
        let latest = |failures| next_poll_at(now, if failures == 0 { CHECK_EVERY } else { LONGEST }, 1.0);
        for watched in self.watched.values_mut().filter(|watched| watched.next_check_at < Timestamp::MAX) {
            watched.next_check_at = watched.next_check_at.min(latest(watched.failures));
        }
        for (id, gathering) in self.gatherings.iter_mut().filter(|(_, gathering)| gathering.next_at < Timestamp::MAX) {
            let failures = self.watched.get(id).map_or(0, |watched| watched.failures);
            gathering.next_at = gathering.next_at.min(latest(failures));
        }
    }

    pub fn attempt(&mut self, id: &str) -> Option<&mut Attempt> {
        self.attempts.iter_mut().find(|attempt| attempt.view.id == id)
    }

    /// Remembers a sign-in that begins; the oldest that ended are forgotten.
    pub fn begin(&mut self, attempt: Attempt) {
        self.attempts.retain(|old| old.view.service != attempt.view.service || !has_ended(old.view.stage));
        while self.attempts.len() >= REMEMBERED {
            let Some(ended) = self.attempts.iter().position(|old| has_ended(old.view.stage)) else { break };
            self.attempts.remove(ended);
        }
        self.attempts.push(attempt);
    }
}

/// Whether nothing more happens to a sign-in.
pub(crate) const fn has_ended(stage: SignInStage) -> bool {
    matches!(stage, SignInStage::Done | SignInStage::Failed)
}
