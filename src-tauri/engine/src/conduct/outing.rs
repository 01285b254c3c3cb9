//! What is done with an account that is connected: checked, revoked, forgotten.

use std::sync::Arc;

use stint_connect::{
    connector::{Identity, Revoked},
    session::Session,
    sites::Sites,
};
use stint_core::{
    account::{Account, Failure},
    credentials::Credentials,
    governor,
    ids::AccountId,
};
use stint_store::vault::VaultError;
use tokio::task::JoinSet;

use super::{Keeper, Told, failure, identity, world::World};
use crate::speak::sentence;

/// What a check found.
struct Found {
    result: Result<Identity, Failure>,
    requests: u32,
    quota: Option<governor::Told>,
}

/// Asks the service whose credentials they are; it is told whatever happens, or the engine would wait for it for ever.
pub(super) async fn check(world: Arc<World>, keeper: Keeper, account: Account, generation: u64) {
    let id = account.id;
    // In a set, so that it ends with this task.
    let mut asking = JoinSet::new();
    asking.spawn(find(Arc::clone(&world), keeper, account, generation));
    let found = asking.join_next().await.and_then(Result::ok);
    let Found { result, requests, quota } = found.unwrap_or_else(|| Found::without_session(stumbled()));
    world.tell(Told::Checked { account: id, generation, result, requests, quota });
}

fn stumbled() -> Failure {
    Failure::NotUnderstood("Stint stumbled over it".to_owned())
}

impl Found {
    fn without_session(failure: Failure) -> Self {
        Self { result: Err(failure), requests: 0, quota: None }
    }
}

async fn find(world: Arc<World>, keeper: Keeper, account: Account, generation: u64) -> Found {
    let mut in_vain = 0;
    loop {
        let replaced = keeper.replaced(account.id);
        let found = match keeper.session(&account, generation).await {
            Ok(session) => identified(&world, &keeper, (&account, generation), session).await,
            Err(failure) => Found::without_session(failure),
        };
        // What is said of credentials that are not the account's any more concerns nobody.
        if keeper.replaced(account.id) == replaced {
            return Found { requests: in_vain + found.requests, ..found };
        }
        in_vain += found.requests;
    }
}

async fn identified(world: &World, keeper: &Keeper, (account, generation): (&Account, u64), session: Session) -> Found {
    let first = identify(world, account, &session).await;
    let asked = |result, session: &Session, before: u32| {
        let (requests, quota) = (before + session.sites.sent(), session.sites.told(world.now()));
        Found { result, requests, quota }
    };
    if !matches!(first, Err(Failure::SignInAgain)) || !account.is_renewed {
        return asked(first, &session, 0);
    }
    // The clock may be wrong, or somebody ended the access token alone: a new pair tells.
    match keeper.session_instead_of(account, generation, &session).await {
        Ok(renewed) => asked(identify(world, account, &renewed).await, &renewed, session.sites.sent()),
        Err(failure) => asked(Err(failure), &session, 0),
    }
}

async fn identify(world: &World, account: &Account, session: &Session) -> Result<Identity, Failure> {
    let connector = world.connector(&account.service).map_err(|error| failure::of_service(&error))?;
    let identity = identity::of(connector, session).await.map_err(|error| failure::of_service(&error))?;
    if identity.remote_id == account.remote_id {
        return Ok(identity);
    }
    Err(Failure::Refused(format!("these are credentials of {} now, not of {}", identity.name, account.name)))
}

/// Tells the service to forget an account's credentials, then wipes them whatever it said.
pub(super) async fn revoke(world: Arc<World>, keeper: Keeper, account: Account) {
    let told = keeper.wipe(account.id, |stored| tell_service(&world, &account, stored)).await;
    let (result, untold) = match told {
        Ok(Ok(revoked)) => (Ok(revoked), None),
        Ok(Err(why)) => (Ok(Revoked::NotOffered), Some(why)),
        Err(error) => (Err(sentence(&error)), None),
    };
    world.tell(Told::Revoked { account: account.id, result, untold });
}

async fn tell_service(
    world: &World,
    account: &Account,
    stored: Result<Option<Credentials>, VaultError>,
) -> Result<Revoked, String> {
    let credentials = match stored {
        Ok(Some(credentials)) => credentials,
        Ok(None) => return Err("Its credentials were gone already.".to_owned()),
        Err(error) => return Err(sentence(&error)),
    };
    let revoked = async {
        let connector = world.connector(&account.service)?;
        let session = Session::of(world.sites_of(account)?, &credentials, world.now());
        connector.revoke(&session, &credentials).await
    };
    let name = world.connector(&account.service).map_or("The service", |it| it.descriptor().name);
    revoked.await.map_err(|error| failure::words(name, &failure::of_service(&error)))
}

/// Tells the service to forget credentials that are out of use: good manners, what comes of it changes nothing here.
pub(super) async fn retire(world: &World, service: &str, sites: Sites, credentials: &Credentials) {
    let session = Session::of(sites, credentials, world.now());
    if let Ok(connector) = world.connector(service)
        && let Err(error) = connector.revoke(&session, credentials).await
    {
        tracing::info!(service, %error, "credentials out of use could not be revoked");
    }
}

/// Wipes credentials of an account that was never written down.
pub(super) async fn forget(keeper: Keeper, account: AccountId) {
    if let Err(error) = keeper.wipe(account, |_| async {}).await {
        tracing::warn!(%account, %error, "credentials that belong to no account are still in the vault");
    }
}
