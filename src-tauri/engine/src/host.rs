//! Where a service lies: what the person typed, or the configuration says, as an origin.

use std::collections::BTreeMap;

use stint_connect::{
    connector::{Descriptor, Recalled},
    endpoint::{self, Unfit},
};
use stint_core::account::Account;

use crate::{
    Engine,
    fault::{Fault, Result},
};

/// Where a service lies for one sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Without trailing slash.
    pub origin: String,
    /// Whether the configuration put it there.
    pub is_moved: bool,
}

impl Engine {
    /// What is known of a service.
    pub(crate) fn service(&self, id: &str) -> Result<&'static Descriptor> {
        self.accounts.descriptor(id).ok_or_else(|| {
            let message = format!("Stint knows no service “{}”.", crate::speak::shorten(id, 40));
            Fault::refused(message, "`stint accounts` lists the services.")
        })
    }

    /// What goes along with the credentials of an account, where its service takes a name and a path.
    pub(crate) fn recall(&self, account: &Account) -> Option<Recalled> {
        let services = &self.accounts.outside.services;
        let connector = services.iter().find(|connector| connector.descriptor().id == account.service)?;
        connector.recall(&account.remote_id)
    }

    /// Where the environment or the configuration moved a service.
    pub(crate) fn moved_to(&self, service: &str) -> Option<String> {
        let from_file = || self.config.endpoints().get(service).cloned();
        self.accounts
            .moved
            .get(service)
            .cloned()
            .or_else(from_file)
            .map(|origin| origin.trim_end_matches('/').to_owned())
    }

    /// Every origin that the environment or the configuration puts a service at, by service.
    pub(crate) fn everything_moved(&self) -> BTreeMap<String, String> {
        let ids = self.accounts.outside.services.iter().map(|connector| connector.descriptor().id);
        ids.filter_map(|id| Some((id.to_owned(), self.moved_to(id)?))).collect()
    }

    /// Where a service lies that the person signs in to at `typed`; empty stands for its standard place.
    pub(crate) fn place(&self, descriptor: &Descriptor, typed: &str) -> Result<Place> {
        let typed = typed.trim();
        let is_standard =
            typed.is_empty() || descriptor.hosts.standard.is_some_and(|standard| shown(standard) == typed);
        if is_standard {
            if let Some(origin) = self.moved_to(descriptor.id) {
                return Ok(Place { origin, is_moved: true });
            }
            return match descriptor.hosts.standard {
                Some(origin) => Ok(Place { origin: origin.to_owned(), is_moved: false }),
                None => Err(Fault::refused("Which host?", "Type where it lies, such as git.example.org.")),
            };
        }
        if let Some((_, origin)) = descriptor.hosts.regions.iter().find(|(_, origin)| shown(origin) == typed) {
            return Ok(Place { origin: (*origin).to_owned(), is_moved: false });
        }
        if !descriptor.hosts.is_self_hosted {
            let message = format!("{} does not lie at {}.", descriptor.name, crate::speak::shorten(typed, 80));
            return Err(Fault::refused(message, format!("{} Nothing was stored.", elsewhere(descriptor))));
        }
        let origin = endpoint::tidy(typed).map_err(|unfit| no_host(typed, &unfit))?;
        let is_moved = self.moved_to(descriptor.id).as_deref() == Some(origin.as_str());
        Ok(Place { origin, is_moved })
    }
}

/// Where a service lies that people do not run themselves.
fn elsewhere(descriptor: &Descriptor) -> String {
    let regions: Vec<String> = descriptor.hosts.regions.iter().map(|(_, origin)| shown(origin)).collect();
    if regions.is_empty() {
        "Leave the host empty.".to_owned()
    } else {
        format!("Leave the host empty, or name one of its regions: {}.", regions.join(", "))
    }
}

fn no_host(typed: &str, unfit: &Unfit) -> Fault {
    if *unfit == Unfit::NotSafe {
        let message = "Stint speaks https only, so that no token travels in the open.";
        return Fault::refused(message, "Type the host with https://. Nothing was stored.");
    }
    let message = format!("“{}” is no host: {unfit}.", crate::speak::shorten(typed, 80));
    Fault::refused(message, "Type a host such as git.example.org. Nothing was stored.")
}

/// Whether a place is the one the built-in OAuth app is meant for.
pub(crate) fn is_standard(descriptor: &Descriptor, place: &Place) -> bool {
    descriptor.hosts.standard == Some(place.origin.as_str())
}

/// The origin of a place that is neither the service's own nor chosen by the configuration: a host of the person's or their company's.
pub(crate) fn own<'a>(descriptor: &Descriptor, place: &'a Place) -> Option<&'a str> {
    let mut known = descriptor.hosts.standard.iter().chain(descriptor.hosts.regions.iter().map(|(_, it)| it));
    let is_own = !place.is_moved && known.all(|it| *it != place.origin);
    is_own.then_some(place.origin.as_str())
}

/// An origin as people are shown it: the host, and the port where it is not the usual one.
pub(crate) fn shown(origin: &str) -> String {
    origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")).unwrap_or(origin).to_owned()
}
