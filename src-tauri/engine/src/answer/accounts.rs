//! Services, accounts and sign-ins, as the page of accounts shows them; their history; the requests that went out.

use jiff::Timestamp;
use stint_api::{
    question::{GetAccounts, ListAccountChanges, ListRequests},
    view::{
        AccountChangeView, AccountState, AccountView, AccountsPage, MissingView, QuotaView, RequestView, RequestsPage,
        RestingView, SyncView, WayKind,
    },
};
use stint_connect::connector::{Descriptor, Need};
use stint_core::{
    account::{Account, Health, Way},
    ids::AccountId,
    scopes::{self, Wanted},
};
use stint_store::table::{self, work_sync::WorkSync};

use super::{Answer, services};
use crate::{Engine, fault::Result, host};

impl Answer for GetAccounts {
    fn answer(self, engine: &mut Engine, now: Timestamp) -> Result<AccountsPage> {
        let accounts = table::account::list(engine.conn()?)?;
        let of = |service: &str| accounts.iter().filter(|account| account.service == service).collect::<Vec<_>>();
        let descriptors = engine.accounts.outside.services.iter().map(|connector| connector.descriptor());
        let services = descriptors
            .map(|descriptor| {
                let accounts =
                    of(descriptor.id).into_iter().map(|it| engine.account_view(descriptor, it, now)).collect();
                services::view(engine, descriptor, accounts)
            })
            .collect();
        Ok(AccountsPage {
            vault: engine.accounts.vault.clone(),
            is_online: !engine.accounts.is_offline,
            services,
            attempts: engine.accounts.attempts.iter().map(|attempt| attempt.view.clone()).collect(),
        })
    }
}

impl Answer for ListAccountChanges {
    fn answer(self, engine: &mut Engine, _now: Timestamp) -> Result<Vec<AccountChangeView>> {
        let changes = table::account_change::list(engine.conn()?, self.limit.unwrap_or(50))?;
        let view = |change: stint_core::account::AccountChange| AccountChangeView {
            at: change.at.to_string(),
            service: change.service,
            name: change.name,
            host: host::shown(&change.origin),
            what: change.what,
            by: change.by,
        };
        Ok(changes.into_iter().map(view).collect())
    }
}

impl Answer for ListRequests {
    fn answer(self, engine: &mut Engine, _now: Timestamp) -> Result<RequestsPage> {
        let log = engine.accounts.outside.egress.requests(self.limit.unwrap_or(200) as usize);
        let row = |request: stint_connect::egress::Request| RequestView {
            at: request.at.to_string(),
            method: request.method,
            host: request.host,
            path: request.path,
            status: request.status,
            failure: request.failure.unwrap_or_default(),
            bytes: request.bytes as f64,
            took_ms: u32::try_from(request.took.as_millis()).unwrap_or(u32::MAX),
        };
        let resting = |(host, until): (String, Timestamp)| RestingView { host, until: until.to_string() };
        Ok(RequestsPage {
            since: log.since.to_string(),
            count: log.count as f64,
            rows: log.rows.into_iter().map(row).collect(),
            resting: log.resting.into_iter().map(resting).collect(),
        })
    }
}

