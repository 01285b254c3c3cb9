//! One sign-in: finds the place, gets credentials, verifies them, and only then keeps them.

mod grant;
mod halt;
mod place;
mod verify;

use std::sync::Arc;

use stint_connect::{connector::Connector, sites::Sites};
use stint_core::{
    account::{Account, Allowance, Health},
    credentials::Credentials,
    governor,
    secret::{ExposeSecret, Secret},
};
use tokio::{sync::mpsc, task::JoinSet};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use self::{halt::Halt, verify::Verified};
use super::{Keeper, Stage, Told, link::Doorstep, outing, safe::Safe, world::World};
use crate::{errand::SignIn, host};

/// One sign-in and all it needs.
pub(super) struct Attempt {
    pub world: Arc<World>,
    pub keeper: Keeper,
    pub safe: Safe,
    /// Runs what is done for good manners after the sign-in ended.
    pub vital: TaskTracker,
    pub wish: SignIn,
    pub token: Option<Secret>,
    /// Ends it.
    pub stop: CancellationToken,
    /// Whether it may go to the private addresses it asked about.
    pub answers: mpsc::UnboundedReceiver<bool>,
    /// Where links from the browser arrive.
    pub doorstep: Arc<Doorstep>,
}

/// Where the service lies, and the private addresses that were allowed for it.
struct Place {
    sites: Sites,
    allowance: Option<Allowance>,
}

/// How a sign-in ended well.
struct Connected {
    account: Account,
    replaced: bool,
    requests: u32,
    quota: Option<governor::Told>,
}

impl Attempt {
    /// Runs to its end and tells how it ended; one that was cancelled tells nothing.
    pub async fn run(mut self) {
        let (attempt, world, host) = (self.wish.attempt.clone(), Arc::clone(&self.world), self.host());
        // A task of its own, so that one that stumbles over an answer ends like any other.
        let mut signing_in = JoinSet::new();
        signing_in.spawn(async move { self.connect().await });
        let ended = signing_in.join_next().await.and_then(Result::ok);
        match ended.unwrap_or_else(|| Err(halt::stumbled(&host))) {
            Ok(Connected { account, replaced, requests, quota }) => {
                world.tell(Told::Connected { attempt, account: Box::new(account), replaced, requests, quota });
            }
            Err(Halt::Refused(why)) => {
                world.tell(Told::Failed { attempt, message: why.message, hint: why.hint });
            }
            Err(Halt::Cancelled) => {}
        }
    }

    async fn connect(&mut self) -> Result<Connected, Halt> {
        self.tell(Stage::Starting);
        self.refuse_another_place()?;
        // Before the person goes to the browser for nothing.
        self.until_stopped(self.safe.is_ready()).await?.map_err(halt::closed)?;
        let place = self.find().await?;
        let credentials = self.obtain(&place.sites).await?;
        let kept = match self.verify(&place.sites, &credentials).await {
            Ok(verified) => self.keep(&place, &credentials, verified).await,
            Err(halt) => Err(halt),
        };
        if kept.is_err() && credentials.client_id.is_some() {
            self.give_back(place.sites, credentials);
        }
        kept
    }

    /// Two hosts may call two people by the same number.
    fn refuse_another_place(&self) -> Result<(), Halt> {
        let Some(account) = &self.wish.account else { return Ok(()) };
        if (&account.service, &account.origin) == (&self.wish.service, &self.wish.origin) {
            return Ok(());
        }
        let (there, here) = (host::shown(&account.origin), self.host());
        let message = format!("{} is connected at {there}, not at {here}.", account.name);
        Err(halt::refused(message, "Connect it as another account."))
    }

    /// Writes the credentials; from here on it can be undone, but not interrupted.
    async fn keep(&self, place: &Place, credentials: &Credentials, verified: Verified) -> Result<Connected, Halt> {
        if self.stop.is_cancelled() {
            return Err(Halt::Cancelled);
        }
        let _owed = self.keeper.owed();
        let (before, requests, quota) = (verified.before.clone(), verified.requests, verified.quota);
        let account = self.account(place, credentials, verified);
        let old = self.keeper.put(account.id, credentials).await.map_err(|error| halt::vault(&error))?;
        if self.stop.is_cancelled() {
            self.undo(&account, old).await;
            return Err(Halt::Cancelled);
        }
        if let Some((before, old)) = before.as_ref().zip(old) {
            self.retire(before, old, credentials);
        }
        Ok(Connected { account, replaced: before.is_some(), requests, quota })
    }

    /// The account as it is after this sign-in.
    fn account(&self, place: &Place, credentials: &Credentials, verified: Verified) -> Account {
        let now = self.world.now();
        let Verified { identity, granted, before, .. } = verified;
        let is_renewed = credentials.refresh.is_some();
        let ends = [identity.expires_at, credentials.expires_at].into_iter().flatten().min();
        Account {
            id: before.as_ref().map_or(self.wish.fresh, |it| it.id),
            service: self.wish.service.clone(),
            origin: self.wish.origin.clone(),
            remote_id: identity.remote_id,
            name: identity.name,
            way: self.wish.way,
            granted,
            expires_at: ends.filter(|_| !is_renewed),
            is_renewed,
            connected_at: before.map_or(now, |it| it.connected_at),
            checked_at: Some(now),
            last_used_at: Some(now),
            health: Health::Fine,
            last_error: None,
            allowance: place.allowance.clone(),
        }
    }

    async fn undo(&self, account: &Account, old: Option<Credentials>) {
        let undone = match old {
            Some(old) => self.keeper.put(account.id, &old).await.map(drop),
            None => self.keeper.wipe(account.id, |_| async {}).await,
        };
        if let Err(error) = undone {
            tracing::warn!(%error, "a sign-in that was ended may have left credentials in the vault");
        }
    }

    /// Tells the service to forget credentials that were replaced, if they were granted to Stint; a pasted token may be of use elsewhere.
    fn retire(&self, before: &Account, old: Credentials, new: &Credentials) {
        let is_other = old.access.expose_secret() != new.access.expose_secret();
        let ends_the_new_one = verify::revokes_all(self.connector(), before.way) && old.client_id == new.client_id;
        if is_other
            && old.client_id.is_some()
            && !ends_the_new_one
            && let Ok(sites) = self.world.sites_of(before)
        {
            self.revoke(sites, old);
        }
    }

    /// Tells the service to forget what it granted for nothing, unless that took away credentials in use.
    fn give_back(&self, sites: Sites, credentials: Credentials) {
        if !self.takes_more_along() {
            self.revoke(sites, credentials);
        }
    }

    /// Whether revoking a grant of this sign-in ended credentials in use.
    fn takes_more_along(&self) -> bool {
        verify::revokes_all(self.connector(), self.wish.way) && !self.wish.known.is_empty()
    }

    fn revoke(&self, sites: Sites, credentials: Credentials) {
        let (world, service) = (Arc::clone(&self.world), self.wish.service.clone());
        drop(self.vital.spawn(async move { outing::retire(&world, &service, sites, &credentials).await }));
    }

    fn connector(&self) -> Option<&dyn Connector> {
        self.world.connector(&self.wish.service).ok()
    }

    fn tell(&self, stage: Stage) {
        self.world.tell(Told::Stage { attempt: self.wish.attempt.clone(), stage });
    }

    /// Waits for something, but no longer than until the person ends the sign-in.
    async fn until_stopped<T>(&self, work: impl Future<Output = T>) -> Result<T, Halt> {
        self.stop.run_until_cancelled(work).await.ok_or(Halt::Cancelled)
    }
}
