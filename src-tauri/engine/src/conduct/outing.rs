//! What is done with an account that is connected: checked, revoked, forgotten.

use std::sync::Arc;

use stint_connect::{
    connector::{Identity, Revoked},
    session::Session,
};
use stint_core::{
    account::{Account, Failure},
    credentials::Credentials,
    governor,
    ids::AccountId,
};
use stint_store::vault::VaultError;

use super::{Keeper, Told, failure, world::World};
use crate::speak::sentence;

/// Asks the service whose credentials they are.
pub(super) async fn check(world: Arc<World>, keeper: Keeper, account: Account) {
    let (result, quota) = match keeper.session(&account).await {
        Ok(session) => identified(&world, &keeper, &account, session).await,
        Err(failure) => (Err(failure), None),
    };
    world.tell(Told::Checked { account: account.id, result, quota });
}

async fn identified(
    world: &World,
    keeper: &Keeper,
    account: &Account,
    session: Session,
) -> (Result<Identity, Failure>, Option<governor::Told>) {
    let mut session = session;
    let mut result = identify(world, account, &session).await;
    // The clock may be wrong, or somebody ended the access token alone: a new pair tells.
    if matches!(result, Err(Failure::SignInAgain)) && account.is_renewed {
        session = match keeper.session_instead_of(account, &session).await {
            Ok(session) => session,
            Err(failure) => return (Err(failure), session.sites.told(world.now())),
        };
        result = identify(world, account, &session).await;
    }
    (result, session.sites.told(world.now()))
}

async fn identify(world: &World, account: &Account, session: &Session) -> Result<Identity, Failure> {
    let connector = world.connector(&account.service).map_err(|error| failure::of_service(&error))?;
    let identity = connector.identify(session).await.map_err(|error| failure::of_service(&error))?;
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

/// Wipes credentials of an account that was never written down.
pub(super) async fn forget(keeper: Keeper, account: AccountId) {
    if let Err(error) = keeper.wipe(account, |_| async {}).await {
        tracing::warn!(%account, %error, "credentials that belong to no account are still in the vault");
    }
}
