//! One renewal: asks for a new pair, tries again as the rules say, writes it before anybody uses it.

use std::{sync::Arc, time::Duration};

use stint_connect::{
    connector::OAuth,
    oauth::{self, App},
};
use stint_core::{
    account::{Account, AfterRefreshFailure, Failure, after_refresh_failure},
    credentials::Credentials,
    secret::{ExposeSecret, Secret, secret},
};
use tokio::sync::OwnedMutexGuard;

use super::{
    Keeper,
    lane::{Lane, Turn, is_alive},
};
use crate::{
    conduct::{
        Ended, Told, failure, spread_of,
        world::{self, World},
    },
    own_app,
};

/// A renewal of one account's credentials.
pub(super) struct Renewal {
    keeper: Keeper,
    account: Account,
    generation: u64,
    stored: Credentials,
    is_rejected: bool,
    /// Whether the secret of the person's own OAuth app is gone: the app was exchanged.
    has_lost_app: bool,
}

impl Renewal {
    /// A renewal of these credentials; where the service rejected them, they are not used any more.
    pub fn new(keeper: Keeper, (account, generation): (Account, u64), stored: Credentials, is_rejected: bool) -> Self {
        Self { keeper, account, generation, stored, is_rejected, has_lost_app: false }
    }

    /// Renews while it has the turn.
    pub async fn run(mut self, lane: Arc<Lane>, mut turn: OwnedMutexGuard<Turn>) -> Result<Credentials, Failure> {
        let ended = self.renew(&mut turn).await;
        turn.failure = ended.as_ref().err().cloned();
        lane.ended();
        ended
    }

    async fn renew(&mut self, turn: &mut Turn) -> Result<Credentials, Failure> {
        let mut tries = 0;
        let mut has_read_again = false;
        loop {
            let Setback { failure, is_try } = match self.ask_and_keep(turn).await {
                Ok(renewed) => return renewed,
                Err(setback) => setback,
            };
            if failure == Failure::SignInAgain && !has_read_again {
                has_read_again = true;
                if self.take_anothers(turn).await {
                    if !self.is_due(turn) {
                        return Ok(self.stored.clone());
                    }
                    continue;
                }
            }
            if !is_try {
                return self.put_off(failure, turn);
            }
            tries += 1;
            match after_refresh_failure(tries, &failure, spread_of(self.account.id)) {
                AfterRefreshFailure::TryAgain { after } => {
                    self.wait(Duration::try_from(after).unwrap_or_default()).await;
                }
                AfterRefreshFailure::Suspend => return self.give_up(failure, turn),
                AfterRefreshFailure::SignInAgain => return Err(self.end(Ended::SignInAgain, failure)),
            }
        }
    }

    /// Asks for a new pair and keeps it; from the one to the other the end of the program waits, for the old pair is spent.
    async fn ask_and_keep(&mut self, turn: &mut Turn) -> Result<Result<Credentials, Failure>, Setback> {
        let _owed = self.keeper.owed();
        if self.keeper.0.world.stop.is_cancelled() {
            return Err(Failure::ComeBackLater(None).into());
        }
        let renewed = self.ask().await?;
        Ok(self.keep(renewed, turn).await)
    }

    async fn ask(&mut self) -> Result<Credentials, Setback> {
        let of_service = |error| failure::of_service(&error);
        let world = Arc::clone(&self.keeper.0.world);
        let descriptor = world.connector(&self.account.service).map_err(of_service)?.descriptor();
        let oauth = world::oauth_of(descriptor, self.account.way).ok_or(Failure::SignInAgain)?;
        let app = self.app(oauth).await?;
        let sites = world.sites_of(&self.account).map_err(of_service)?;
        let renewed = oauth::refresh(&sites, oauth, &app, &self.stored, || world.now()).await;
        let renewed = renewed.map_err(|error| Setback::of(&error, &world))?;
        Ok(Credentials { refresh: renewed.refresh.or_else(|| self.stored.refresh.clone()), ..renewed })
    }

