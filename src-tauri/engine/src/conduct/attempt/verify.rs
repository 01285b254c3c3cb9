//! Whose credentials they are and whether they suffice, found out before anything is stored.

use jiff::Timestamp;
use stint_connect::{
    connector::{Connector, Identity},
    session::Session,
    sites::Sites,
};
use stint_core::{
    account::{Account, Way},
    credentials::Credentials,
    governor,
    scopes::assess,
};

use super::{
    Attempt,
    halt::{self, Halt, refused},
};
use crate::{
    answer::wanted,
    conduct::{Stage, identity, world},
};

/// Credentials that were found in order.
pub(super) struct Verified {
    /// Whose they are.
    pub identity: Identity,
    /// What was granted.
    pub granted: Option<Vec<String>>,
    /// The account that they are new credentials of.
    pub before: Option<Account>,
    /// How many requests it took.
    pub requests: u32,
    /// What is left of what the service allows, where it says so.
    pub quota: Option<governor::Told>,
}

impl Attempt {
    /// Asks the service whose credentials these are, and refuses what will not do.
    pub(super) async fn verify(&self, sites: &Sites, credentials: &Credentials) -> Result<Verified, Halt> {
        self.tell(Stage::Checking);
        let host = self.host();
        let Some(connector) = self.connector() else {
            return Err(refused(format!("Nothing is known of {host}."), ""));
        };
        let now = self.world.now();
        let session = Session::of(sites.clone(), credentials, now);
        let before_that = sites.sent();
        let identity = self.until_stopped(identity::of(connector, &session)).await?;
        let identity = identity.map_err(|error| halt::service(connector.descriptor(), &host, &error))?;
        refuse_ended(&host, [identity.expires_at, credentials.expires_at], now)?;
        let before = self.before(&identity)?;
        let granted = identity.scopes.clone().or_else(|| credentials.scopes.clone());
        refuse_too_little(connector, self.wish.way, granted.as_deref())?;
        let (requests, quota) = (sites.sent().saturating_sub(before_that), sites.told(now));
        Ok(Verified { identity, granted, before, requests, quota })
    }

    /// The account that gets new credentials; one that was named must be this one.
    fn before(&self, identity: &Identity) -> Result<Option<Account>, Halt> {
        match &self.wish.account {
            Some(account) if account.remote_id == identity.remote_id => Ok(Some(account.clone())),
            Some(account) => Err(refused(
                format!("These are credentials of {}, not of {}.", identity.name, account.name),
                "Connect it as another account.",
            )),
            None => Ok(self.wish.known.iter().find(|account| account.remote_id == identity.remote_id).cloned()),
        }
    }
}

fn refuse_ended(host: &str, ends: [Option<Timestamp>; 2], now: Timestamp) -> Result<(), Halt> {
    let Some(end) = ends.into_iter().flatten().min().filter(|end| *end <= now) else { return Ok(()) };
    let message = format!("These credentials of {host} ended on {}.", end.strftime("%-d %B %Y"));
    Err(refused(message, "Make new ones, and look whether the clock of this computer is right."))
}

fn refuse_too_little(connector: &dyn Connector, way: Way, granted: Option<&[String]>) -> Result<(), Halt> {
    let descriptor = connector.descriptor();
    let wanted = wanted(descriptor);
    let missing = assess(&wanted, granted).missing_required;
    if missing.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = missing.iter().map(|scope| scope.name).collect();
    let purposes: Vec<&str> = missing.iter().map(|scope| scope.purpose).collect();
    let message = format!("These credentials may not {}: {} is missing.", purposes.join(", "), names.join(", "));
    Err(match way {
        Way::Token => refused(message, format!("Make a token with {}, then paste that one.", names.join(", "))),
        Way::Browser | Way::Device | Way::Link => refused(message, format!("Allow it at {}.", descriptor.name)),
    })
}

/// Whether revoking one grant of the service takes along all that the person granted Stint there.
pub(super) fn revokes_all(connector: Option<&dyn Connector>, way: Way) -> bool {
    let oauth = connector.and_then(|it| world::oauth_of(it.descriptor(), way));
    oauth.is_some_and(|oauth| oauth.revokes_all)
}
