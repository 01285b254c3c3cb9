//! Every address of the tables, and the neighbours of every border: by name, mixed with good ones, written out, wrapped.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use stint_connect::{
    endpoint::{Endpoint, tidy},
    guard::{self, Judged, Reach},
};

use crate::stage::{Doors, Names, Outcome, attempt, follow, table};

pub const CASES: usize = 4_443;

const NAME: &str = "https://git.example.org";
const GOOD: IpAddr = IpAddr::V4(Ipv4Addr::new(140, 82, 112, 3));

#[tokio::test]
async fn no_bad_address_is_connected_to_and_every_good_one_passes() {
    let (doors, names, mut cases) = (Doors::open(), Names::default(), 0);
    let egress = names.egress();
    let http = egress.open(Endpoint::standard(NAME).unwrap()).unwrap();
    for (address, is_good) in table() {
        if is_good {
            passes(address);
            cases += 1;
            continue;
        }
        for bad in std::iter::once(address).chain(wrapped(address)) {
            for answer in [vec![bad], vec![GOOD, bad], vec![bad, GOOD], vec![GOOD, GOOD, bad, GOOD]] {
                names.lead_to(&answer);
                assert_eq!(follow(&http, "/").await, Outcome::Refused, "{answer:?}");
                cases += 1;
            }
            let written = written(bad);
            for endpoint in [Endpoint::standard(&written), Endpoint::own(&written)] {
                assert_eq!(attempt(&egress, endpoint).await, Outcome::Unfit, "{written}");
            }
            cases += 1;
        }
    }
    assert_eq!(cases, CASES);
    assert_eq!(doors.visits(), 0);
}

fn passes(address: IpAddr) {
    assert!(guard::permits(&Reach::Public, address), "{address}");
    assert_eq!(guard::judge(&[address]), Judged::Public);
    let written = written(address);
    assert!(Endpoint::own(&written).is_ok() && Endpoint::standard(&written).is_ok(), "{address}");
    assert!(tidy(&written).is_ok(), "{address}");
}

fn written(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => format!("https://{v4}"),
        IpAddr::V6(v6) => format!("https://[{v6}]"),
    }
}

/// An address of IPv4 as IPv6 carries it: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP.
fn wrapped(address: IpAddr) -> Vec<IpAddr> {
    let IpAddr::V4(v4) = address else { return Vec::new() };
    let bits = u128::from(v4.to_bits());
    let below = |prefix: &str| prefix.parse::<Ipv6Addr>().unwrap().to_bits() | bits;
    let teredo = "2001::".parse::<Ipv6Addr>().unwrap().to_bits() | (!bits & 0xffff_ffff);
    let six_to_four = "2002::1".parse::<Ipv6Addr>().unwrap().to_bits() | bits << 80;
    let prefixes = ["::ffff:0:0", "::", "::ffff:0:0:0", "64:ff9b::", "64:ff9b:1::", "fe80::5efe:0:0"];
    let all = prefixes.map(below).into_iter().chain([teredo, six_to_four]);
    all.map(|bits| IpAddr::V6(Ipv6Addr::from_bits(bits))).collect()
}
