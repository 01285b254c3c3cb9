//! Two doors of this computer that nobody may come to, and a way out on which names lead where a test says.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener},
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::Timestamp;
use stint_connect::{
    Error,
    egress::{Egress, Limits},
    endpoint::{Endpoint, Unfit},
    http::Http,
};

/// The doors: the same port on 127.0.0.1 and on ::1.
pub struct Doors {
    listeners: [TcpListener; 2],
    pub port: u16,
}

impl Doors {
    pub fn open() -> Self {
        for _ in 0..100 {
            let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
            let port = v4.local_addr().unwrap().port();
            if let Ok(v6) = TcpListener::bind((Ipv6Addr::LOCALHOST, port)) {
                let listeners = [v4, v6];
                listeners.iter().for_each(|listener| listener.set_nonblocking(true).unwrap());
                return Self { listeners, port };
            }
        }
        panic!("no port is free on both addresses");
    }

    /// How many came since it was asked last.
    pub fn visits(&self) -> usize {
        self.listeners.iter().map(|door| std::iter::from_fn(|| door.accept().ok()).count()).sum()
    }
}

/// What the next look-up answers.
#[derive(Clone, Default)]
pub struct Names(Arc<Mutex<Vec<IpAddr>>>);

impl Names {
    pub fn lead_to(&self, addresses: &[IpAddr]) {
        *self.0.lock().unwrap() = addresses.to_vec();
    }

    /// A way out on which every name leads there.
    pub fn egress(&self) -> Egress {
        let names = self.clone();
        egress(move || Ok(names.0.lock().unwrap().clone()))
    }
}

/// A way out on which every name leads to this computer: the worst there is.
pub fn egress_home() -> Egress {
    egress(|| Ok(vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]))
}

/// A way out on which each look-up is answered so.
pub fn egress(answer: impl Fn() -> io::Result<Vec<IpAddr>> + Send + Sync + 'static) -> Egress {
    let limits = Limits { patience: Duration::from_millis(500), ..Limits::default() };
    let lookup = Arc::new(move |_| {
        let answer = answer();
        Box::pin(async move { answer }) as stint_connect::http::Found
    });
    Egress::with(Arc::new(|| Timestamp::UNIX_EPOCH), limits, lookup)
}

/// What became of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The origin was not even taken.
    Unfit,
    /// The request was not sent.
    Refused,
    /// It was sent, or tried to be.
    Sent,
}

/// Goes as far as it is let.
pub async fn attempt(egress: &Egress, endpoint: Result<Endpoint, Unfit>) -> Outcome {
    match endpoint {
        Err(_) => Outcome::Unfit,
        Ok(endpoint) => follow(&egress.open(endpoint).unwrap(), "/").await,
    }
}

/// Goes to a path or URL that a service gave.
pub async fn follow(http: &Http, link: &str) -> Outcome {
    let Ok(request) = http.get(link) else { return Outcome::Refused };
    match http.send(request).await {
        Err(Error::Refused { .. }) => Outcome::Refused,
        Ok(_) | Err(_) => Outcome::Sent,
    }
}

/// The rows of a table of addresses, each with whether it is good.
pub fn table() -> Vec<(IpAddr, bool)> {
    let tables = [include_str!("../../fixtures/addresses.csv"), include_str!("../../fixtures/boundaries.csv")];
    let rows = tables.iter().flat_map(|table| table.lines().skip(1));
    let mut rows: Vec<_> = rows
        .map(|row| row.split_once(',').unwrap())
        .map(|(address, verdict)| (address.parse::<IpAddr>().unwrap(), verdict == "allow"))
        .collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}
