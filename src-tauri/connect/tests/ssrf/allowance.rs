//! What the person allowed is allowed exactly: neither neighbours, nor other ports, nor other names, nor where the name moves.

use std::net::IpAddr;

use stint_connect::endpoint::{Endpoint, Unfit};
use stint_core::account::Allowance;

use crate::stage::{Doors, Names, Outcome, attempt, follow};

pub const CASES: usize = 737;

const ORIGIN: &str = "https://git.acme.example:8443";

fn allowance(host: &str, port: u16, address: &str) -> Allowance {
    Allowance { host: host.to_owned(), port, addresses: vec![address.parse().unwrap()] }
}

/// Where the name may move to: all neighbours, and what is never allowed.
fn elsewhere() -> Vec<IpAddr> {
    let neighbours = (0..=255).filter(|last| *last != 5).map(|last| IpAddr::from([10, 0, 0, last]));
    let others = ["10.0.1.5", "10.1.0.5", "192.168.0.5", "127.0.0.1", "::1", "169.254.169.254", "fe80::1", "fd00::5"];
    neighbours.chain(others.map(|address| address.parse().unwrap())).collect()
}

#[tokio::test]
async fn an_allowance_reaches_no_further_than_it_says() {
    let (doors, names, mut cases) = (Doors::open(), Names::default(), 0);
    let egress = names.egress();
    let given = allowance("git.acme.example", 8443, "10.0.0.5");
    let http = egress.open(Endpoint::allowed(ORIGIN, &given).unwrap()).unwrap();
    for moved in elsewhere() {
        for answer in [vec![moved], vec![given.addresses[0], moved]] {
            names.lead_to(&answer);
            assert_eq!(follow(&http, "/").await, Outcome::Refused, "{answer:?}");
            cases += 1;
        }
    }
    for port in (1..=200).chain([443, 8080, 8442, 8444, 65_535]) {
        let other = Endpoint::allowed(&format!("https://git.acme.example:{port}"), &given);
        assert_eq!(other, Err(Unfit::NotAllowed), "{port}");
        cases += 1;
    }
    for host in
        ["acme.example", "git.acme.example.org", "xgit.acme.example", "10.0.0.5", "git.acme.example-", "localhost"]
    {
        let other = Endpoint::allowed(&format!("https://{host}:8443"), &given);
        assert_eq!(other, Err(Unfit::NotAllowed), "{host}");
        cases += 1;
    }
    assert_eq!((cases, doors.visits()), (CASES, 0));
}

#[tokio::test]
async fn the_doors_would_notice_a_visit() {
    let doors = Doors::open();
    let given = allowance("127.0.0.1", doors.port, "127.0.0.1");
    let allowed = Endpoint::allowed(&format!("https://127.0.0.1:{}", doors.port), &given);
    assert_eq!(attempt(&Names::default().egress(), allowed).await, Outcome::Sent);
    assert_eq!(doors.visits(), 1);
}

#[tokio::test]
async fn one_allowance_opens_nothing_for_anybody_else() {
    let (doors, names) = (Doors::open(), Names::default());
    let egress = names.egress();
    let origin = format!("https://git.acme.example:{}", doors.port);
    let given = allowance("git.acme.example", doors.port, "127.0.0.1");
    names.lead_to(&given.addresses);
    assert_eq!(attempt(&egress, Endpoint::allowed(&origin, &given)).await, Outcome::Sent);
    assert_eq!(doors.visits(), 1);
    assert_eq!(attempt(&egress, Endpoint::own(&origin)).await, Outcome::Refused);
    assert_eq!(attempt(&egress, Endpoint::standard("https://git.example.org")).await, Outcome::Refused);
    assert_eq!(doors.visits(), 0);
}
