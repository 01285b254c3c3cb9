//! Names to addresses, each of which is judged before anybody connects to it.

use std::{io, net::IpAddr, net::SocketAddr, pin::Pin, sync::Arc};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use thiserror::Error;

use crate::guard::{self, Judged, Reach};

/// Looks a name up.
pub type Lookup = Arc<dyn Fn(String) -> Found + Send + Sync>;
/// The addresses of a name.
pub type Found = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// A name led where no connection may go.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(super) enum Forbidden {
    /// Onto a private network, which the person did not allow.
    #[error("its name leads to {0}, an address on a private network that was not allowed")]
    Private(IpAddr),
    /// Where no service lies.
    #[error("its name leads to an address where no service lies")]
    Never,
}

impl Forbidden {
    fn at(address: IpAddr) -> Self {
        match guard::judge(&[address]) {
            Judged::Private(_) => Self::Private(address.to_canonical()),
            Judged::Public | Judged::Forbidden => Self::Never,
        }
    }
}

/// Asks the system.
pub(crate) fn of_the_system() -> Lookup {
    Arc::new(|name| {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(found.map(|socket| socket.ip()).collect())
        })
    })
}

/// Lets all addresses of a name through, or none: one that is out of reach spoils the name, for whoever mixes them means harm.
pub(super) fn judge(reach: &Reach, addresses: &[IpAddr]) -> Result<(), Forbidden> {
    let bad = addresses.iter().find(|address| !guard::permits(reach, **address));
    bad.map_or(Ok(()), |address| Err(Forbidden::at(*address)))
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
    fn resolve(&self, name: Name) -> Resolving {
        let (reach, found) = (self.reach.clone(), (self.lookup)(name.as_str().to_owned()));
        Box::pin(async move {
            let addresses = found.await?;
            judge(&reach, &addresses)?;
            let sockets = addresses.into_iter().map(|address| SocketAddr::new(address, 0));
            Ok(Box::new(sockets) as Addrs)
        })
    }
}
