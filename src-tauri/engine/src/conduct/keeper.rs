//! Keeps the credentials of accounts: reads them from the vault for each call, renews them once for all who wait.

mod lane;
mod renewal;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use stint_connect::session::Session;
use stint_core::{
    account::{Account, Failure},
    credentials::Credentials,
    ids::AccountId,
    secret::{ExposeSecret, Secret},
};
use stint_store::vault::VaultError;
use tokio_util::task::{TaskTracker, task_tracker::TaskTrackerToken};

use self::{
    lane::{Lane, Turn},
    renewal::Renewal,
};
use super::{Told, failure, safe::Safe, world::World};

/// How often it is told that an account is used.
const USED_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// Hands out sessions; clones keep the same credentials.
#[derive(Clone)]
pub(crate) struct Keeper(Arc<Kept>);

struct Kept {
    world: Arc<World>,
    safe: Safe,
    /// What goes on when whoever asked has gone.
    vital: TaskTracker,
    /// What must not be cut off, or credentials would be lost.
    owed: TaskTracker,
    lanes: Mutex<BTreeMap<AccountId, Arc<Lane>>>,
    used: Mutex<BTreeMap<AccountId, Timestamp>>,
}

impl Keeper {
    /// A keeper who has read nothing yet.
    pub(super) fn new(world: Arc<World>, safe: Safe, vital: TaskTracker, owed: TaskTracker) -> Self {
        Self(Arc::new(Kept { world, safe, vital, owed, lanes: Mutex::default(), used: Mutex::default() }))
    }

    /// A session for calls with an account; its credentials are renewed first where they soon end. The `generation` of them that the
    /// engine means goes back to it with what is told.
    ///
    /// # Errors
    /// Why there is none; where the account now rests until the person acts, the engine was told before.
    pub async fn session(&self, account: &Account, generation: u64) -> Result<Session, Failure> {
        self.open(account, generation, None).await
    }

    /// A session after the service took the last one no more, though it should not have ended yet.
    ///
    /// # Errors
    /// Those of [`Self::session`].
    pub async fn session_instead_of(
        &self,
        account: &Account,
        generation: u64,
        rejected: &Session,
    ) -> Result<Session, Failure> {
        self.open(account, generation, Some(&rejected.secret)).await
    }

    /// How often an account's credentials were replaced or taken away, other than by renewing them.
    pub fn replaced(&self, account: AccountId) -> u64 {
        self.lane(account).replaced()
    }

    async fn open(&self, account: &Account, generation: u64, rejected: Option<&Secret>) -> Result<Session, Failure> {
        let credentials = self.valid(account, generation, rejected).await?;
        let sites = self.0.world.sites_of(account).map_err(|error| failure::of_service(&error))?;
        let now = self.0.world.now();
        self.tell_used(account.id, now);
        Ok(Session::of(sites, &credentials, now))
    }

    /// Credentials that can be used now: one renewal at a time, and whoever waited for it shares what came of it.
    async fn valid(
        &self,
        account: &Account,
        generation: u64,
        rejected: Option<&Secret>,
    ) -> Result<Credentials, Failure> {
        let lane = self.lane(account.id);
        let seen = lane.renewals();
        let mut turn = lane.turn().await;
        if lane.renewals() != seen
            && let Some(failure) = &turn.failure
        {
            return Err(failure.clone());
        }
        let stored = self.stored(account.id, &mut turn).await.map_err(|error| failure::of_vault(&error))?;
        let stored = stored.ok_or(Failure::SignInAgain)?;
        let is_rejected = rejected.is_some_and(|secret| secret.expose_secret() == stored.access.expose_secret());
        if is_rejected && stored.refresh.is_none() {
            return Err(Failure::SignInAgain);
        }
        if !is_rejected && !turn.is_due(&stored, self.0.world.now()) {
            return Ok(stored);
        }
        // Apart from whoever asked: they may go, the new pair must not.
        let renewal = Renewal::new(self.clone(), (account.clone(), generation), stored, is_rejected);
        let ended = self.0.vital.spawn(renewal.run(lane, turn)).await;
        ended.unwrap_or(Err(Failure::Unreachable))
    }

    /// What the vault holds; a new pair that it would not take before is written first.
    async fn stored(&self, account: AccountId, turn: &mut Turn) -> Result<Option<Credentials>, VaultError> {
        if let Some(unsaved) = &turn.unsaved {
            self.0.safe.write(&account.vault_item(), unsaved.to_item()).await?;
            return Ok(turn.unsaved.take());
        }
        self.0.safe.credentials(&account.vault_item()).await
    }

    /// Writes verified credentials and reads them back; gives back those they replace.
    pub(super) async fn put(
        &self,
        account: AccountId,
        credentials: &Credentials,
    ) -> Result<Option<Credentials>, VaultError> {
        let mut turn = self.lane(account).turn_to_replace().await;
        // What cannot be read is replaced all the same.
        let old = self.stored(account, &mut turn).await.ok().flatten();
        self.0.safe.write(&account.vault_item(), credentials.to_item()).await?;
        *turn = Turn::default();
        Ok(old)
    }

    /// Takes an account's credentials out of use while `tell` speaks to the service, then wipes them.
    pub(super) async fn wipe<T, F: Future<Output = T>>(
        &self,
        account: AccountId,
        tell: impl FnOnce(Result<Option<Credentials>, VaultError>) -> F,
    ) -> Result<T, VaultError> {
        let mut turn = self.lane(account).turn_to_replace().await;
        let told = tell(self.stored(account, &mut turn).await).await;
        self.0.safe.remove(&account.vault_item()).await?;
        *turn = Turn::default();
        Ok(told)
    }

    /// While this is held the end of the program waits: credentials are on their way.
    pub(super) fn owed(&self) -> TaskTrackerToken {
        self.0.owed.token()
    }

    /// Tries once more to write pairs that the vault would not take, before they are lost with the program.
    pub(super) async fn save(self) {
        let lanes = self.0.lanes.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for (account, lane) in lanes {
            // One whose turn is taken is being written, or wiped.
            let Some(mut turn) = lane.turn_at_once().filter(|turn| turn.unsaved.is_some()) else { continue };
            if let Err(error) = self.stored(account, &mut turn).await {
                tracing::warn!(%account, %error, "renewed credentials could not be kept");
            }
        }
    }

    fn lane(&self, account: AccountId) -> Arc<Lane> {
        let mut lanes = self.0.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(lanes.entry(account).or_default())
    }

    fn tell_used(&self, account: AccountId, now: Timestamp) {
        let mut used = self.0.used.lock().unwrap_or_else(PoisonError::into_inner);
        let is_news = used.get(&account).is_none_or(|last| now.duration_since(*last).abs() >= USED_EVERY);
        if is_news {
            used.insert(account, now);
            self.0.world.tell(Told::Used { account });
        }
    }
}
