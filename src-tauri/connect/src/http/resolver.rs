//! Names to addresses, each of which is judged before anybody connects to it.

use std::{
    io,
    net::{IpAddr, SocketAddr, ToSocketAddrs},
    pin::Pin,
    sync::Arc,
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use thiserror::Error;
use tokio::{sync::Semaphore, task};

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
    two_at_a_time(|name| Ok((name, 0).to_socket_addrs()?.map(|socket| socket.ip()).collect()))
}

/// A look-up that blocks, and cannot be called off: each has a thread until it ends, and others need threads, too.
fn two_at_a_time(look_up: impl Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync + 'static) -> Lookup {
    let (seats, look_up) = (Arc::new(Semaphore::new(2)), Arc::new(look_up));
    Arc::new(move |name| {
        let (seats, look_up) = (Arc::clone(&seats), Arc::clone(&look_up));
        Box::pin(async move {
            let seat = seats.acquire_owned().await.map_err(io::Error::other)?;
            let looking = task::spawn_blocking(move || {
                let found = look_up(&name);
                drop(seat);
                found
            });
            looking.await.map_err(io::Error::other)?
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

#[cfg(test)]
mod tests {
    use std::sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    };

    use super::*;

    #[tokio::test]
    async fn look_ups_that_hang_take_two_threads_and_the_next_waits_though_nobody_waits_for_them() {
        let (let_go, is_let_go) = mpsc::channel::<()>();
        let (entered, has_entered) = mpsc::channel();
        let (is_let_go, begun) = (Mutex::new(is_let_go), Arc::new(AtomicUsize::new(0)));
        let count = Arc::clone(&begun);
        let lookup = two_at_a_time(move |name| {
            count.fetch_add(1, Ordering::SeqCst);
            entered.send(()).unwrap();
            if name == "hangs" {
                is_let_go.lock().unwrap().recv().unwrap();
            }
            Ok(vec![IpAddr::from([192, 0, 2, 1])])
        });
        let hanging = ["hangs", "hangs"].map(|name| tokio::spawn(lookup(name.to_owned())));
        let has_entered = task::spawn_blocking(move || {
            (0..2).for_each(|_| has_entered.recv().unwrap());
            has_entered
        });
        let has_entered = has_entered.await.unwrap();
        hanging.iter().for_each(tokio::task::JoinHandle::abort);
        let third = tokio::spawn(lookup("answers".to_owned()));
        for _ in 0..100 {
            task::yield_now().await;
        }
        assert_eq!(begun.load(Ordering::SeqCst), 2);
        let_go.send(()).unwrap();
        assert_eq!(third.await.unwrap().unwrap(), [IpAddr::from([192, 0, 2, 1])]);
        let_go.send(()).unwrap();
        drop(has_entered);
    }
}
