//! What the engine knows of services and accounts beyond the data file: sign-ins under way, budgets, the vault's state.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use stint_api::{
    handover::Tickets,
    view::{AttemptView, SignInStage, VaultView},
};
use stint_connect::{
    connector::{Connector, Descriptor},
    egress::Egress,
};
use stint_core::{governor::Governor, ids::AccountId};

use crate::page::Page;

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
    pub is_offline: bool,
    pub is_asleep: bool,
}

/// A sign-in.
pub(crate) struct Attempt {
    pub view: AttemptView,
    /// The page that the browser was sent to.
    pub page: Option<Page>,
    pub by: &'static str,
}

/// How an account fares.
#[derive(Clone, Debug)]
pub(crate) struct Watched {
    pub failures: u32,
    pub failing_since: Option<Timestamp>,
    pub next_check_at: Timestamp,
    pub is_checking: bool,
}

impl Watched {
    /// To be asked about at some time, nothing known yet.
    pub fn from(next_check_at: Timestamp) -> Self {
        Self { failures: 0, failing_since: None, next_check_at, is_checking: false }
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
            is_offline: false,
            is_asleep: false,
        }
    }

    /// What is known of a service before anybody signs in.
    pub fn descriptor(&self, service: &str) -> Option<&'static Descriptor> {
        self.outside.services.iter().map(|connector| connector.descriptor()).find(|known| known.id == service)
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
