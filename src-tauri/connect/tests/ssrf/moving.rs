//! Names that lead to good addresses while the person is asked, and to bad ones when they are called.

use std::{
    io,
    net::IpAddr,
    sync::atomic::{AtomicUsize, Ordering},
};

use stint_connect::{
    endpoint::Endpoint,
    guard::{Judged, judge},
};

use crate::stage::{Doors, Outcome, attempt, egress, follow};

pub const CASES: usize = SCRIPTS.len() * CALLS;

/// How often each name is called after it was looked up once.
const CALLS: usize = 3;

/// What the look-ups answer, one after the other, the last one for ever; an empty answer stands for a name that is not known.
const SCRIPTS: [&[&[&str]]; 16] = [
    // Public first, then this computer, a private network, a metadata server.
    &[&["140.82.112.3"], &["127.0.0.1"]],
    &[&["140.82.112.3"], &["::1"]],
    &[&["140.82.112.3"], &["10.0.0.1"]],
    &[&["140.82.112.3"], &["169.254.169.254"]],
    // Another address each time, as with a time to live of zero.
    &[&["140.82.112.3"], &["127.0.0.1"], &["10.0.0.1"], &["169.254.169.254"]],
    // Mixed.
    &[&["140.82.112.3"], &["140.82.112.3", "127.0.0.1"]],
    &[&["140.82.112.3"], &["127.0.0.1", "140.82.112.3"]],
    &[&["140.82.112.3"], &["2606:4700:4700::1111", "::1"]],
    // An alias of an inner name: the system follows it, and the addresses are all that is seen.
    &[&["140.82.112.3"], &["192.168.1.1", "fd00::1"]],
    // IPv6 alone, plain and wrapped.
    &[&["2606:4700:4700::1111"], &["::1"]],
    &[&["2606:4700:4700::1111"], &["::ffff:127.0.0.1"]],
    &[&["2606:4700:4700::1111"], &["64:ff9b::7f00:1"]],
    &[&["2606:4700:4700::1111"], &["fd00:ec2::254"]],
    // Unknown at first, or between.
    &[&[], &["127.0.0.1"]],
    &[&["140.82.112.3"], &[], &["127.0.0.1"]],
    &[&[], &[]],
];

#[tokio::test]
async fn a_name_that_moves_is_judged_at_each_call() {
    let (doors, mut cases) = (Doors::open(), 0);
    for script in SCRIPTS {
        let egress = egress(play(script));
        let asked = egress.resolve("https://git.example.org").await;
        assert!(asked.map_or(script[0].is_empty(), |found| judge(&found) == Judged::Public));
        let http = egress.open(Endpoint::own(&format!("https://git.example.org:{}", doors.port)).unwrap()).unwrap();
        for call in 1..=CALLS {
            let step = script[call.min(script.len() - 1)];
            let expected = if step.is_empty() { Outcome::Sent } else { Outcome::Refused };
            assert_eq!(follow(&http, "/").await, expected, "{script:?} {call}");
            cases += 1;
        }
    }
    assert_eq!((cases, doors.visits()), (CASES, 0));
}

#[tokio::test]
async fn an_answer_of_thousands_is_judged_whole() {
    let doors = Doors::open();
    let many = (0..10_000u32).map(|number| IpAddr::from((0x8c52_0000 + number).to_be_bytes()));
    let answer: Vec<IpAddr> = many.chain(["127.0.0.1".parse().unwrap()]).collect();
    let egress = egress(move || Ok(answer.clone()));
    assert_eq!(attempt(&egress, Endpoint::own("https://git.example.org")).await, Outcome::Refused);
    assert_eq!(doors.visits(), 0);
}

fn play(script: &'static [&'static [&'static str]]) -> impl Fn() -> io::Result<Vec<IpAddr>> {
    let calls = AtomicUsize::new(0);
    move || {
        let step = script[calls.fetch_add(1, Ordering::SeqCst).min(script.len() - 1)];
        let addresses: Vec<IpAddr> = step.iter().map(|address| address.parse().unwrap()).collect();
        if addresses.is_empty() { Err(io::Error::other("no such name")) } else { Ok(addresses) }
    }
}
