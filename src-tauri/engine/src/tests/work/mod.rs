//! Work of services: from what the hands read to tasks, results and what is asked next.

mod accounts_apart;
mod follows;
mod items;
mod pages;
mod races;
mod syncing;

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use stint_api::{
    question::{GetAccounts, ListJobs, ListTasks},
    view::{AccountView, JobView, TaskView},
};
use stint_connect::{
    connector::{Asked, Connector, Descriptor, Hosts, Identity, Known, Manners, SignIn, Site, TokenForm, WorkSource},
    session::Session,
};
use stint_core::{
    account::{Account, Failure, Health, Way},
    ids::AccountId,
    incoming::{Batch, Cursor},
    work::{Kind, LookedUp, State, Why, WorkBatch, WorkItem},
};
use stint_store::table;
use uuid::Uuid;

use super::{Bench, clock};
use crate::{
    Input, Output,
    conduct::{Ending, Told},
    errand::{Errand, Fetch},
};

static TRACKER: Descriptor = Descriptor {
    id: "tracker",
    name: "Tracker",
    icon: "tracker.svg",
    summary: "Work to try things with",
    hosts: Hosts {
        standard: Some("https://tracker.example.org"),
        regions: &[],
        is_self_hosted: true,
        takes_path: false,
    },
    sites: &[Site { name: "api", standard: "https://api.tracker.example.org", below: "", apart: &[] }],
    sign_in: &[SignIn::Token(TokenForm { name: "token", page: "", steps: &[], looks: "", user: None })],
    scopes: &[],
    manners: Manners { poll_every: Duration::from_secs(60), requests: 1_000, per: Duration::from_secs(3_600) },
    grants_page: "/grants",
    what_stays: "Nothing stays.",
};

/// A service whose work the tests tell themselves.
pub(super) struct Tracker;

#[async_trait]
impl Connector for Tracker {
    fn descriptor(&self) -> &'static Descriptor {
        &TRACKER
    }

    async fn identify(&self, _session: &Session) -> stint_connect::Result<Identity> {
        Ok(Identity { remote_id: "7".to_owned(), name: "mona".to_owned(), scopes: None, expires_at: None })
    }

    fn work(&self) -> Option<&dyn WorkSource> {
        Some(self)
    }
}

#[async_trait]
impl WorkSource for Tracker {
    async fn fetch(&self, _session: &Session, _asked: &Asked<'_>) -> stint_connect::Result<WorkBatch> {
        let batch = Batch { items: Vec::new(), cursor: None, not_before: None };
        Ok(WorkBatch { batch, complete: BTreeSet::new(), warning: None, unseen: BTreeMap::new() })
    }

    async fn look_up(
        &self,
        _session: &Session,
        _asked: &Asked<'_>,
        wanted: &[Known],
    ) -> stint_connect::Result<Vec<LookedUp>> {
        Ok(wanted.iter().map(|_| LookedUp::OutOfReach).collect())
    }

    fn can_mark_read(&self) -> bool {
        true
    }
}

/// An issue of that number in `acme/api`, assigned to the person.
pub(crate) fn issue(number: u32) -> WorkItem {
    WorkItem {
        remote_id: format!("I_{number}"),
        kind: Kind::Issue,
        place: "acme/api".to_owned(),
        reference: format!("acme/api#{number}"),
        title: format!("Issue {number}"),
        url: format!("https://tracker.example.org/acme/api/issues/{number}"),
        state: State::Open,
        whys: [Why::Assigned].into(),
        labels: Vec::new(),
        author: Some("hubot".to_owned()),
        milestone: None,
        body: None,
        updated_at: Some(clock("07:00")),
        review: None,
        checks: None,
        replied_at: None,
        mentioned_at: None,
        is_own_doing: false,
        thread: None,
        extra: String::new(),
    }
}

impl Bench {
    /// An account at the tracker, watched as after a start; its first reading is under way.
    pub fn with_work(&mut self, id: u128) -> AccountId {
        let account = Account {
            id: AccountId(Uuid::from_u128(0xacc_0000 + id)),
            service: "tracker".to_owned(),
            origin: "https://tracker.example.org".to_owned(),
            remote_id: id.to_string(),
            name: format!("mona{id}"),
            way: Way::Token,
            granted: None,
            expires_at: None,
            is_renewed: false,
            connected_at: self.now,
            checked_at: Some(self.now),
            last_used_at: None,
            health: Health::Fine,
            last_error: None,
            allowance: None,
        };
        self.engine.storage.as_mut().unwrap().write(|tx| table::account::put(tx, &account)).unwrap();
        let now = self.now;
        self.engine.watch(&account, now);
        account.id
    }

    /// Time passes until then; the readings that began.
    pub fn readings(&mut self, time: &str) -> Vec<Fetch> {
        let reading = self.at(time).reading();
        fetches(&self.input(Input::Tick { reading }))
    }

    /// A reading brings these items, complete for these reasons, and ends well.
    pub fn brings(&mut self, fetch: &Fetch, items: Vec<WorkItem>, complete: &[Why]) -> Vec<Output> {
        let (account, run) = (fetch.account.id, fetch.run);
        let complete: BTreeSet<Why> = complete.iter().copied().collect();
        let told = Told::Gathered { account, run, items, complete: complete.clone() };
        let mut outputs = self.input(Input::Accounts(told));
        outputs.extend(self.ends(fetch, Ok(ending(Some(self.now + SignedDuration::from_secs(60)), complete))));
        outputs
    }

    /// A reading ends so.
    pub fn ends(&mut self, fetch: &Fetch, result: Result<Ending, Failure>) -> Vec<Output> {
        let (account, run) = (fetch.account.id, fetch.run);
        self.input(Input::Accounts(Told::GatheringEnded { account, run, result, requests: 2, quota: None }))
    }

    /// An account that was read once, and found empty.
    pub fn synced(&mut self) -> AccountId {
        let id = self.with_work(1);
        let first = self.readings("08:00").remove(0);
        self.brings(&first, Vec::new(), &[Why::Assigned]);
        id
    }

    fn tasks(&mut self) -> Vec<TaskView> {
        self.ask(ListTasks { with_done: true, ..ListTasks::default() }).tasks
    }

    fn titles(&mut self) -> Vec<String> {
        self.ask(ListTasks::default()).tasks.into_iter().map(|task| task.title).collect()
    }

    fn work_account(&mut self, at: usize) -> AccountView {
        let page = self.ask(GetAccounts {});
        page.services.into_iter().find(|service| service.id == "tracker").unwrap().accounts.remove(at)
    }

    fn newest_job(&mut self) -> JobView {
        self.ask(ListJobs {}).remove(0)
    }
}

/// A good end, next to be read at some time.
fn ending(not_before: Option<Timestamp>, complete: BTreeSet<Why>) -> Ending {
    let cursor = Some(Cursor("here".to_owned()));
    Ending { cursor, not_before, complete, ..Ending::default() }
}

/// The readings among outputs.
fn fetches(outputs: &[Output]) -> Vec<Fetch> {
    let fetch = |output: &Output| {
        if let Output::Errand(Errand::Fetch(fetch)) = output { Some((**fetch).clone()) } else { None }
    };
    outputs.iter().filter_map(fetch).collect()
}
