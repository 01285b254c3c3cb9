//! The hands of the engine for accounts: sign-ins, checks, revocations, the vault; what comes of it goes back in as inputs.

mod attempt;
mod attempts;
mod delivery;
mod failure;
mod gathering;
mod identity;
mod keeper;
mod link;
mod outing;
mod readings;
mod safe;
mod told;
mod world;

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
};

use stint_api::{handover::Tickets, view::VaultKind};
use stint_core::{account::Account, ids::AccountId, secret::Secret};
use stint_store::vault::{Kind, Vault};
use tokio::{sync::mpsc, task::AbortHandle, time};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use self::{
    delivery::Deliveries,
    keeper::Keeper,
    link::Doorstep,
    safe::Safe,
    world::{Sleep, World},
};
pub(crate) use self::{
    delivery::Delivery,
    failure::words as failure_words,
    told::{Ended, Ending, Stage, Told},
    world::{Now, spread_of, spread_of_try},
};
use crate::{Input, accounts::Outside, errand::Errand};

/// The hands of the engine for accounts.
pub(crate) struct Conduct {
    world: Arc<World>,
    safe: Safe,
    keeper: Keeper,
    tickets: Tickets,
    /// Where the encrypted file lies.
    secrets: PathBuf,
    attempts: BTreeMap<String, Handle>,
    checks: BTreeMap<AccountId, AbortHandle>,
    fetches: BTreeMap<AccountId, AbortHandle>,
    deliveries: Deliveries,
    /// What is better not cut off: what was begun is ended in order.
    vital: TaskTracker,
    /// What must not be cut off at all: a new pair is on its way, and the old one is spent.
    owed: TaskTracker,
    stray_links: u64,
}

/// What a sign-in under way is held by.
struct Handle {
    stop: CancellationToken,
    answers: mpsc::UnboundedSender<bool>,
    doorstep: Arc<Doorstep>,
}

impl Conduct {
    /// Hands that have done nothing yet; `secrets` is where the encrypted file lies, `inputs` leads back into the engine.
    pub fn new(
        outside: Outside,
        vault: Vault,
        secrets: PathBuf,
        clock: Now,
        inputs: mpsc::UnboundedSender<Input>,
    ) -> Self {
        Self::with_sleep(outside, vault, secrets, clock, Arc::new(|wait| Box::pin(time::sleep(wait))), inputs)
    }

    /// Hands that wait for nothing between two tries.
    #[cfg(feature = "rehearsal")]
    pub fn without_waiting(
        outside: Outside,
        vault: Vault,
        secrets: PathBuf,
        clock: Now,
        inputs: mpsc::UnboundedSender<Input>,
    ) -> Self {
        Self::with_sleep(outside, vault, secrets, clock, Arc::new(|_| Box::pin(async {})), inputs)
    }

    fn with_sleep(
        outside: Outside,
        vault: Vault,
        secrets: PathBuf,
        clock: Now,
        sleep: Sleep,
        inputs: mpsc::UnboundedSender<Input>,
    ) -> Self {
        let Outside { services, egress, tickets } = outside;
        let world = Arc::new(World {
            services,
            egress,
            clock,
            sleep,
            inputs,
            stop: CancellationToken::new(),
            moved: RwLock::default(),
        });
        let (vital, owed, safe) = (TaskTracker::new(), TaskTracker::new(), Safe::new(vault, Arc::clone(&world)));
        let keeper = Keeper::new(Arc::clone(&world), safe.clone(), vital.clone(), owed.clone());
        let (attempts, checks, fetches) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let deliveries = Deliveries::default();
        Self {
            world,
            safe,
            keeper,
            tickets,
            secrets,
            attempts,
            checks,
            fetches,
            deliveries,
            vital,
            owed,
            stray_links: 0,
        }
    }

