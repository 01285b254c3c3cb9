//! OAuth apps that the person brings: where the configuration names them, and where their secrets lie.

use stint_connect::connector::{Descriptor, OAuth};

use crate::{
    Engine,
    host::{Place, is_standard},
};

/// The person's own OAuth app for a service at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnApp {
    /// Its client id.
    pub client_id: String,
    /// The item of the vault for its secret; none where no secret may go to that place.
    pub item: Option<String>,
}

impl Engine {
    /// The app that the person brought for a service at a place.
    ///
    /// Where the configuration moved the service, the client id of the usual place is used there, too; its secret stays where it belongs.
    pub(crate) fn own_app(&self, descriptor: &Descriptor, place: &Place) -> Option<OwnApp> {
        let apps = self.config.oauth_apps();
        if let Some(client_id) = apps.get(&key(descriptor, place)) {
            let item = item(descriptor.id, &place.origin, client_id);
            return Some(OwnApp { client_id: client_id.clone(), item: Some(item) });
        }
        let client_id = apps.get(descriptor.id).filter(|_| place.is_moved)?;
        Some(OwnApp { client_id: client_id.clone(), item: None })
    }

    /// The items of the vault that hold secrets of such apps, or may.
    pub(crate) fn app_items(&self) -> Vec<String> {
        let item = |(key, client_id): (&String, &String)| {
            let (service, origin) = match key.split_once(' ') {
                Some((service, origin)) => (service, origin),
                None => (key.as_str(), self.accounts.descriptor(key)?.hosts.standard?),
            };
            Some(item(service, origin, client_id))
        };
        self.config.oauth_apps().iter().filter_map(item).collect()
    }
}

/// The key of an own app in the configuration: the service, and the origin where it is not the usual one.
pub(crate) fn key(descriptor: &Descriptor, place: &Place) -> String {
    if is_standard(descriptor, place) {
        descriptor.id.to_owned()
    } else {
        format!("{} {}", descriptor.id, place.origin)
    }
}

/// The item of the vault that holds the secret of an own app: for one client id at one origin, and no other.
pub(crate) fn item(service: &str, origin: &str, client_id: &str) -> String {
    format!("app:{service} {origin} {client_id}")
}

/// Whether Stint was built with an app for this place.
pub(crate) fn is_built_in(descriptor: &Descriptor, oauth: &OAuth, place: &Place) -> bool {
    oauth.client_id.is_some() && is_standard(descriptor, place)
}