impl Engine {
    fn account_view(&self, descriptor: &Descriptor, account: &Account, now: Timestamp) -> AccountView {
        let assessed = scopes::assess(&wanted(descriptor), account.granted.as_deref());
        let missing = assessed.missing_required.iter().chain(&assessed.missing_optional);
        let meter = self.accounts.governor.meter(account.id, now);
        let allowed = account.allowance.as_ref().map(|it| it.addresses.iter().map(ToString::to_string).collect());
        let sync = self
            .accounts
            .source(&account.service)
            .and_then(|_| table::work_sync::get(self.conn().ok()?, account.id).ok());
        AccountView {
            id: account.id.to_string(),
            service: account.service.clone(),
            name: account.name.clone(),
            user: self.recall(account).map(|it| it.user).unwrap_or_default(),
            host: host::shown(&account.origin),
            state: state_of(&account.health),
            message: message_of(account, descriptor),
            way: way_of(account.way),
            granted: account.granted.clone().unwrap_or_default(),
            is_granted_known: account.granted.is_some(),
            missing: missing
                .map(|it| MissingView { scope: it.name.to_owned(), purpose: it.purpose.to_owned() })
                .collect(),
            may: assessed.may.iter().map(|purpose| (*purpose).to_owned()).collect(),
            expires_at: account.expires_at.map(|at| at.to_string()),
            is_renewed: account.is_renewed,
            connected_at: account.connected_at.to_string(),
            last_used_at: account.last_used_at.map(|at| at.to_string()),
            checked_at: account.checked_at.map(|at| at.to_string()),
            is_checking: self.accounts.watched.get(&account.id).is_some_and(|it| it.is_checking),
            last_error: account.last_error.clone(),
            quota: meter.map(|it| QuotaView {
                used: it.used,
                limit: it.limit,
                resets_at: it.resets_at.to_string(),
                is_told: it.is_told,
            }),
            requests_last_hour: self.accounts.gatherings.get(&account.id).map_or(0, |it| it.spent(now)),
            has_work: self.accounts.source(&account.service).is_some(),
            is_paused: sync.as_ref().is_some_and(|it| it.is_paused),
            sync: sync.map(|it| self.sync_view(account.id, it)),
            allowed_addresses: allowed.unwrap_or_default(),
        }
    }
}

impl Engine {
    fn sync_view(&self, id: AccountId, sync: WorkSync) -> SyncView {
        let gathering = self.accounts.gatherings.get(&id);
        let next_at = gathering.map(|it| it.next_at).filter(|at| *at < Timestamp::MAX);
        SyncView {
            is_running: gathering.is_some_and(|it| it.under_way.is_some()),
            job: self.accounts.job_of(id),
            at: sync.synced_at.map(|at| at.to_string()),
            is_fine: sync.is_fine,
            message: sync.message,
            next_at: next_at.map(|at| at.to_string()),
        }
    }
}

/// The scopes of a service, as core assesses them; those on request count only where they were granted.
pub(crate) fn wanted(descriptor: &Descriptor) -> Vec<Wanted<'static>> {
    let scopes = descriptor.scopes.iter().filter(|scope| scope.need != Need::OnRequest);
    scopes
        .map(|scope| Wanted {
            name: scope.name,
            included_in: scope.included_in,
            is_required: scope.need == Need::Required,
            purpose: scope.purpose,
        })
        .collect()
}

const fn state_of(health: &Health) -> AccountState {
    match health {
        Health::Fine => AccountState::Connected,
        Health::Waiting { .. } => AccountState::Waiting,
        Health::NeedsSignIn => AccountState::NeedsSignIn,
        Health::Suspended => AccountState::Suspended,
        Health::Locked => AccountState::Locked,
        Health::Failing { .. } => AccountState::Failing,
    }
}

fn message_of(account: &Account, descriptor: &Descriptor) -> String {
    let name = descriptor.name;
    match account.health {
        Health::Fine => String::new(),
        Health::Waiting { .. } => format!("{name} is out of reach or asked to wait. Stint tries again by itself."),
        Health::NeedsSignIn => match &account.last_error {
            Some(why) => format!("{why} Sign in again."),
            None => format!("{name} does not accept these credentials any more. Sign in again."),
        },
        Health::Suspended => "Its credentials could not be renewed. Check it, or sign in again.".to_owned(),
        Health::Locked => "Its secret is out of reach. Open the vault.".to_owned(),
        Health::Failing { .. } => format!("{name} refuses. Stint asks again later."),
    }
}

const fn way_of(way: Way) -> WayKind {
    match way {
        Way::Browser => WayKind::Browser,
        Way::Device => WayKind::Device,
        Way::Link => WayKind::Link,
        Way::Token => WayKind::Token,
    }
}
