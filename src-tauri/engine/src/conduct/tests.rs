//! The hands against a service on this computer, a vault in memory, and a clock and waits that the test holds.

mod deliveries;
mod endings;
mod fake;
mod outings;
mod private;
mod rotations;
mod sample;
mod sign_ins;
mod vaults;

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use stint_api::handover::Tickets;
use stint_connect::{connector::Connector, egress::Egress};
use stint_core::{
    account::{Account, Health, Way},
    credentials::Credentials,
    ids::AccountId,
    secret::{ExposeSecret, secret},
};
use stint_store::vault::{Kind, Vault};
use tokio::sync::{Notify, mpsc};
use uuid::Uuid;

use self::fake::FakeService;
pub(super) use self::fake::refusal;
use super::{Conduct, Told, world::Sleep};
use crate::{
    Input,
    accounts::Outside,
    errand::{Errand, OwnOrBuiltIn, SignIn},
};

/// The hands, what they told, and all they touch.
pub(super) struct Bench {
    pub conduct: Conduct,
    pub inputs: mpsc::UnboundedReceiver<Input>,
    pub service: FakeService,
    pub vault: Vault,
    pub tickets: Tickets,
    pub clock: Arc<Mutex<Timestamp>>,
    pub waits: Arc<Mutex<Vec<Duration>>>,
    /// Waits longer than this do not end by themselves.
    pub short: Arc<Mutex<Duration>>,
    /// Ends the long waits.
    pub run_out: Arc<Notify>,
}

impl Bench {
    pub async fn new() -> Self {
        Self::on(Vault::open(Kind::Memory, "test")).await
    }

    pub async fn on(vault: Vault) -> Self {
        let clock = Arc::new(Mutex::new("2026-11-20T08:00:00Z".parse::<Timestamp>().unwrap()));
        let now: super::Now = {
            let clock = Arc::clone(&clock);
            Arc::new(move || *clock.lock().unwrap())
        };
        let waits = Arc::new(Mutex::new(Vec::new()));
        let run_out = Arc::new(Notify::new());
        let short = Arc::new(Mutex::new(Duration::from_secs(60)));
        let sleep: Sleep = {
            let (waits, run_out, short) = (Arc::clone(&waits), Arc::clone(&run_out), Arc::clone(&short));
            Arc::new(move |wait| {
                waits.lock().unwrap().push(wait);
                let (run_out, is_long) = (Arc::clone(&run_out), wait > *short.lock().unwrap());
                Box::pin(async move {
                    if is_long {
                        run_out.notified().await;
                    }
                })
            })
        };
        let service = FakeService::start().await;
        let connector: Box<dyn Connector> = Box::new(sample::Sample);
        let tickets = Tickets::new(Arc::clone(&now));
        let outside = Outside {
            services: Arc::from([connector]),
            egress: Egress::new(Arc::clone(&now)),
            tickets: tickets.clone(),
        };
        let (feed, inputs) = mpsc::unbounded_channel();
        let conduct = Conduct::with_sleep(outside, vault.clone(), PathBuf::from("unused"), now, sleep, feed);
        conduct.set_moved(BTreeMap::from([("sample".to_owned(), service.origin())]));
        Self { conduct, inputs, service, vault, tickets, clock, waits, short, run_out }
    }

    pub fn now(&self) -> Timestamp {
        *self.clock.lock().unwrap()
    }

    pub fn pass(&self, time: SignedDuration) {
        *self.clock.lock().unwrap() += time;
    }

    /// What is told next.
    pub async fn told(&mut self) -> Told {
        match self.inputs.recv().await {
            Some(Input::Accounts(told)) => told,
            _ => panic!("the hands tell nothing else"),
        }
    }

    /// What is told of all but the stages.
    pub async fn ended(&mut self) -> Told {
        loop {
            let told = self.told().await;
            if !matches!(told, Told::Stage { .. } | Told::Used { .. }) {
                return told;
            }
        }
    }

    /// The words of a sign-in that failed.
    pub async fn failed(&mut self) -> (String, String) {
        let ended = self.ended().await;
        let Told::Failed { message, hint, .. } = ended else { panic!("{ended:?}") };
        (message, hint.unwrap_or_default())
    }

    /// The account of a sign-in that ended well, and whether it was there before.
    pub async fn connected(&mut self) -> (Account, bool) {
        let ended = self.ended().await;
        let Told::Connected { account, replaced, .. } = ended else { panic!("{ended:?}") };
        (*account, replaced)
    }

    /// A sign-in as octocat's token would begin it.
    pub fn wish(&self, way: Way) -> SignIn {
        SignIn {
            attempt: "one".to_owned(),
            service: "sample".to_owned(),
            origin: self.service.origin(),
            is_moved: true,
            way,
            scopes: vec!["read".to_owned()],
            user: None,
            path: None,
            ticket: None,
            app: (way != Way::Token).then(|| OwnOrBuiltIn {
                client_id: "stint".to_owned(),
                built_in_secret: None,
                secret_item: None,
            }),
            account: None,
            known: Vec::new(),
            fresh: AccountId(Uuid::from_u128(1)),
        }
    }

    /// Signs in with a pasted token.
    pub fn paste(&mut self, token: &str, wish: SignIn) {
        let ticket = self.tickets.put(secret(token)).unwrap();
        self.conduct.perform(Errand::SignIn(Box::new(SignIn { ticket: Some(ticket), ..wish })));
    }

    /// An account of octocat's.
    pub fn account(&self, way: Way) -> Account {
        Account {
            id: AccountId(Uuid::from_u128(7)),
            service: "sample".to_owned(),
            origin: self.service.origin(),
            remote_id: "1".to_owned(),
            name: "octocat".to_owned(),
            way,
            granted: None,
            expires_at: None,
            is_renewed: way != Way::Token,
            connected_at: self.now(),
            checked_at: None,
            last_used_at: None,
            health: Health::Fine,
            last_error: None,
            allowance: None,
        }
    }

    /// An account whose credentials, an hour long, lie in the vault and are known to the service.
    pub fn granted(&self) -> Account {
        let account = self.account(Way::Browser);
        let credentials = self.service.grant(self.now());
        self.vault.write(&account.id.vault_item(), &credentials.to_item()).unwrap();
        account
    }

    /// The access token in the vault.
    pub fn stored(&self, account: AccountId) -> Option<String> {
        let item = self.vault.read(&account.vault_item()).unwrap();
        item.and_then(|item| Credentials::from_item(&item)).map(|it| it.access.expose_secret().to_owned())
    }
}