    /// The app that the credentials were issued to: built in, or the person's own with its secret in the vault.
    async fn app(&mut self, oauth: &'static OAuth) -> Result<App, Failure> {
        let client_id = self.stored.client_id.clone().ok_or(Failure::SignInAgain)?;
        if oauth.client_id == Some(client_id.as_str()) {
            return Ok(App { client_id, client_secret: oauth.client_secret.map(secret) });
        }
        let client_secret = if oauth.app_has_secret { self.app_secret(&client_id).await? } else { None };
        Ok(App { client_id, client_secret })
    }

    /// The secret of the person's own app; where the configuration moved the service it may have none.
    async fn app_secret(&mut self, client_id: &str) -> Result<Option<Secret>, Failure> {
        let Account { service, origin, .. } = &self.account;
        let item = own_app::item(service, origin, client_id);
        let found = self.keeper.0.safe.read(&item).await.map_err(|error| failure::of_vault(&error))?;
        self.has_lost_app = found.is_none() && !self.keeper.0.world.is_moved(service, origin);
        if self.has_lost_app { Err(Failure::SignInAgain) } else { Ok(found) }
    }

    /// Looks whether another process has renewed meanwhile: two of them use the same single-use token.
    async fn take_anothers(&mut self, turn: &mut Turn) -> bool {
        let Ok(Some(other)) = self.keeper.stored(self.account.id, turn).await else { return false };
        let is_other = other.access.expose_secret() != self.stored.access.expose_secret();
        if is_other {
            self.stored = other;
            self.is_rejected = false;
        }
        is_other
    }

    fn is_due(&self, turn: &Turn) -> bool {
        turn.is_due(&self.stored, self.keeper.0.world.now())
    }

    /// The old pair is spent: where the vault does not take the new one, it is held until it does, and not used before.
    async fn keep(&self, renewed: Credentials, turn: &mut Turn) -> Result<Credentials, Failure> {
        let item = self.account.id.vault_item();
        if let Err(error) = self.keeper.0.safe.write(&item, renewed.to_item()).await {
            turn.unsaved = Some(renewed);
            return Err(failure::of_vault(&error));
        }
        let expires_at = renewed.expires_at.filter(|_| renewed.refresh.is_none());
        self.keeper.0.world.tell(Told::Renewed { account: self.account.id, expires_at });
        Ok(renewed)
    }

    /// Credentials that still work are used until they end.
    fn put_off(&self, failure: Failure, turn: &mut Turn) -> Result<Credentials, Failure> {
        let now = self.keeper.0.world.now();
        if self.is_rejected || !is_alive(&self.stored, now) {
            return Err(failure);
        }
        turn.rest(now);
        Ok(self.stored.clone())
    }

    fn give_up(&self, failure: Failure, turn: &mut Turn) -> Result<Credentials, Failure> {
        self.put_off(failure, turn).map_err(|failure| self.end(Ended::Suspended, failure))
    }

    fn end(&self, how: Ended, failure: Failure) -> Failure {
        let world = &self.keeper.0.world;
        let name = world.connector(&self.account.service).map_or("The service", |it| it.descriptor().name);
        let why = match self.has_lost_app {
            true => format!("The OAuth app that {name} was signed in to with is not in use any more."),
            false => failure::words(name, &failure),
        };
        world.tell(Told::RenewalEnded { account: self.account.id, generation: self.generation, how, why });
        failure
    }

    async fn wait(&self, wait: Duration) {
        let world = &self.keeper.0.world;
        world.stop.run_until_cancelled((world.sleep)(wait)).await;
    }
}

/// Why there is no new pair.
struct Setback {
    failure: Failure,
    /// Three tries suspend an account: those that were sent and failed or were refused; where nobody could be reached, it waits.
    is_try: bool,
}

impl Setback {
    fn of(error: &stint_connect::Error, world: &World) -> Self {
        let setback = Self::from(failure::of_service(error));
        let is_unheard = error.is_unsent() || (setback.failure == Failure::Unreachable && !world.egress.is_online());
        Self { is_try: setback.is_try && !is_unheard, ..setback }
    }
}

impl From<Failure> for Setback {
    fn from(failure: Failure) -> Self {
        let is_try = !matches!(failure, Failure::ComeBackLater(_) | Failure::VaultClosed(_));
        Self { failure, is_try }
    }
}