    /// Does one errand; what comes of it is told later.
    pub fn perform(&mut self, errand: Errand) {
        match errand {
            Errand::SignIn(wish) => self.sign_in(*wish),
            Errand::Answer { attempt, is_allowed } => self.answer(&attempt, is_allowed),
            Errand::Cancel { attempt } => self.cancel(&attempt),
            Errand::TakeLink { ticket } => self.take_link(&ticket),
            Errand::Check { account, generation, .. } => self.check(*account, generation),
            Errand::Fetch(fetch) => self.fetch(*fetch),
            Errand::LookUp(fetch) => self.look_up(*fetch),
            Errand::StopFetch(account) => self.stop_fetch(account),
            Errand::Revoke(account) => self.revoke(*account),
            Errand::Forget(account) => self.forget(account),
            Errand::ProbeVault => self.aside(|safe| async move { safe.probe().await }),
            Errand::SetVault { kind, ticket, items } => {
                let (kind, passphrase) = (self.place(kind), self.taken(ticket));
                self.aside(|safe| async move { safe.switch(kind, passphrase, items).await });
            }
            Errand::Unlock { ticket } => {
                let passphrase = self.taken(ticket);
                self.aside(|safe| async move { safe.unlock(passphrase).await });
            }
            Errand::KeepAppSecret { item, ticket } => {
                let secret = self.taken(ticket);
                self.vitally(|safe| async move { safe.keep(&item, secret).await });
            }
        }
    }

    /// Tells a service something, unless that is under way; what comes of it is told later.
    pub fn deliver(&mut self, delivery: Delivery) {
        self.deliveries.begin(&self.world, &self.keeper, delivery);
    }

    /// Where the configuration puts services, all of it: the consent to reach exactly these origins.
    pub fn set_moved(&self, moved: BTreeMap<String, String>) {
        *self.world.moved.write().unwrap_or_else(PoisonError::into_inner) = moved;
    }

    /// Ends every sign-in and check, and closes their ports; what was not sent yet is not sent any more.
    pub fn end(&mut self) {
        self.world.stop.cancel();
        for (_, handle) in std::mem::take(&mut self.attempts) {
            handle.stop.cancel();
        }
        for (_, under_way) in std::mem::take(&mut self.checks).into_iter().chain(std::mem::take(&mut self.fetches)) {
            under_way.abort();
        }
        self.deliveries.end();
        drop(self.owed.spawn(self.keeper.clone().save()));
        self.vital.close();
        self.owed.close();
    }

    /// Wipes credentials that belong to no account; the only errand that is still done after [`Self::end`].
    pub fn forget(&mut self, account: AccountId) {
        drop(self.vital.spawn(outing::forget(self.keeper.clone(), account)));
    }

    /// Waits, after [`Self::end`], until no new pair is on its way that would be lost by ending the program.
    pub fn secured(&self) -> impl Future<Output = ()> + 'static {
        let owed = self.owed.clone();
        async move { owed.wait().await }
    }

    /// Waits, after [`Self::end`], until all that was begun has come to its end.
    pub fn settled(&self) -> impl Future<Output = ()> + 'static {
        let vital = self.vital.clone();
        async move { vital.wait().await }
    }

    fn check(&mut self, account: Account, generation: u64) {
        self.checks.retain(|_, check| !check.is_finished());
        let id = account.id;
        let check = tokio::spawn(outing::check(Arc::clone(&self.world), self.keeper.clone(), account, generation));
        if let Some(before) = self.checks.insert(id, check.abort_handle()) {
            before.abort();
        }
    }

    fn revoke(&mut self, account: Account) {
        let (world, keeper) = (Arc::clone(&self.world), self.keeper.clone());
        drop(self.vital.spawn(outing::revoke(world, keeper, account)));
    }

    fn vitally<F: Future<Output = ()> + Send + 'static>(&self, work: impl FnOnce(Safe) -> F) {
        drop(self.vital.spawn(work(self.safe.clone())));
    }

    /// The person may be asked for a passphrase, which the end of the program does not wait for.
    fn aside<F: Future<Output = ()> + Send + 'static>(&self, work: impl FnOnce(Safe) -> F) {
        drop(tokio::spawn(work(self.safe.clone())));
    }

    fn taken(&self, ticket: Option<String>) -> Option<Secret> {
        ticket.and_then(|ticket| self.tickets.take(&ticket))
    }

    fn place(&self, kind: VaultKind) -> Kind {
        match kind {
            VaultKind::Keyring => Kind::Keyring,
            VaultKind::File => Kind::File(self.secrets.clone()),
            VaultKind::Memory => Kind::Memory,
        }
    }
}

#[cfg(test)]
mod tests;
