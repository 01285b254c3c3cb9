//! The only way out: what all accounts share of it, from the look-up of names to the log of requests.

mod breaker;
pub(crate) mod gate;
pub(crate) mod log;
mod redact;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    fmt,
    net::IpAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use reqwest::Client;

pub use self::log::{Request, RequestLog};
use self::{gate::Gate, log::Log};
use crate::{
    endpoint::{self, Endpoint},
    error::{Error, Result},
    http::{Http, Lookup, of_the_system, open_client},
};

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How many clients are kept at once; an account has one or two.
const MOST_CLIENTS: usize = 64;

/// How long to wait, how much to take in, and how much at once.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For a connection, the look-up of the name included.
    pub to_connect: Duration,
    /// For the whole of a call, from the look-up to the last byte.
    pub patience: Duration,
    /// The longest head of an answer, in bytes.
    pub longest_head: usize,
    /// The longest body of an answer, in bytes as they are read.
    pub longest_body: usize,
    /// How many calls one host gets at the same time; the others wait their turn.
    pub at_once: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let (to_connect, patience) = (Duration::from_secs(5), Duration::from_secs(10));
        Self { to_connect, patience, longest_head: 64 << 10, longest_body: 8 << 20, at_once: 4 }
    }
}

/// The way out, shared by all accounts; clones are the same one.
#[derive(Clone)]
pub struct Egress(Arc<Shared>);

struct Shared {
    clock: Clock,
    limits: Limits,
    lookup: Lookup,
    is_online: AtomicBool,
    log: Mutex<Log>,
    gates: Mutex<BTreeMap<String, Arc<Gate>>>,
    clients: Mutex<BTreeMap<Endpoint, Client>>,
}

impl Egress {
    /// The way out of this program.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self::with(clock, Limits::default(), of_the_system())
    }

    /// One with other limits, or one on which names lead elsewhere: for tests, and for who looks names up by other means.
    #[must_use]
    pub fn with(clock: Clock, limits: Limits, lookup: Lookup) -> Self {
        let log = Mutex::new(Log::since(clock()));
        let (gates, clients) = (Mutex::default(), Mutex::default());
        Self(Arc::new(Shared { clock, limits, lookup, is_online: AtomicBool::new(true), log, gates, clients }))
    }

    /// Opens the way to an origin; nothing is sent yet.
    pub fn open(&self, endpoint: Endpoint) -> Result<Http> {
        let client = self.client(&endpoint)?;
        let gate = Arc::clone(locked(&self.0.gates).entry(endpoint.host()).or_insert_with(|| self.gate()));
        Ok(Http::new(self.clone(), client, endpoint, gate))
    }

    /// The addresses of an origin, so that the person can be asked about private ones ([`crate::guard::judge`]); no connection is made.
    pub async fn resolve(&self, origin: &str) -> Result<Vec<IpAddr>> {
        let origin = endpoint::parse(origin).map_err(|unfit| Error::Refused { why: unfit.to_string() })?;
        if let Some(address) = endpoint::address(&origin) {
            return Ok(vec![address.to_canonical()]);
        }
        let lookup = (self.0.lookup)(origin.host_str().unwrap_or_default().to_owned());
        let found = tokio::time::timeout(self.0.limits.to_connect, lookup).await;
        let found = found.map_err(|_| unreachable("the look-up of its name took too long"))?;
        let mut addresses: Vec<IpAddr> = Vec::new();
        for address in found.map_err(|_| unreachable("its name was not found"))? {
            let address = address.to_canonical();
            if !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        if addresses.is_empty() { Err(unreachable("its name leads nowhere")) } else { Ok(addresses) }
    }

    /// The latest requests, latest first, and the hosts that rest.
    #[must_use]
    pub fn requests(&self, limit: usize) -> RequestLog {
        let now = self.now();
        let gates = locked(&self.0.gates);
        let resting = gates.iter().filter_map(|(host, gate)| Some((host.clone(), gate.rests_until(now)?))).collect();
        drop(gates);
        locked(&self.0.log).latest(limit, resting)
    }

    /// Says whether this machine reaches the network: while it does not, no host is blamed; when it does again, none rests.
    pub fn set_online(&self, is_online: bool) {
        let was_online = self.0.is_online.swap(is_online, Ordering::Relaxed);
        if is_online && !was_online {
            locked(&self.0.gates).values().for_each(|gate| gate.forgive());
        }
    }

    /// Whether this machine reaches the network, as far as it is known.
    #[must_use]
    pub fn is_online(&self) -> bool {
        self.0.is_online.load(Ordering::Relaxed)
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.0.clock)()
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    pub(crate) fn write_down(&self, request: Request) {
        locked(&self.0.log).push(request);
    }

    fn gate(&self) -> Arc<Gate> {
        Arc::new(Gate::new(self.0.limits.at_once))
    }

    /// One client an endpoint, so that its connections are used again.
    fn client(&self, endpoint: &Endpoint) -> Result<Client> {
        let mut clients = locked(&self.0.clients);
        if let Some(client) = clients.get(endpoint) {
            return Ok(client.clone());
        }
        let client = open_client(endpoint, &self.0.limits, Arc::clone(&self.0.lookup))?;
        if clients.len() >= MOST_CLIENTS {
            clients.clear();
        }
        clients.insert(endpoint.clone(), client.clone());
        Ok(client)
    }
}

impl fmt::Debug for Egress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Egress").field("limits", &self.0.limits).finish_non_exhaustive()
    }
}

/// What a lock guards stays whole if a thread dies with it.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unreachable(words: &'static str) -> Error {
    Error::Unreachable(words.into())
}
