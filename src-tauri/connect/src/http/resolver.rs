//! Names to addresses, each of which is judged before anybody connects to it.

use std::{io, net::IpAddr, net::SocketAddr, pin::Pin, sync::Arc};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use thiserror::Error;

use crate::guard::{self, Reach};

/// Looks a name up.
pub(super) type Lookup = Arc<dyn Fn(String) -> Found + Send + Sync>;
/// The addresses of a name.
pub(super) type Found = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// A name led where no connection may go.
#[derive(Debug, Error)]
#[error("the address is not allowed")]
pub(super) struct Forbidden;

/// Asks the system.
pub(super) fn of_the_system() -> Lookup {
    Arc::new(|name| {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(found.map(|socket| socket.ip()).collect())
        })
    })
}

/// Lets no address through that is out of reach; the connection goes to one of those it let through.
pub(super) struct Resolver {
    reach: Reach,
    lookup: Lookup,
}

impl Resolver {
    pub(super) fn new(reach: Reach, lookup: Lookup) -> Self {
        Self { reach, lookup }
    }
}

impl Resolve for Resolver {
    /// One forbidden address spoils the name, for whoever mixes them means harm.
    fn resolve(&self, name: Name) -> Resolving {
        let (reach, found) = (self.reach, (self.lookup)(name.as_str().to_owned()));
        Box::pin(async move {
            let addresses = found.await?;
            if addresses.iter().any(|address| !guard::permits(reach, *address)) {
                return Err(Forbidden.into());
            }
            let sockets = addresses.into_iter().map(|address| SocketAddr::new(address, 0));
            Ok(Box::new(sockets) as Addrs)
        })
    }
}
