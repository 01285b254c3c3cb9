//! What every task of the hands shares: the services and the ways to them, the clock, the way back to the engine.

use std::{
    collections::BTreeMap,
    pin::Pin,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use jiff::Timestamp;
use stint_connect::{
    connector::{Connector, Descriptor, OAuth, SignIn},
    egress::Egress,
    endpoint::{Endpoint, Unfit},
    sites::Sites,
};
use stint_core::{
    account::{Account, Allowance, Way},
    ids::AccountId,
};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::Told;
use crate::Input;

/// Reads the clock.
pub(crate) type Now = Arc<dyn Fn() -> Timestamp + Send + Sync>;
/// Waits.
pub(super) type Sleep = Arc<dyn Fn(Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// What the hands share.
pub(super) struct World {
    pub services: Arc<[Box<dyn Connector>]>,
    pub egress: Egress,
    pub clock: Now,
    pub sleep: Sleep,
    pub inputs: mpsc::UnboundedSender<Input>,
    /// The program ends: nothing is begun any more.
    pub stop: CancellationToken,
    /// Where the configuration puts services.
    pub moved: RwLock<BTreeMap<String, String>>,
}

impl World {
    /// The time.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Tells the engine; the loop may have ended.
    pub fn tell(&self, told: Told) {
        self.inputs.send(Input::Accounts(told)).ok();
    }

    /// The connector of a service.
    pub fn connector(&self, service: &str) -> Result<&dyn Connector, stint_connect::Error> {
        let found = self.services.iter().find(|connector| connector.descriptor().id == service);
        found.map(AsRef::as_ref).ok_or_else(|| refused("this version of Stint does not know the service"))
    }

    /// Whether the configuration put a service there: the consent to reach exactly that origin.
    pub fn is_moved(&self, service: &str, origin: &str) -> bool {
        let moved = self.moved.read().unwrap_or_else(PoisonError::into_inner);
        moved.get(service).is_some_and(|at| at == origin)
    }

    /// The ways to the parts of a service at an origin.
    pub fn sites(
        &self,
        descriptor: &'static Descriptor,
        origin: &str,
        allowance: Option<&Allowance>,
    ) -> Result<Sites, stint_connect::Error> {
        let reach = self.reach(descriptor, origin);
        Sites::open(descriptor, origin, |root| {
            let endpoint = match (reach, allowance) {
                (Reach::Moved, _) => Endpoint::chosen(root),
                (Reach::OfTheService, _) => Endpoint::standard(root),
                (Reach::OfThePerson, Some(allowance)) => Endpoint::allowed(root, allowance),
                (Reach::OfThePerson, None) => Endpoint::own(root),
            };
            self.egress.open(endpoint.map_err(unfit)?)
        })
    }

    /// The ways to the service of an account.
    pub fn sites_of(&self, account: &Account) -> Result<Sites, stint_connect::Error> {
        let descriptor = self.connector(&account.service)?.descriptor();
        self.sites(descriptor, &account.origin, account.allowance.as_ref())
    }

    /// On whose word an origin is spoken to.
    pub fn reach(&self, descriptor: &Descriptor, origin: &str) -> Reach {
        let is_its_own = descriptor.hosts.standard == Some(origin)
            || descriptor.hosts.regions.iter().any(|(_, region)| *region == origin);
        match self.is_moved(descriptor.id, origin) {
            true => Reach::Moved,
            false if is_its_own => Reach::OfTheService,
            false => Reach::OfThePerson,
        }
    }
}

/// On whose word an origin is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// The configuration moves the service there.
    Moved,
    /// The service lies there for everybody.
    OfTheService,
    /// The person runs it there, or their company does.
    OfThePerson,
}

/// The OAuth app and ends of a way to sign in; none for a token, or where the service no longer offers that way.
pub(super) fn oauth_of(descriptor: &'static Descriptor, way: Way) -> Option<&'static OAuth> {
    descriptor.sign_in.iter().find_map(|offered| match (offered, way) {
        (SignIn::Browser(oauth), Way::Browser)
        | (SignIn::Device(oauth), Way::Device)
        | (SignIn::Link(oauth), Way::Link) => Some(oauth),
        _ => None,
    })
}

/// A number from 0 to 1 that stays the same for an account, so that several do not come at once.
pub(crate) fn spread_of(account: AccountId) -> f64 {
    let [.., high, low] = account.0.into_bytes();
    f64::from(u16::from_be_bytes([high, low])) / f64::from(u16::MAX)
}

/// Another such number for each try, so that waits that grew to their longest are not all equal.
pub(crate) fn spread_of_try(account: AccountId, nth: u32) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    (spread_of(account) + f64::from(nth) * GOLDEN).fract()
}

/// The service is not asked, and why.
pub(super) fn refused(why: impl Into<String>) -> stint_connect::Error {
    stint_connect::Error::Refused { why: why.into() }
}

fn unfit(unfit: Unfit) -> stint_connect::Error {
    refused(unfit.to_string())
}
